import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ladderOf } from '../../../src/domain/approaches/ladder.ts'
import { firstOpenDay } from '../../../src/domain/approaches/open-days.ts'
import { ourMoveIn } from '../../../src/domain/approaches/our-move.ts'
import { planApproaches } from '../../../src/domain/approaches/plan-approaches.ts'
import type { Approach, PlannableAsk, PlannedMeeting } from '../../../src/domain/approaches/plan.ts'
import { deriveReminderDue, type Rule } from '../../../src/domain/approaches/reminder-due.ts'
import type { Calendar } from '../../../src/domain/standings/due-day.ts'
import type { FollowUpOnDay } from '../../../src/domain/standings/follow-up.ts'
import { day, followUp, inWriting } from '../../support/ledgers/facts.ts'
import { breachesOfPlan } from '../../support/plan-breaches.ts'
import { FROM, worlds } from '../../support/drawn/random-plans.ts'

const within = (days: number, meetings: readonly PlannedMeeting[] = []) => ({ from: FROM, days, meetings })
const horizons = fc.integer({ min: 1, max: 90 })

test('no plan violates a declared constraint, and no ask is forgotten', () => {
  fc.assert(
    fc.property(worlds, horizons, ({ asks, declared, meetings }, days) => {
      const plan = planApproaches(asks, within(days, meetings))
      expect(breachesOfPlan(plan, declared, meetings)).toEqual([])
    }),
    { numRuns: 400 },
  )
})

test('an ask whose reminder is due and unhindered is in the plan, and waits for company or a meeting only so long', () => {
  fc.assert(
    fc.property(worlds, ({ asks, meetings }) => {
      const plan = planApproaches(asks, within(60, meetings))
      for (const { followUp: asked, rule, calendar, office } of asks) {
        const due = deriveReminderDue(asked, rule).on ?? FROM
        const isDue = ourMoveIn(asked) === null && Temporal.PlainDate.compare(due, FROM) <= 0
        const open = firstOpenDay(FROM, { ours: calendar, theirs: office.calendar })
        const inPlan = plan.approaches.find((approach) =>
          approach.asks.some(({ followUp: { reference } }) => reference === asked.reference),
        )
        if (!isDue || !open || Temporal.PlainDate.compare(open.on, FROM.add({ days: 20 })) > 0) continue
        const late = inPlan && open.on.until(inPlan.on).days
        expect(late).toBeLessThanOrEqual(inPlan?.meeting ? 30 : 7)
      }
    }),
    { numRuns: 300 },
  )
})

test('the same facts give the same plan, in whatever order they come', () => {
  fc.assert(
    fc.property(worlds, ({ asks, meetings }) => {
      const plan = planApproaches(asks, within(30, meetings))
      const again = planApproaches(asks.toReversed(), within(30, meetings.toReversed()))
      expect(inWriting(again)).toEqual(inWriting(plan))
    }),
  )
})

test('while nothing happens, the plan of tomorrow is the plan of today', () => {
  fc.assert(
    fc.property(worlds, ({ asks, meetings }) => {
      const today = planApproaches(asks, within(30, meetings))
      const tomorrow = planApproaches(asks, { from: FROM.add({ days: 1 }), days: 30, meetings })
      const known = tomorrow.approaches.filter(({ on }) => Temporal.PlainDate.compare(on, today.until) <= 0)
      fc.pre(today.approaches.every(({ on }) => !on.equals(FROM)))
      // Whoever waits for another still goes tomorrow, and from the next open day on a meeting may be soon enough.
      fc.pre(
        !meetings.some(
          (meeting) => meeting.heldOn.equals(FROM) || asks.some((each) => isSoonEnoughTomorrow(meeting, each)),
        ),
      )
      expect(inWriting(known.map(shown))).toEqual(inWriting(today.approaches.map(shown)))
    }),
    { numRuns: 60 },
  )
})

