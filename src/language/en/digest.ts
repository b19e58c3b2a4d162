import type { Digest, EverybodysMail } from '../../domain/digests/digest.ts'
import type { DigestWords } from '../digest-words.ts'
import { daysInWords, formats, standingInWords, unreadInWords } from './follow-up.ts'
import { names } from './names.ts'

const { formatNumber, formatCount, formatDay, formatInstant } = formats

export const digestWords: DigestWords = {
  name: 'Relance',
  number: (number) => `No. ${number}`,
  summary,

  asOf: 'As of',
  covers: 'Covers',
  coversFromTheStart: (plannedAt) => `all that was recorded until ${formatInstant(plannedAt)}`,
  list: 'List',
  nextIssue: 'Next issue',
  next: (nextAt, tell) => `${formatInstant(nextAt)}. If it does not come, tell ${tell}.`,
  corrected: (issue, reference, why) => `Corrected since No. ${issue}: ${reference}, “${why}”.`,
  collapsed: (slots) =>
    formatCount(slots, {
      one: '# earlier issue fell due while Relance was not running. This issue stands for it too.',
      other: '# earlier issues fell due while Relance was not running. This issue stands for them too.',
    }),

  balance: 'The balance',
  opening: (previousAt) => `Pending in your last issue${previousAt ? `, ${formatDay(previousAt.toPlainDate())}` : ''}`,
  closing: 'Pending now',
  byBracket: 'Of these',
  andMore: (count) => `and ${formatNumber(count)} more`,

  yourMove: 'Your move',
  nothingToMove: 'nothing waits for you.',
  because: (because, followUp) => {
    switch (because) {
      case 'unread':
        return `${capital(unreadInWords(followUp.unreadReplies))}: read and classify`
      case 'with_us':
      case 'undelivered':
        return standingInWords(followUp)
      case 'promise_lapsed':
        return followUp.answerDueOn
          ? `The promise of an answer by ${formatDay(followUp.answerDueOn)} has lapsed`
          : 'A promise has lapsed'
    }
  },
  newlyFlagged: 'Newly flagged',
  nothingFlagged: 'nothing crossed a line since your last issue.',
  crossed: (kind, crossedOn) => `${capital(names.lines[kind])} since ${formatDay(crossedOn)}`,
  pending: 'Pending',
  longestFirst: 'Longest silence first.',
  nothingPending: 'nothing.',
  dueDaysExplained:
    'A due day is set if it was stated, promised or granted. It is expected if it follows from the desk’s policy alone.',
  unshown: (count) => formatCount(count, { one: '# more is not shown here.', other: '# more are not shown here.' }),
  notShown: 'This one could not be shown. Open it to read it.',
  openAll: 'To list all of them',
  openOurs: 'To list what is pending and ours to move',
  openOne: 'To open one',

  asked: 'Asked',
  lastWord: 'Last word',
  due: 'Due',
  none: 'none',
  noWord: 'none yet',
  unread: (count) => capital(unreadInWords(count)),
  reminded: (count, lastOn) =>
    `${formatCount(count, { one: 'Reminded once', other: 'Reminded # times' })}${lastOn ? `, last on ${formatDay(lastOn)}` : ''}`,

  reportDuties: 'Report duties ahead',
  duty: ({ document, paragraph }) => `To report under ${document}, paragraph ${paragraph}`,
  asksStand: (then, asks) => `${then}: ${asks}`,
  dutyWithoutAsks: 'No ask has been put for it.',
  deliveryProblems: 'Delivery problems',
  everybodysMail,
  notDelivered: (slotAt) => `The issue of ${formatInstant(slotAt)} did not reach you`,

  sentTo: ({ reader, subscription }) =>
    `Composed for ${reader.name} (${reader.address}) under subscription ${subscription.number}, “${subscription.name}”.`,
  toChange: 'To change what it lists or when it comes',
  toUnsubscribe: 'To unsubscribe',
  isAutomatic: 'Relance composed and sent this by itself. Replies to this address are not read.',
  witnessed: (anchor) =>
    `The record stood at ${anchor}. As long as this mail is kept, relance verify --audit --anchor with that shows whether anything recorded by then was changed since.`,
}

function everybodysMail({ untold: { count, references }, late, mute }: EverybodysMail): string {
  const named = [
    ...references,
    ...(count > references.length ? [`${formatNumber(count - references.length)} more`] : []),
  ]
  const nobody = { one: '# pending follow-up is', other: '# pending follow-ups are' }
  return [
    ...(count > 0
      ? [
          `${formatCount(count, nobody)} told to nobody any more: ${formats.formatList(named)}. Whoever was told of them subscribes no longer, or gets no mail.`,
        ]
      : []),
    ...(late > 0
      ? [
          `${formatCount(late, { one: '# digest was', other: '# digests were' })} not delivered to a reader within a day.`,
        ]
      : []),
    ...(mute > 0 ? [`${formatCount(mute, { one: '# address takes', other: '# addresses take' })} no mail.`] : []),
    'relance doctor tells more.',
  ].join(' ')
}

function summary({ balance, pending }: Digest): string {
  if (balance.closing === 0) return 'nothing pending'
  const { overdue, long_overdue } = balance.byBracket
  const late = overdue + long_overdue
  return [
    `${formatNumber(balance.closing)} pending`,
    ...(late > 0 ? [`${formatNumber(late)} overdue`] : []),
    ...longestSilence(pending),
  ].join(', ')
}

function longestSilence(pending: Digest['pending']): string[] {
  for (const { daysSinceLastWord, daysSinceAsked, isLastWordVague, isAskedVague } of pending) {
    const days = daysSinceLastWord ?? daysSinceAsked
    const isVague = daysSinceLastWord === null ? isAskedVague : isLastWordVague
    if (days !== null && days > 0) return [`longest silence ${isVague ? 'at least ' : ''}${daysInWords(days)}`]
  }
  return []
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
