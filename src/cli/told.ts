import type { KeptStanding } from '../domain/standings/follow-up.ts'
import { catalogueOf } from '../language/catalogue.ts'
import type { House } from './house.ts'
import { printJson } from './print.ts'

const words = catalogueOf('en')

/** Says what a command did: to people in a line for each follow-up, to programs as JSON. */
export function tell(
  { terminal }: House,
  isJson: boolean | undefined,
  {
    did,
    reference,
    standings,
  }: { did: string; reference: string | null; standings: ReadonlyMap<string, KeptStanding> },
): void {
  if (isJson) {
    const followUps = [...standings].map(([followUp, standing]) => ({ reference: followUp, ...standing }))
    return printJson(terminal, { communication: reference, followUps })
  }
  terminal.write(`${did}.\n`)
  for (const [followUp, standing] of standings) terminal.write(`${followUp}: ${standingInWords(standing)}.\n`)
}

function standingInWords({ state, character, move, answerDueOn, answerDueBasis }: KeptStanding): string {
  const said =
    character && state !== 'closed' ? `${words.states[state]} (${words.characters[character]})` : words.states[state]
  const due = answerDueOn && state !== 'closed' ? `; answer due ${answerDueOn.toString()} (${answerDueBasis})` : ''
  return `${said}; the move is ${words.moves[move]}${due}`
}
