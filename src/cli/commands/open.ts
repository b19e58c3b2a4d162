import type { Command } from 'commander'
import { parseDay } from '../../domain/dates/day.ts'
import { parseMailAddress } from '../../domain/mail-address.ts'
import { Problem } from '../../domain/problem.ts'
import { parseLine, parseReference } from '../../domain/text.ts'
import { contentOf, withCommunication, type CommunicationOptions } from '../communication-options.ts'
import type { House } from '../house.ts'
import { one, several } from '../options.ts'
import { tell } from '../told.ts'

type OpenOptions = CommunicationOptions & {
  counterpart?: string[]
  dossierTitle?: string
  answerBy?: Temporal.PlainDate
  owner?: string
  desk?: string
  policy?: string
  confidential?: boolean
  json?: boolean
}

export function addOpen(program: Command, house: House): void {
  const command = program.command('open').summary('open a follow-up with the communication that asks')
  withCommunication(command)
    .argument('<dossier>', 'its reference, such as PRK-TC', (value) => parseReference(value, 'dossier'))
    .argument('<title...>', 'what is asked, a title for each ask', parseTitles)
    .addOption(
      several(
        '--counterpart <ref>',
        'the office that is asked; give several if each owes its own answer',
        parseReference,
      ),
    )
    .addOption(one('--dossier-title <title>', 'begins the dossier', (value, field) => parseLine(value, field, 500)))
    .addOption(one('--answer-by <day>', 'the day for an answer that the ask itself sets', parseDay))
    .addOption(one('--owner <email>', 'the officer who follows it up (you)', parseMailAddress))
    .addOption(one('--desk <ref>', 'the desk that it belongs to (yours)', parseReference))
    .addOption(one('--policy <ref>', "the rule for its clocks (the desk's, if it has one)", parseReference))
    .option('--confidential', 'only the desk may see it')
    .option('--json', 'print JSON')
    .description('Opens a follow-up for each ask and each counterpart, together with the communication that asks.')
    .addHelpText('after', EXAMPLES)
    .action(async (dossier: string, titles: string[], options: OpenOptions) => {
      const asked = { dossier, titles, ...askedOf(options) }
      const { reference, standings } = await house.withVerbs(async (verbs) => {
        const communication = await contentOf(house, options, { isTheirs: false, today: verbs.today })
        return verbs.openFollowUps({ ...asked, communication })
      })
      tell(house, options.json, {
        did: `Opened ${[...standings.keys()].join(', ')} with ${reference}`,
        reference,
        standings,
      })
    })
}

function askedOf({ counterpart, dossierTitle, answerBy, owner, desk, policy, confidential }: OpenOptions) {
  if (!counterpart) {
    throw new Problem(
      'usage',
      '--counterpart: got nothing — expected the office that is asked; relance counterparts lists them',
    )
  }
  return {
    counterparts: [...new Set(counterpart)],
    dossierTitle: dossierTitle ?? null,
    untilOn: answerBy ?? null,
    owner: owner ?? null,
    desk: desk ?? null,
    policy: policy ?? null,
    isConfidential: confidential ?? false,
  }
}

function parseTitles(value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), parseLine(value, 'title')]
}

const EXAMPLES = `
Examples:
  relance open PRK-TC "Visit of the technical team" --counterpart PRK-GVA --sent-on 2026-11-20
  relance open UZB-1 "Text of the law" "Dates of a visit" --counterpart UZB-GVA \\
    --dossier-title "Follow-up to the country visit" --channel note_verbale --answer-by 2027-01-31`
