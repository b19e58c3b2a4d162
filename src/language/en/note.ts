import type { NotedAsk, NotedMandate } from '../../domain/note/record.ts'
import type { NoteSentence } from '../../domain/note/sentences.ts'
import { whenOfDate } from '../../domain/note/when.ts'
import type { VagueDate } from '../../domain/dates/vague-date.ts'
import { dueInWords, formats, standingInWords } from './follow-up.ts'
import { names } from './names.ts'
import { citationInWords } from './note-citation.ts'
import { communicationInWords, repliedThenInWords, surroundedInWords } from './note-correspondence.ts'
import { agesInWords, dueSentence, nothingAfterInWords, silenceInWords, standsInWords } from './note-standing.ts'
import { endedBy, quoted, quotedTitle, whenInWords } from './note-parts.ts'
import type { NoteWords } from '../note-words.ts'
import type { Sentence } from '../story-words.ts'

const { formatDay, formatShortDay, formatCount, formatInstant } = formats

export const noteWords: NoteWords = {
  heading: ({ asOf }) => `Note as at ${formatDay(asOf)}`,
  session: (session) => [{ said: session.charAt(0).toUpperCase() + session.slice(1) }],
  provenance: ({ dossier, knownAt }) => [
    `Dossier ${dossier.reference}, as the ledger knew it on ${formatInstant(knownAt)}. `,
    'The notes at the foot name the records that each sentence is drawn from.',
  ],
  draft: ({ isAhead }) =>
    isAhead ? 'Draft. This day has not come yet: the note says what would stand if nothing more were recorded.' : '',
  sections: { mandate: 'Mandate', correspondence: 'Correspondence', standings: 'What is pending' },
  sentence: sentenceInWords,
  citation: citationInWords,
  between: '; ',
  annex: 'Annex. Each ask and where it stands',
  annexHeads: ['Ask', 'Put to', 'Asked', 'Last word', 'Standing', 'Answer due'],
  annexRow,
}

function sentenceInWords(sentence: NoteSentence): Sentence {
  switch (sentence.kind) {
    case 'without_mandate':
      return [
        'No mandate is recorded for this note, which sets out the correspondence in dossier ',
        `${sentence.dossier.reference}, `,
        ...quotedTitle(sentence.dossier.title),
        '.',
      ]
    case 'mandate':
      return [
        sentence.isFirst ? 'This note has been prepared further to ' : 'It has also been prepared further to ',
        ...mandateInWords(sentence.mandate),
        '.',
      ]
    case 'requires':
      return endedBy(sentence.mandate.requires)
    case 'duty':
      return dutyInWords(sentence)
    case 'communication':
      return communicationInWords(sentence)
    case 'replied_then':
      return repliedThenInWords(sentence)
    case 'surrounded':
      return surroundedInWords(sentence)
    case 'crossed':
      return [
        `It is dated ${formatDay(sentence.writtenOn)}, and thus crossed the reminder of ${formatDay(sentence.remindedOn)}.`,
      ]
    case 'first_reply':
      return [firstReplyInWords(sentence)]
    case 'summary':
      return ['It is summarized on record as follows: ', ...quoted(sentence.says)]
    case 'closed':
      return [
        `On ${formatDay(sentence.closure.closedOn)}, ${sentence.closure.followUp} was closed: `,
        `${names.closureReasons[sentence.closure.reason]}.`,
      ]
    case 'stands':
      return standsInWords(sentence)
    case 'ages':
      return [agesInWords(sentence)]
    case 'due':
      return dueSentence(sentence)
    case 'nothing_asked':
      return ['Nothing had been asked in this dossier.']
    case 'nothing_after':
      return nothingAfterInWords(sentence)
    case 'silence':
      return silenceInWords(sentence.silence)
  }
}

function mandateInWords({ document, paragraph, decided }: NotedMandate): Sentence {
  return ['paragraph ', { said: paragraph }, ' of ', { said: document }, decidedInWords(decided)]
}

/** "resolution 2004/13 of 15 April 2004" */
function decidedInWords(decided: VagueDate | null): string {
  if (!decided) return ''
  return decided.isExact ? ` of ${formatDay(decided.earliest!)}` : `, decided ${whenInWords(whenOfDate(decided))}`
}

function dutyInWords({ duty }: Extract<NoteSentence, { kind: 'duty' }>): Sentence {
  const to = ['the ', { said: duty.body }, ', ', { said: duty.session }]
  if (duty.metBy === null) {
    return [
      'A report is owed to ',
      ...to,
      duty.dueOn ? `, by ${formatDay(duty.dueOn)}.` : '; the day on which it is due is not recorded.',
    ]
  }
  return ['The report to ', ...to, ', is ', { said: duty.metBy }, duty.metOn ? ` of ${formatDay(duty.metOn)}.` : '.']
}

function firstReplyInWords({
  followUp,
  days,
  isVague,
  reminder,
}: Extract<NoteSentence, { kind: 'first_reply' }>): string {
  const after =
    days === 0 && !isVague
      ? 'on the day on which it was first asked'
      : `${atLeast(isVague)}${inDays(days)} after it was first asked`
  const since = reminder ? ` and ${inDays(reminder.days)} after the reminder of ${formatDay(reminder.on)}` : ''
  return `This was the first reply concerning ${followUp}, ${after}${since}.`
}

function annexRow({ followUp }: NotedAsk): Sentence[] {
  const { askedOn, lastWordOn, daysSinceAsked, daysSinceLastWord, isAskedVague, isLastWordVague, answerDueOn } =
    followUp
  const dayAndAge = (on: Temporal.PlainDate | null, days: number | null, isVague: boolean) =>
    on
      ? `${isVague ? 'from ' : ''}${formatShortDay(on)}${days === null ? '' : ` (${atLeast(isVague)}${inDays(days)})`}`
      : null
  const noDue = followUp.bracket === 'date_unknown' ? 'cannot be told' : 'none'
  const due = answerDueOn ? `${formatShortDay(answerDueOn)} (${dueInWords(followUp, followUp.answerDueOn!)})` : noDue
  return [
    [`${followUp.reference}: `, { said: followUp.title }],
    [{ said: followUp.counterpart }],
    [dayAndAge(askedOn, daysSinceAsked, isAskedVague) ?? 'day not recorded'],
    [
      dayAndAge(lastWordOn, daysSinceLastWord, isLastWordVague) ??
        (followUp.firstReplyOn ? 'day not recorded' : 'none'),
    ],
    [standingInWords(followUp)],
    [due],
  ]
}

function inDays(count: number): string {
  return formatCount(count, { one: '# day', other: '# days' })
}

function atLeast(isVague: boolean): string {
  return isVague ? 'at least ' : ''
}