/** And is not today: an ask waits so many days from the first on which it could go without a meeting. */
function isSoonEnoughTomorrow({ heldOn }: PlannedMeeting, { calendar, office }: PlannableAsk): boolean {
  const [today, tomorrow] = [0, 1].map((ahead) => {
    const from = FROM.add({ days: ahead })
    return firstOpenDay(from, { ours: calendar, theirs: office.calendar })?.on ?? from
  })
  return [7, 30].some((waits) => today!.until(heldOn).days > waits && tomorrow!.until(heldOn).days <= waits)
}

const shown = ({ on, office, asks, channel, rank }: Approach) => ({
  on,
  office: office.reference,
  asks: asks.map(({ followUp: { reference } }) => reference),
  channel,
  rank,
})

test('what is planned openly is the same for whoever sees the confidential asks and whoever does not', () => {
  fc.assert(
    fc.property(worlds, ({ asks, meetings }) => {
      const whole = planApproaches(asks, within(30, meetings)).approaches.filter(isOpen)
      const open = planApproaches(
        asks.filter((each) => isOpen(each.followUp)),
        within(30, meetings),
      ).approaches
      expect(inWriting(open)).toEqual(inWriting(whole))
    }),
  )
})

function isOpen({ isConfidential }: { isConfidential: boolean }): boolean {
  return !isConfidential
}

const WEEKDAYS: Calendar = {
  code: 'CH',
  weekend: [6, 7],
  holidays: new Map(),
  coveredYears: new Map([2004, 2005].map((year) => [year, 'a table'])),
}
const RULE: Rule = { remindEveryDays: 30, quietDays: 14, graceDays: 0, ladder: ladderOf([], 2) }

function ask(told: Partial<FollowUpOnDay>, rule: Partial<Rule> = {}, theirs: Calendar = WEEKDAYS): PlannableAsk {
  const { reference = 'PRK-TC-1', ...rest } = told
  const office = { reference: 'PRK-GVA', name: 'The mission', emails: ['mission@example.org'], calendar: theirs }
  return {
    followUp: followUp(reference, 'holding', rest),
    office,
    rule: { ...RULE, ...rule },
    calendar: WEEKDAYS,
  }
}

const planned = (asks: readonly PlannableAsk[], from = '2004-12-22', meetings: readonly PlannedMeeting[] = []) =>
  planApproaches(asks, { from: day(from), days: 60, meetings })

const days = (asks: readonly PlannableAsk[], from?: string) =>
  planned(asks, from).approaches.map(({ on }) => on.toString())

test.for([
  ['2005-01-03', '2005-01-04', 'the day after'],
  ['2005-01-17', '2005-01-18', 'moved by a fortnight, it takes the reminder with it'],
  ['2005-01-14', '2005-01-17', 'the day after that is a Saturday'],
] as const)('of what is promised for %s the next reminder is on %s: %s', ([promised, reminded]) => {
  const promise = { isPromise: true, answerDueOn: day(promised), answerDueLatestOn: day(promised) }
  expect(days([ask({ ...promise, answerDueBasis: 'set', state: 'promised' })])).toEqual([reminded])
})

test('a reply that nobody has read stops the reminder, and the plan says to read it', () => {
  const { approaches, rests } = planned([ask({ unreadReplies: 1, move: 'ours' })])
  expect(approaches).toEqual([])
  expect(rests.map(({ why, until }) => [why, until.toString()])).toEqual([
    [{ because: 'ours', move: 'read' }, '2004-12-22'],
  ])
})

test.for([
  ['a reminder', { lastRemindedOn: day('2004-12-20'), reminders: 1 }],
  ['a reply', { lastWordOn: day('2004-12-20'), lastWordLatestOn: day('2004-12-20') }],
] as const)('nothing goes out within the quiet days of %s', ([, rest]) => {
  expect(days([ask(rest, { remindEveryDays: 1 })])).toEqual(['2005-01-03'])
})

