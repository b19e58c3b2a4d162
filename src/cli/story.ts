import { styleText } from 'node:util'
import { parseVagueDate } from '../domain/dates/vague-date.ts'
import { showSafely } from '../domain/visible.ts'
import { catalogueOf } from '../language/catalogue.ts'
import type { StoryFields } from '../use-cases/stories/story-fields.ts'
import { wrap } from './wrap.ts'

const words = catalogueOf('en')
const WIDEST = 100

type Filed = StoryFields['communications'][number]
interface Look {
  width: number | undefined
  isColoured: boolean
}

/** A follow-up for people, wrapped to the terminal. */
export function storyInWords(story: StoryFields, asOf: Temporal.PlainDate, { width, isColoured }: Look): string {
  const bold = (text: string) => (isColoured ? styleText('bold', text, { validateStream: false }) : text)
  const most = Math.min(width ?? WIDEST, WIDEST)
  const paragraph = (text: string, indent = '') => wrap(showSafely(text), most, indent)
  return [
    bold(paragraph(`${story.reference}  ${story.title}`)),
    paragraph(`${story.counterpart} (${story.counterpartReference})`),
    '',
    paragraph(`${words.stateInWords(story)}, as of ${words.formatDay(asOf)}. ${words.story.move(story)}`),
    ...clocksInWords(story, asOf).map((line) => paragraph(line)),
    '',
    bold('Correspondence'),
    ...story.communications.flatMap((filed) => filedInWords(filed, paragraph)),
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

function clocksInWords(story: StoryFields, asOf: Temporal.PlainDate): string[] {
  const { answerDueProof: proof, policy, firstReplyAfterDays: afterDays } = story
  const lines = []
  if (story.askedOn)
    lines.push(
      `First asked ${words.formatDay(story.askedOn)}, ${words.agoInWords(story.daysSinceAsked, story.isAskedVague)}.`,
    )
  else lines.push('Asked on a day that is not known.')
  if (afterDays !== null)
    lines.push(words.story.firstReply({ afterDays, afterReminderDays: story.firstReplyAfterReminderDays }))
  if (story.answerDueOn)
    lines.push(`Answer due ${words.formatDay(story.answerDueOn)} (${words.dueInWords(story, asOf)}).`)
  if (proof) lines.push(words.story.proof(proof, policy))
  else if (!story.answerDueOn) lines.push('No day for an answer was set or is expected.')
  return lines
}

function filedInWords(filed: Filed, paragraph: (text: string, indent?: string) => string): string[] {
  const { reference, channel, direction, entries, summary, quotation, source } = filed
  const heading = `${dayInWords(filed)}  ${reference}  ${words.channels[channel]}, ${words.directions[direction]}`
  const bearings = entries.map(words.story.bears)
  return [
    '',
    paragraph(bearings.length > 0 ? `${heading}: ${bearings.join('; ')}` : heading),
    ...[partiesInWords(filed), summary, quotation && `“${quotation}”`, source && `[${source}]`]
      .filter((text): text is string => Boolean(text))
      .map((text) => paragraph(text, '  ')),
    ...correctionsInWords(filed).map((text) => paragraph(text, '  ')),
  ]
}

function dayInWords({ dated, ...filed }: Filed): string {
  return words.story.dayOf({ ...filed, dated: dated === null ? null : parseVagueDate(dated, 'dated') })
}

function partiesInWords({ from, to }: Filed): string {
  if (!from) return to ? `To ${to}` : ''
  return to ? `From ${from} to ${to}` : `From ${from}`
}

function correctionsInWords({ corrections, reference }: Filed): string[] {
  const corrected = corrections.map(({ why, by, at }) => `Corrected by ${by} at ${instant(at)}: ${why}`)
  return corrected.length > 0 ? [...corrected, `What told it otherwise: relance corrigendum ${reference}`] : []
}

function endsInWords(
  { closures, assessments, withdrawn }: StoryFields,
  paragraph: (text: string, indent?: string) => string,
): string[] {
  const closed = closures.map(
    ({ closedOn, reason, remark, by }) =>
      `${words.formatDay(closedOn)}  Closed by ${by}: ${words.closureReasons[reason]}${remark ? `. ${remark}` : ''}`,
  )
  const assessed = assessments.map(
    ({ communication, grade, reason, by, at }) =>
      `${communication} assessed ${grade} by ${by} at ${instant(at)}: ${reason}`,
  )
  const taken = withdrawn.map(
    ({ reference: of, why, by, at }) => `${of} was withdrawn by ${by} at ${instant(at)}: ${why}`,
  )
  return [...closed, ...assessed, ...taken].flatMap((line) => ['', paragraph(line)])
}

function mandatesInWords({ mandates }: StoryFields): string[] {
  return mandates.flatMap(({ document, paragraph, requires, decided, reportDuties }) => [
    `${document}, para. ${paragraph}${decided === null ? '' : ` (${inWords(decided)})`}: ${requires}`,
    ...reportDuties.map(words.story.duty),
  ])
}

function inWords(dated: string): string {
  return words.story.vagueDate(parseVagueDate(dated, 'decided'))
}

function recordInWords({ desk, owner, dossier, dossierTitle }: StoryFields): string {
  return `Dossier ${dossier}, ${dossierTitle}; desk ${desk}${owner ? `, owner ${owner}` : ''}.`
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines]
}

function instant(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'minute' })
}
