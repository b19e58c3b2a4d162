import { CHANGES, countOf, type Balance } from '../../domain/digests/balance.ts'
import { linesAhead } from '../../domain/standings/brackets.ts'
import type { State } from '../../domain/correspondence/characters.ts'
import { OTHERS_SHOWN } from '../../domain/digests/digest.ts'
import type { FollowUpOnDay } from '../../domain/standings/follow-up.ts'
import type { Passage } from '../../domain/passages.ts'
import { pick } from '../../domain/pick.ts'
import type { Recipe } from '../../domain/recipe.ts'
import { findDigestById, type DigestRow } from '../../store/digests/digests.ts'
import { balanceSince } from '../digests/balance-since.ts'
import { seenAt, type Moment, type Seen } from '../context.ts'
import { listPending } from '../pending/list-pending.ts'
import { readList } from '../digests/reader-list.ts'
import { retellDuties } from './retell-duties.ts'
import { textsOf } from './retell-list.ts'

/** What its numbers and rows say, but for what is no part of the record, as which mail could not be delivered. */
export async function retellDigest(
  seen: Seen,
  { query, previous: previousId }: Recipe & { kind: 'digest' },
  moment: Moment,
): Promise<Passage[]> {
  const previous = previousId === null ? null : await findDigestById(seen.db, previousId)
  const then = seenAt({ ...seen, today: moment.asOf }, moment)
  const list = await readList(then, { query, today: then.today, since: null })
  return [
    ...retellBalance(await balanceSince(then, previous, list)),
    ...excerpt(
      'Your move',
      list.yourMove.rows.map(({ followUp, because }) => rowOf('Your move', followUp, { because })),
      list.yourMove.count,
    ),
    ...newlyFlagged(await listPending(then, query, moment), previous, moment),
    ...list.pending.map((followUp) => rowOf('Pending', followUp, figuresOf(followUp))),
    ...(await retellDuties(seen, query, moment)),
  ]
}

function retellBalance(balance: Balance): Passage[] {
  const { opening, closing, byBracket, changes } = balance
  const changed = CHANGES.map((change) => [change, [countOf(balance, change), ...changes[change].toSorted()].join(' ')])
  return [
    { section: 'Balance', about: '', fields: textsOf({ opening, ...Object.fromEntries(changed), closing }) },
    { section: 'By bracket', about: '', fields: textsOf(byBracket) },
  ]
}

/** The lines that were crossed since the issue before. */
function newlyFlagged(pending: readonly FollowUpOnDay[], previous: DigestRow | null, { asOf }: Moment): Passage[] {
  const isNew = ({ crossedOn }: { crossedOn: Temporal.PlainDate }) =>
    Temporal.PlainDate.compare(crossedOn, asOf) <= 0 &&
    (!previous || Temporal.PlainDate.compare(crossedOn, previous.asOf) > 0)
  const flagged = pending.flatMap((followUp) => {
    const line = linesAhead(followUp.state, followUp).findLast(isNew)
    return line ? [rowOf('Newly flagged', followUp, pick(line, ['kind', 'crossedOn']))] : []
  })
  return excerpt('Newly flagged', flagged, flagged.length)
}

function excerpt(section: string, rows: readonly Passage[], count: number): Passage[] {
  return [{ section, about: '', fields: textsOf({ count }) }, ...rows.slice(0, OTHERS_SHOWN)]
}

/** What an issue says of every row. */
function standingOf(followUp: FollowUpOnDay): object {
  const { state, lastWordOn, firstReplyOn, isPromise, answerDueOn, answeredOn, closedOn, daysOverdue } = followUp
  const ended = { answered: answeredOn, declined: answeredOn, closed: closedOn } as Partial<Record<State, unknown>>
  return {
    ...pick(followUp, ['state', 'character', 'bracket', 'isBracketCertain']),
    hasReplied: lastWordOn !== null || firstReplyOn !== null,
    promisedFor: state === 'promised' && isPromise ? answerDueOn : null,
    isPromiseLapsed: state === 'promised' && isPromise && (daysOverdue ?? 0) > 0,
    endedOn: ended[state] ?? null,
    ...pick(followUp, ['unreadReplies', 'reminders', 'lastRemindedOn']),
  }
}

/** What it says besides of those that are pending. */
const FIGURES = [
  'daysSinceAsked',
  'daysSinceLastWord',
  'answerDueOn',
  'answerDueBasis',
  'daysOverdue',
  'isDueWithoutHolidays',
  'pausedOn',
] as const

function figuresOf(followUp: FollowUpOnDay): object {
  const { askedOn, askedLatestOn, lastWordOn, lastWordLatestOn } = followUp
  const days = { asked: span(askedOn, askedLatestOn), lastWord: span(lastWordOn, lastWordLatestOn) }
  return { ...days, ...pick(followUp, FIGURES) }
}

/** `2003-08-08/2003-08-31` where the day is vague. */
function span(from: Temporal.PlainDate | null, to: Temporal.PlainDate | null): string | null {
  return from && to ? [...new Set([from.toString(), to.toString()])].join('/') : null
}

function rowOf(section: string, followUp: FollowUpOnDay, more: object): Passage {
  return {
    section,
    about: followUp.reference,
    fields: textsOf({ ...pick(followUp, ['title', 'counterpart']), ...standingOf(followUp), ...more }),
  }
}
