import type { ApproachChannel, Rank } from '../../domain/approaches/ladder.ts'
import type { DayOff, Whose } from '../../domain/approaches/open-days.ts'
import type { OurMove } from '../../domain/approaches/our-move.ts'
import type { Approach, Circumstance, PlannedAsk, Rest } from '../../domain/approaches/plan.ts'
import type { Bound } from '../../domain/approaches/reminder-due.ts'
import { daysInWords, formats } from './follow-up.ts'
import type { PlanWords } from '../plan-words.ts'
import type { Sentence } from '../story-words.ts'

const { formatDay, formatCount, formatList } = formats

const RANKS: Record<Rank, string> = {
  desk_officer: 'desk officer',
  section_chief: 'chief of section',
  director: 'director',
  head: 'head of the institution',
}

export const planWords: PlanWords = {
  ranks: RANKS,
  way,
  reasons: (ask) => [...ask.bounds.map(bound), stepTaken(ask)],
  circumstances: (approach) => approach.circumstances.map(circumstance),
  replyBy: ({ replyBy }) => `Ask for an answer by ${formatDay(replyBy)}.`,
  rest,
  meeting: ({ title, meets, rank }) => [
    { said: title },
    ...(meets ? [', with ', { said: meets }] : []),
    `; the ${RANKS[rank]} speaks for us`,
  ],
}

const SENDS: Record<Exclude<ApproachChannel, 'meeting'>, string> = {
  email: 'Send an e-mail, from ',
  telephone: 'Telephone: ',
  fax: 'Send a fax, signed by ',
  letter: 'Send a letter, signed by ',
  note_verbale: 'Send a note verbale, cleared by ',
}

function way({ channel, rank, signatory, meeting }: Approach): Sentence {
  const whom = signatory ? [`the `, { said: signatory }] : [`the ${RANKS[rank]}`]
  if (meeting) return ['Raise at the meeting: ', ...planWords.meeting(meeting), '.']
  if (channel === 'meeting') return ['Ask for a meeting, for ', ...whom, ' to raise it.']
  return [SENDS[channel], ...whom, '.']
}

function bound(of: Bound): Sentence {
  switch (of.because) {
    case 'promised':
      return [`They promised an answer by ${formatDay(of.dueOn)}${grace(of.graceDays)}.`]
    case 'set':
      return [`An answer is due by ${formatDay(of.dueOn)}, as was set${grace(of.graceDays)}.`]
    case 'expected':
      return [`The policy expects an answer by ${formatDay(of.dueOn)}${grace(of.graceDays)}.`]
    case 'first_reply':
      return [`The policy expects a first reply by ${formatDay(of.dueOn)}${grace(of.graceDays)}.`]
    case 'silence':
      return [
        `No day is set for an answer: ${daysInWords(of.days)} of silence since ${formatDay(of.since)}${usual(of)}.`,
      ]
    case 'interval':
      return [`Reminded on ${formatDay(of.since)}: not again within ${daysInWords(of.days)}${usual(of)}.`]
    case 'quiet':
      return [
        `${of.after === 'word' ? 'Their last word came' : 'A reminder went out'} on ${formatDay(of.since)}: quiet is kept for ${daysInWords(of.days)} after.`,
      ]
    case 'date_unknown':
      return ['Nobody knows since when it waits, so it counts as due.']
  }
}

function grace(days: number): string {
  return days > 0 ? `, and ${daysInWords(days)} of grace are given` : ''
}

function usual({ isDeclared }: { isDeclared: boolean }): string {
  return isDeclared ? '' : ', the usual interval, for none is declared'
}

function stepTaken({ followUp: { reminders }, step, isStepDeclared }: PlannedAsk): Sentence {
  const sent = formatCount(reminders, { one: '# reminder has gone', other: '# reminders have gone' })
  const went = reminders === 0 ? 'No reminder has gone yet' : `${sent}`
  const ladder = isStepDeclared ? '' : ', by the usual steps, for none are declared'
  return [`${went}: ${STEPS[step.channel]} at the rank of ${RANKS[step.rank]}${ladder}.`]
}

const STEPS: Record<ApproachChannel, string> = {
  email: 'an e-mail',
  telephone: 'a telephone call',
  fax: 'a fax',
  letter: 'a letter',
  note_verbale: 'a note verbale',
  meeting: 'a meeting',
}

function circumstance(of: Circumstance): Sentence {
  switch (of.because) {
    case 'closed':
      return closed(of.off)
    case 'calendar_unknown':
      return [
        `The holidays of ${UNKNOWN[of.whose.join()]!} are not known for ${of.year}: make sure that the day is none.`,
      ]
    case 'together':
      return [
        `${formatList(of.waited)} ${of.waited.length === 1 ? 'waits' : 'wait'} so that one letter can go for all.`,
      ]
    case 'at_meeting':
      return [`It could go from ${formatDay(of.from)}, but the meeting is near: no letter besides.`]
    case 'no_meeting':
      return [`No meeting at that rank is planned within ${daysInWords(of.within)}.`]
    case 'no_address':
      return ['No e-mail address of the office is known: a letter instead.']
    case 'succeeded':
      return ['It was asked of the ', { said: of.asked }, ', whose place this office took.']
  }
}

const OFFICE: Record<Whose, string> = { ours: 'our office', theirs: 'their office' }

const UNKNOWN: Readonly<Record<string, string>> = { ...OFFICE, 'ours,theirs': 'our office and of theirs' }

function closed({ whose, on, holiday }: DayOff): Sentence {
  const why: Sentence = holiday === null ? ['weekend'] : [{ said: holiday }]
  return [`${formatDay(on)}: ${OFFICE[whose]} is closed (`, ...why, ').']
}

const OURS: Record<OurMove, string> = {
  read: 'Read the reply that lies here unread.',
  deliver: 'What was sent came back: find a way to deliver it.',
  translate: 'Have the reply translated.',
  supply: 'Supply what they asked us for.',
  decide_time: 'Grant the time that they asked for, or say no.',
  ask_elsewhere: 'They referred us to another body: ask that one.',
  judge: 'Judge the reply, and ask again or close.',
}

function rest({ until, why }: Rest): Sentence {
  switch (why.because) {
    case 'ours':
      return [OURS[why.move]]
    case 'no_open_day':
      return [`No day on which both offices work is known before ${formatDay(until)}.`]
    case 'later':
      return [`Not before ${formatDay(until)}. `, ...bound(why.ask.bounds.at(-1)!)]
  }
}
