import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dueDaysInWords } from '../../src/cli/due-days.ts'
import { proveClocks } from '../../src/domain/standings/clock-proof.ts'
import { deriveDueDays, type Policy } from '../../src/domain/standings/clocks.ts'
import {
  END_RULES,
  needsCalendar,
  PERIOD_UNITS,
  type Calendar,
  type Period,
} from '../../src/domain/standings/due-day.ts'
import type { Fact } from '../../src/domain/correspondence/facts.ts'
import { deriveStanding } from '../../src/domain/standings/standing.ts'
import type { DueDaysProven } from '../../src/use-cases/standings/prove-due-days.ts'
import { openFollowUps } from '../../src/use-cases/correspondence/open-follow-ups.ts'
import { addPolicy } from '../../src/use-cases/rules/policies.ts'
import { verbsOf } from '../../src/use-cases/verbs.ts'
import { addAgain, type Added } from '../support/ledgers/add-again.ts'
import { askOf, freshDesk } from '../support/ledgers/desk.ts'
import { day, entry } from '../support/ledgers/facts.ts'
import { runWith } from '../support/programs/in-process.ts'
import { histories } from '../support/drawn/random-facts.ts'

const pipe = { width: undefined, isColoured: false }

const tell = ({ place, effect }: Fact) =>
  ({ reference: `X/${place + 1}`, channel: 'letter', direction: 'sent', ...effect }) as const

/** As the command prints it. */
function printed(facts: readonly Fact[], policy: Policy | null, calendar: Calendar | null): string {
  const { asked, firstReply, answer, settings, pauses } = proveClocks(facts, policy, calendar)
  const isCounted = policy?.answerWithin && needsCalendar(policy.answerWithin)
  const proven: DueDaysProven = {
    reference: 'X-1',
    title: 'Period 3 days, due 1 Jan 2000: skip 2 Jan 2000',
    counterpart: 'An office',
    counterpartReference: 'XXX-GVA',
    asOf: day('2005-01-31'),
    policy: policy && { reference: 'P', name: 'A rule', sinceOn: null, calendarOf: 'office', endRule: 'as_is' },
    calendar: isCounted ? { code: calendar?.code ?? null, of: 'office', weekend: calendar?.weekend ?? [6, 7] } : null,
    asked: asked && tell(asked),
    firstReply,
    answer,
    settings: settings.map(({ set, fact }) => ({ ...set, told: tell(fact) })),
    pauses: pauses.map(({ began, ended, ...pause }) => ({
      ...pause,
      began: tell(began),
      ended: ended && tell(ended),
    })),
    redatings: [],
  }
  return dueDaysInWords(proven, pipe)
}

/** First the clock of the first reply, then that of the answer. */
function addedAgain(text: string): Added[][] {
  const [, firstReply = '', answer = ''] = text.split(/^(?=First reply: |Answer: )/mu)
  return [firstReply, answer].map((section) => addAgain(section.split('\n')))
}

const years = [2003, 2004, 2005, 2006, 2007]
const anyCalendar: fc.Arbitrary<Calendar> = fc.record({
  code: fc.constant('XX'),
  weekend: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
  holidays: fc
    .uniqueArray(fc.integer({ min: 0, max: 1500 }), { maxLength: 80 })
    .map(
      (held) => new Map(held.map((after) => [`${day('2003-06-01').add({ days: after })}`, 'a day off, 1 May 2004'])),
    ),
  coveredYears: fc.subarray(years).map((covered) => new Map(covered.map((year) => [year, 'a table: 2 May 2004']))),
})
const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    unit: fc.constantFrom(...PERIOD_UNITS),
    endRule: fc.constantFrom(...END_RULES),
    first: fc.nat({ max: 20 }),
  })
  .chain(({ first, ...how }) => {
    const period = (length: number): Period | null => (length === 0 ? null : { ...how, length })
    const longest = how.unit === 'calendar_months' ? 12 : 120
    return fc.nat({ max: longest }).map((answer) => ({ firstReplyWithin: period(first), answerWithin: period(answer) }))
  })