test('nothing arrives on a day on which their office is closed, and the plan names the holiday', () => {
  const closed = {
    ...WEEKDAYS,
    holidays: new Map([
      ['2004-12-22', 'Solstice'],
      ['2004-12-23', 'The day after'],
    ]),
  }
  const [approach] = planned([ask({}, {}, closed)]).approaches
  expect(approach?.on.toString()).toBe('2004-12-24')
  expect(inWriting(approach!.circumstances)).toEqual([
    { because: 'closed', off: { whose: 'theirs', on: '2004-12-22', holiday: 'Solstice' } },
    { because: 'closed', off: { whose: 'theirs', on: '2004-12-23', holiday: 'The day after' } },
  ])
})

test('what one office is asked by one desk goes in one letter, at the highest rank among it', () => {
  const { approaches } = planned([
    ask({ reference: 'PRK-TC-1', reminders: 2 }),
    ask({ reference: 'PRK-TC-2', reminders: 0, lastRemindedOn: null }),
  ])
  expect(approaches.map(({ channel, rank, asks }) => [channel, rank, asks.length])).toEqual([
    ['letter', 'section_chief', 2],
  ])
})

test('what has been ready for long does not wait for company, and what has just become so does', () => {
  expect(days([rested('PRK-TC-1', '2004-10-01'), rested('PRK-TC-2', '2004-11-27')])).toEqual([
    '2004-12-22',
    '2004-12-27',
  ])
  expect(days([rested('PRK-TC-1', '2004-11-20'), rested('PRK-TC-2', '2004-11-27')])).toEqual(['2004-12-27'])
})

function rested(reference: string, lastRemindedOn: string): PlannableAsk {
  return ask({ reference, lastRemindedOn: day(lastRemindedOn), reminders: 1 }, { quietDays: 0 })
}

test('how far ahead is looked changes nothing of who goes with whom', () => {
  const both = [rested('PRK-TC-1', '2004-11-20'), rested('PRK-TC-2', '2004-11-27')]
  const near = planApproaches(both, { from: day('2004-12-01'), days: 20, meetings: [] })
  expect(near.approaches).toEqual([])
  expect(near.rests.map(({ until }) => until.toString())).toEqual(['2004-12-27', '2004-12-27'])
})

const MEETING: PlannedMeeting = {
  number: 1,
  office: 'PRK-GVA',
  heldOn: day('2005-01-12'),
  rank: 'head',
  title: 'Annual consultation',
  meets: null,
}

test('what is for the head of the institution to raise waits for a meeting that is planned, else asks for one', () => {
  const high = [ask({ reminders: 4 })]
  const raised = planned(high, '2004-12-22', [MEETING]).approaches[0]!
  expect([raised.on.toString(), raised.meeting?.number, raised.rank]).toEqual(['2005-01-12', 1, 'head'])
  const [asked] = planned(high).approaches
  expect([asked!.on.toString(), asked!.meeting, asked!.channel]).toEqual(['2004-12-22', null, 'meeting'])
  const low = planned(high, '2004-12-22', [{ ...MEETING, rank: 'director' }]).approaches[0]!
  expect(low.meeting).toBeNull()
})

test('a letter that is due goes onto the agenda of a meeting within the week instead', () => {
  const soon = { ...MEETING, heldOn: day('2004-12-28') }
  expect(planned([ask({})], '2004-12-22', [soon]).approaches[0]?.meeting?.number).toBe(1)
  expect(planned([ask({})], '2004-12-22', [MEETING]).approaches[0]?.meeting).toBeNull()
})

test('an ask whose day nobody knows never counts as not due', () => {
  const unknown = { askedOn: null, askedLatestOn: null, answerDueOn: null, answerDueLatestOn: null }
  const silent = { lastWordOn: null, lastWordLatestOn: null, lastRemindedOn: null }
  expect(days([ask({ ...unknown, ...silent, answerDueBasis: null, reminders: 0 })])).toEqual(['2004-12-22'])
})
