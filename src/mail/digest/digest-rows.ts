import type { Bracket } from '../../domain/standings/brackets.ts'
import type { Digest, DigestList } from '../../domain/digests/digest.ts'
import type { ProjectedDuty } from '../../domain/duty.ts'
import type { FollowUpOnDay } from '../../domain/standings/follow-up.ts'
import type { Catalogue } from '../../language/catalogue.ts'
import type { Opening } from './commands.ts'
import { shown, type Figure, type Row } from './digest-page.ts'

export interface Writing {
  digest: Digest
  opens: (list: DigestList) => Opening
  catalogue: Catalogue
  /** How many rows there is room for: in the list of what is pending, and in each other section. */
  room: { pending: number; others: number }
  /** Told of a row that cannot be put into words. */
  onUnshown?: ((reference: string) => void) | undefined
}

const ASKS_SHOWN = 8

/** One that cannot be put into words is named and says so; it keeps nobody from reading the others. */
export function rowOr(
  { opens, catalogue, onUnshown }: Writing,
  list: Extract<DigestList, { kind: 'follow_up' | 'dossier' }>,
  compose: () => Row,
): Row {
  try {
    return compose()
  } catch {
    onUnshown?.(list.reference)
    const named = { reference: shown(list.reference, 50), opening: opens(list), title: catalogue.digest.notShown }
    return { ...named, mark: '', bracket: null, counterpart: '', says: [], figures: [] }
  }
}

export function followUpRow(followUp: FollowUpOnDay, opens: (list: DigestList) => Opening, catalogue: Catalogue): Row {
  const { reference, title, counterpart, bracket, unreadReplies, reminders, lastRemindedOn } = followUp
  const { digest: words } = catalogue
  return {
    reference: shown(reference, 50),
    opening: opens({ kind: 'follow_up', reference }),
    mark: catalogue.bracketInWords(followUp),
    bracket,
    title: shown(title),
    counterpart: shown(counterpart),
    says: [
      catalogue.standingInWords(followUp),
      ...(unreadReplies > 0 ? [words.unread(unreadReplies)] : []),
      ...(reminders > 0 ? [words.reminded(reminders, lastRemindedOn)] : []),
    ],
    figures: [],
  }
}

export function figuresOf(followUp: FollowUpOnDay, asOf: Temporal.PlainDate, catalogue: Catalogue): Figure[] {
  const { askedOn, askedLatestOn, answerDueOn, bracket } = followUp
  const { digest: words, formatDay, agoInWords, brackets } = catalogue
  return [
    {
      term: words.asked,
      value: agoInWords(followUp.daysSinceAsked, followUp.isAskedVague),
      remark: span(askedOn, askedLatestOn, catalogue),
    },
    { term: words.lastWord, ...lastWordOf(followUp, catalogue) },
    {
      term: words.due,
      value: answerDueOn ? formatDay(answerDueOn) : bracket === 'date_unknown' ? brackets.date_unknown : words.none,
      remark: catalogue.dueInWords(followUp, asOf),
    },
  ]
}

/** As the bracket of an ask: what tells how near a day is looks alike. */
const DUTY_BRACKETS: Readonly<Record<ProjectedDuty['standing'], Bracket | null>> = {
  overdue: 'overdue',
  due_soon: 'due_soon',
  ahead: null,
  no_day: 'date_unknown',
  met: null,
}

export function dutyRow(duty: ProjectedDuty, { digest, opens, catalogue }: Writing): Row {
  const { digest: words, duties, formatList } = catalogue
  const asks = duty.asks.slice(0, ASKS_SHOWN).map((ask) => `${shown(ask.reference, 50)} ${duties.ask(ask)}`)
  const rest = duty.asks.length - asks.length
  const stand = rest > 0 ? `${asks.join(', ')} ${words.andMore(rest)}` : formatList(asks)
  return {
    reference: shown(duty.dossier, 50),
    opening: opens({ kind: 'duty', number: duty.number }),
    mark: duties.due(duty, digest.asOf),
    bracket: DUTY_BRACKETS[duty.standing],
    title: shown(`${duty.body}, ${duty.session}`),
    counterpart: '',
    says: [
      shown(words.duty(duty), 200),
      duty.asks.length === 0 ? words.dutyWithoutAsks : words.asksStand(duties.projectedOn(duty), stand),
    ],
    figures: [],
  }
}

export function problemRow(
  { number, slotAt, said }: Digest['deliveryProblems'][number],
  { digest, opens, catalogue }: Writing,
): Row {
  return {
    reference: catalogue.digest.number(number),
    opening: opens({ kind: 'issue', subscription: digest.subscription.number, number }),
    mark: '',
    bracket: null,
    title: catalogue.digest.notDelivered(slotAt),
    counterpart: '',
    says: [shown(said, 300)],
    figures: [],
  }
}

function lastWordOf(followUp: FollowUpOnDay, catalogue: Catalogue): Omit<Figure, 'term'> {
  const { lastWordOn, lastWordLatestOn, firstReplyOn, daysSinceLastWord, isLastWordVague } = followUp
  if (!lastWordOn && !firstReplyOn) return { value: catalogue.digest.noWord, remark: '' }
  return {
    value: catalogue.agoInWords(daysSinceLastWord, isLastWordVague),
    remark: span(lastWordOn, lastWordLatestOn, catalogue),
  }
}

function span(from: Temporal.PlainDate | null, to: Temporal.PlainDate | null, { formatDay }: Catalogue): string {
  if (!from || !to) return ''
  return from === to || from.equals(to) ? formatDay(from) : `${formatDay(from)} – ${formatDay(to)}`
}