test('whoever adds again from the printed lines alone comes to the days that are kept, whatever happened', () => {
  const kinds = new Set<string>()
  fc.assert(
    fc.property(histories, fc.option(anyPolicy), fc.option(anyCalendar), (facts, policy, calendar) => {
      const text = printed(facts, policy, calendar)
      const kept = deriveDueDays(deriveStanding(facts), policy, calendar)
      const [firstReply, answer] = addedAgain(text)
      for (const clock of [...firstReply!, ...answer!]) expect(clock.added).toBe(clock.printed)
      expect(firstReply![0]?.added).toBe(kept.firstReplyDueOn?.toString())
      expect(answer![0]?.added).toBe(kept.answerDueOn?.toString())
      expect(answer!.at(-1)?.added).toBe(kept.answerDueLatestOn?.toString())
      expect(/^Answer: .*uncertain$/mu.test(text)).toBe(kept.isDueWithoutHolidays)
      for (const [kind] of text.matchAll(/(?<=\d\. )(?:skip|set|paused|uncertain|ends)\b|until X|latest|closed on/gu))
        kinds.add(kind)
    }),
    // Of the kinds below, the one that is seldom drawn.
    { numRuns: 500, examples: [[[entry('2003-08', 'asks')], within({ length: 60, unit: 'calendar_days' }), null]] },
  )
  // Otherwise the sentence above says nothing of some of them.
  const all = ['closed on', 'ends', 'latest', 'paused', 'set', 'skip', 'uncertain', 'until X']
  expect([...kinds].toSorted()).toEqual(all)
})

const geneva: Calendar = {
  code: 'CH-GE',
  weekend: [6, 7],
  holidays: new Map([['2003-12-25', 'Christmas Day']]),
  coveredYears: new Map([[2003, 'date-holidays 3.37.0']]),
}
const within = (period: Period): Policy => ({ firstReplyWithin: null, answerWithin: period })
const answerOf = (text: string) => text.split('Answer: ')[1]!.trimEnd().split('\n')

test('each skipped day has a line, with its cause and its source', () => {
  const facts = [
    entry('2003-12-16', 'asks'),
    entry('2003-12-18', 'replies', 'clarification_requested', { place: 1 }),
    entry('2003-12-23', 'supplies', { place: 2 }),
  ]
  expect(answerOf(printed(facts, within({ length: 8, unit: 'working_days' }), geneva))).toEqual([
    'due 1 Jan 2004, expected, uncertain',
    '  1. start 16 Dec 2003 (X/1, letter sent 16 Dec 2003)',
    '  2. period 8 working days (policy P, A rule)',
    '  3. calendar CH-GE, the office’s; closed on Saturday and Sunday',
    '  4. skip 19 Dec 2003 to 23 Dec 2003, 5 days: the move was ours from X/2, letter sent 18 Dec 2003 until X/3, letter sent 23 Dec 2003',
    '  5. skip 25 Dec 2003: Christmas Day (date-holidays 3.37.0)',
    '  6. skip 27 Dec 2003: weekend (Saturday)',
    '  7. skip 28 Dec 2003: weekend (Sunday)',
    '  8. uncertain: nobody has told which days of 2004 are holidays; they were counted',
    '  9. due 1 Jan 2004: 16 Dec 2003 and 8 working days, 8 days skipped',
  ])
})

