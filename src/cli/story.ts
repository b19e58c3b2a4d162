import { styleText } from 'node:util'
import type { VagueDate } from '../domain/vague-date.ts'
import { showSafely } from '../domain/visible.ts'
import { catalogueOf } from '../language/catalogue.ts'
import type { FollowUpStory } from '../use-cases/show-follow-up.ts'
import { proofInWords } from './proof.ts'
import { wrap } from './wrap.ts'

const words = catalogueOf('en')
const WIDEST = 100

type Filed = FollowUpStory['chronology'][number]
interface Look {
  width: number | undefined
  isColoured: boolean
}

/** A follow-up for people, wrapped to the terminal. */
export function storyInWords(story: FollowUpStory, asOf: Temporal.PlainDate, { width, isColoured }: Look): string {
  const bold = (text: string) => (isColoured ? styleText('bold', text, { validateStream: false }) : text)
  const most = Math.min(width ?? WIDEST, WIDEST)
  const paragraph = (text: string, indent = '') => wrap(showSafely(text), most, indent)
  const { followUp } = story
  return [
    bold(paragraph(`${followUp.reference}  ${followUp.title}`)),
    paragraph(`${followUp.counterpart} (${followUp.counterpartReference})`),
    '',
    paragraph(`${words.stateInWords(followUp)}, as of ${words.formatDay(asOf)}. ${moveInWords(story)}`),
    ...clocksInWords(story, asOf).map((line) => paragraph(line)),
    '',
    bold('Correspondence'),
    ...story.chronology.flatMap((filed) => filedInWords(filed, paragraph)),
    ...endsInWords(story, paragraph),
    ...section(
      bold('Mandate'),
      mandatesInWords(story).map((line) => paragraph(line, '  ')),
    ),
    '',
    paragraph(recordInWords(story)),
    '',
  ].join('\n')
}

function moveInWords({ followUp: { move } }: FollowUpStory): string {
  return move === 'nobody' ? 'Nobody has the next move.' : `The next move is ${words.moves[move]}.`
}

function clocksInWords({ followUp, firstReply, policy, proof }: FollowUpStory, asOf: Temporal.PlainDate): string[] {
  const lines = []
  if (followUp.askedOn)
    lines.push(
      `First asked ${words.formatDay(followUp.askedOn)}, ${words.agoInWords(followUp.daysSinceAsked, followUp.isAskedVague)}.`,
    )
  else lines.push('Asked on a day that is not known.')
  if (firstReply) lines.push(firstReplyInWords(firstReply))
  if (followUp.answerDueOn)
    lines.push(`Answer due ${words.formatDay(followUp.answerDueOn)} (${words.dueInWords(followUp, asOf)}).`)
  if (proof) lines.push(proofInWords(proof, policy))
  else if (!followUp.answerDueOn) lines.push('No day for an answer was set or is expected.')
  return lines
}

function firstReplyInWords({ afterDays, afterReminderDays }: NonNullable<FollowUpStory['firstReply']>): string {
  const reminded = afterReminderDays === null ? '' : `, ${daysInWords(afterReminderDays)} after a reminder`
  return afterDays === 0 ? 'First reply on the same day.' : `First reply after ${daysInWords(afterDays)}${reminded}.`
}

function daysInWords(count: number): string {
  return words.formatCount(count, { one: '# day', other: '# days' })
}

function filedInWords(filed: Filed, paragraph: (text: string, indent?: string) => string): string[] {
  const { communication: of, dossier, entries } = filed
  const heading = `${dayInWords(filed)}  ${dossier}/${of.number}  ${words.channels[of.channel]}, ${words.directions[of.direction]}`
  const bearings = entries.map(({ bearing, character, untilOn }) => {
    const said = character ? `${words.bearings[bearing]}: ${words.characters[character]}` : words.bearings[bearing]
    return untilOn ? `${said} (${words.formatDay(untilOn)})` : said
  })
  return [
    '',
    paragraph(bearings.length > 0 ? `${heading}: ${bearings.join('; ')}` : heading),
    ...[partiesInWords(filed), of.summary, of.quotation && `“${of.quotation}”`, of.source && `[${of.source}]`]
      .filter((text): text is string => Boolean(text))
      .map((text) => paragraph(text, '  ')),
    ...correctionsInWords(filed).map((text) => paragraph(text, '  ')),
  ]
}

function dayInWords({ communication: { receivedOn, sentOn, dated, direction } }: Filed): string {
  const moved = direction === 'received' ? receivedOn : direction === 'sent' ? sentOn : null
  if (moved) return words.formatDay(moved)
  if (!dated) return 'date unknown'
  return vagueInWords(dated)
}

function vagueInWords({ text, earliest, latest, isExact }: VagueDate): string {
  if (isExact) return words.formatDay(earliest!)
  if (!earliest) return latest ? `By ${words.formatDay(latest)} (${text})` : text
  const until = !latest ? ' on' : earliest.equals(latest) ? '' : ` to ${words.formatDay(latest)}`
  return `${latest && !until ? 'About' : 'From'} ${words.formatDay(earliest)}${until} (${text})`
}

function partiesInWords({ communication: { sender, recipient } }: Filed): string {
  if (!sender) return recipient ? `To ${recipient}` : ''
  return recipient ? `From ${sender} to ${recipient}` : `From ${sender}`
}

function correctionsInWords({ versions }: Filed): string[] {
  return versions
    .slice(1)
    .map(
      ({ communication: { correctionReason, recordedAt }, recordedByName }) =>
        `Corrected by ${recordedByName} at ${instant(recordedAt)}: ${correctionReason}`,
    )
}

function endsInWords(
  { closures, assessments, withdrawn, followUp }: FollowUpStory,
  paragraph: (text: string, indent?: string) => string,
): string[] {
  const closed = closures.map(
    ({ closure: { closedOn, reason, remark }, by }) =>
      `${words.formatDay(closedOn)}  Closed by ${by}: ${words.closureReasons[reason]}${remark ? `. ${remark}` : ''}`,
  )
  const assessed = assessments.map(
    ({ assessment: { grade, reason, recordedAt }, by, number }) =>
      `${followUp.dossier}/${number} assessed ${grade} by ${by} at ${instant(recordedAt)}: ${reason}`,
  )
  const taken = withdrawn.map((versions) => {
    const { communication: last, recordedByName } = versions.at(-1)!
    return `${followUp.dossier}/${last.number} was withdrawn by ${recordedByName} at ${instant(last.recordedAt)}: ${last.correctionReason}`
  })
  return [...closed, ...assessed, ...taken].flatMap((line) => ['', paragraph(line)])
}

function mandatesInWords({ mandates }: FollowUpStory): string[] {
  return mandates.flatMap(({ document, paragraph, requires, reportDuties }) => [
    `${document}, para. ${paragraph}: ${requires}`,
    ...reportDuties.map(({ body, session, dueOn, metBy, metOn }) => {
      const due = dueOn ? `, due ${words.formatDay(dueOn)}` : ''
      const met = metBy ? `: met by ${metBy}${metOn ? ` of ${words.formatDay(metOn)}` : ''}` : ': not met yet'
      return `Report to the ${body}, ${session}${due}${met}.`
    }),
  ])
}

function recordInWords({ followUp: { desk, owner, dossier }, dossierTitle }: FollowUpStory): string {
  return `Dossier ${dossier}, ${dossierTitle}; desk ${desk}${owner ? `, owner ${owner}` : ''}.`
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines]
}

function instant(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'minute' })
}