test('a day that was promised says who promised it and what it took the place of', () => {
  const facts = [
    entry('2003-08-31', 'asks'),
    entry('2003-09-10', 'replies', 'promised', { until: '2003-12-01', place: 1 }),
    entry('2003-11-20', 'grants', { until: '2004-01-15', place: 2 }),
    entry('2003-12-01', 'replies', 'clarification_requested', { place: 3 }),
  ]
  const policy = within({ length: 1, unit: 'calendar_months', endRule: 'next_working_day' })
  expect(answerOf(printed(facts, policy, geneva))).toEqual([
    'due 15 Jan 2004, set',
    '  1. start 31 Aug 2003 (X/1, letter sent 31 Aug 2003)',
    '  2. set 1 Dec 2003: promised in X/2, letter sent 10 Sept 2003, instead of 30 Sept 2003, which the policy expects',
    '  3. set 15 Jan 2004: granted by us in X/3, letter sent 20 Nov 2003, instead of 1 Dec 2003',
    '  4. paused since 1 Dec 2003 (X/4, letter sent 1 Dec 2003): the clock stands still, and the day is as it stood then',
    '  5. due 15 Jan 2004: 15 Jan 2004, as set, 0 days skipped',
  ])
  expect(answerOf(printed(facts.slice(0, 1), policy, geneva)).slice(2)).toEqual([
    '  2. period 1 month (policy P, A rule); if it ends on a day off, the next working day',
    '  3. calendar CH-GE, the office’s; closed on Saturday and Sunday',
    '  4. ends 30 Sept 2003, the last of its month, which has no day 31',
    '  5. due 30 Sept 2003: 31 Aug 2003 and 1 month, 0 days skipped',
  ])
})

test('a calendar that nobody named is said to be unknown, and never to have no holidays', () => {
  const lines = answerOf(printed([entry('2003-08-08', 'asks')], within({ length: 2, unit: 'working_days' }), null))
  expect(lines).toContain(
    '  3. calendar unknown: no holidays are named for it, the office’s; closed on Saturday and Sunday',
  )
  expect(lines).toContain('  6. uncertain: nobody has told which days of 2003 are holidays; they were counted')
})

test('the command proves the golden case, in words, as Markdown and as JSON, now and as of a day', async () => {
  await using desk = await freshDesk('the sample')
  const due = (...words: string[]) =>
    runWith(() => Promise.resolve(verbsOf(desk.on('2026-11-24'))), ['due', 'PRK-TC-2', ...words])
  const { stdout } = await due()
  expect(addedAgain(stdout)).toEqual([[], [{ printed: '2004-10-23', added: '2004-10-23' }]])
  expect(stdout).toContain('  1. start 24 Aug 2004 (PRK-TC/6, meeting 24 Aug 2004)\n')
  expect(stdout).toContain('  2. policy TC-60 expects a first reply by no particular day\n')
  const { stdout: markdown } = await due('--format', 'md', '--as-of', '2004-12-22')
  expect(markdown).toContain('as of 22 December 2004.\n')
  expect(markdown).toContain('## Answer: due 23 Oct 2004, expected\n\n1. start 24 Aug 2004')
  const { stdout: json } = await due('--json')
  expect(JSON.parse(json)).toMatchObject({
    asked: { reference: 'PRK-TC/6', on: '2004-08-24' },
    answer: { due: { on: '2004-10-23', period: { length: 60, unit: 'calendar_days', endRule: 'as_is' } } },
  })
  expect(await due('--as-of', '2004-08-23')).toMatchObject({ code: 1, stdout: '' })
})

test('what people wrote acts neither on a terminal nor in Markdown', async () => {
  await using desk = await freshDesk('the sample')
  const policy = {
    reference: 'ODD',
    name: '*bold* \u202ereversed',
    desk: 'TC',
    unit: 'calendar_days',
    answerWithin: 9,
  } as const
  const rest = { firstReplyWithin: null, endRule: 'as_is', calendarOf: 'office', holidayCalendar: null } as const
  const more = { remindEveryDays: null, quietDays: 0, escalateAfterReminders: null, graceDays: 0, sinceOn: null }
  await addPolicy(desk.on('2026-11-23'), { ...policy, ...rest, ...more, weekend: [6, 7] })
  await openFollowUps(desk.on('2026-11-23'), askOf({ policy: 'ODD' }))
  const due = (...words: string[]) =>
    runWith(() => Promise.resolve(verbsOf(desk.on('2026-11-24'))), ['due', 'PRK-TC-3', ...words])
  expect((await due()).stdout).toContain('(policy ODD, *bold* ⟦RLO⟧reversed)')
  expect((await due('--format', 'md')).stdout).toContain(String.raw`(policy ODD, \*bold\* ⟦RLO⟧reversed)`)
})
