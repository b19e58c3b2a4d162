import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPending } from '../../../src/domain/correspondence/characters.ts'
import { FOLLOW_UP_HEADING, onDay } from '../../../src/domain/standings/follow-up.ts'
import { pick } from '../../../src/domain/pick.ts'
import { findFollowUp } from '../../../src/store/correspondence/follow-ups.ts'
import type { Moment } from '../../../src/use-cases/context.ts'
import { countPending } from '../../../src/use-cases/pending/count-pending.ts'
import { listPendingPage } from '../../../src/use-cases/pending/list-pending-page.ts'
import { listFollowUps, listPending, type IdentifiedFollowUp } from '../../../src/use-cases/pending/list-pending.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { askOf, communicationOf, day, freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { inWriting } from '../../support/ledgers/facts.ts'
import { after, deeds, isDone } from '../../support/drawn/histories.ts'
import { instantOf } from '../../support/ledgers/sample-ledger.ts'
import { foldedFrom, wholeRecordOf, type WholeRecord } from '../../support/databases/whole-record.ts'
import { ON_DATABASES } from '../../support/databases/on-databases.ts'

const REFERENCES = ['PRK-TC-1', 'PRK-TC-2', 'PRK-TC-3', 'PRK-TC-4']
const START = instantOf('2026-11-24T09:00')

/** Mostly one after another, some at one instant, and some by a clock that was set back. */
const steps = fc.array(fc.constantFrom(0, 1, 1, 1, 1, -3), { minLength: 14, maxLength: 14 })
const instantsOf = (of: readonly number[]) => of.reduce<number[]>((all, step) => [...all, (all.at(-1) ?? 0) + step], [])
const minute = (minutes: number) =>
  START.add({ minutes }).toZonedDateTimeISO('Europe/Zurich').toPlainDateTime().toString()

test('whatever is recorded, the list at every pair of dates is what a fold of the rows seen then gives', async () => {
  const history = fc.array(deeds, { minLength: 4, maxLength: 14 })
  await fc.assert(
    fc.asyncProperty(history, steps, fc.option(fc.nat({ max: 900 }), { freq: 1 }), async (done, taken, askedOn) => {
      await using desk = await freshDesk('the sample')
      const minutes = instantsOf(taken)
      for (const [place, deed] of done.entries()) {
        if (place === 1) await openTwo(desk, minute(minutes[place]!), askedOn === null ? null : after(askedOn))
        await isDone(desk.on(minute(minutes[place]!)), deed)
      }
      expect((await verify(desk)).differences).toEqual([])
      const record = await wholeRecordOf(desk)
      const expected = await tellerOf(desk, record)
      for (const [place, moment] of momentsOf(record).entries()) {
        const listed = await listFollowUps(desk.on('2026-11-25'), {}, moment)
        expect(listed.map(inWriting), shown(moment)).toEqual(expected(moment).map(inWriting))
        if (place % 5 === 0) await expectCounted(desk, listed, moment)
      }
    }),
    { ...ON_DATABASES, numRuns: 12 },
  )
}, 300_000)

test('what was known before something is recorded is told afterwards as it was told before', async () => {
  const history = fc.array(deeds, { minLength: 3, maxLength: 10 })
  await fc.assert(
    fc.asyncProperty(history, fc.constantFrom(day('2004-03-01'), null), async (done, askedOn) => {
      await using desk = await freshDesk('the sample')
      await openTwo(desk, minute(0), askedOn)
      const half = Math.floor(done.length / 2)
      for (const [place, deed] of done.slice(0, half).entries()) await isDone(desk.on(minute(place + 1)), deed)
      const moments = momentsOf(await wholeRecordOf(desk))
      const told = () =>
        Promise.all(moments.map((moment) => listFollowUps(desk.on('2026-11-25'), {}, moment))).then(inWriting)
      const before = await told()
      for (const [place, deed] of done.slice(half).entries()) await isDone(desk.on(minute(half + place + 1)), deed)
      expect(await told()).toEqual(before)
    }),
    { ...ON_DATABASES, numRuns: 12 },
  )
}, 300_000)

/** The list of what is pending holds of these what is pending, and the numbers count it. */
async function expectCounted(desk: Desk, listed: readonly IdentifiedFollowUp[], moment: Moment): Promise<void> {
  const pending = listed.filter(({ state }) => isPending(state))
  const found = await listPending(desk.on('2026-11-25'), {}, moment)
  expect(found.map(({ id }) => id).toSorted(), shown(moment)).toEqual(pending.map(({ id }) => id).toSorted())
  expect((await pagesOfTheOffice(desk, moment)).map(inWriting), shown(moment)).toEqual(found.map(inWriting))
  const counted = await countPending(desk.on('2026-11-25'), {}, moment)
  const inBracket = (name: string) => pending.filter(({ bracket }) => bracket === name).length
  expect(counted, shown(moment)).toMatchObject({
    pending: pending.length,
    unread: pending.filter(({ unreadReplies }) => unreadReplies > 0).length,
    byBracket: Object.fromEntries(Object.keys(counted.byBracket).map((name) => [name, inBracket(name)])),
  })
}

async function pagesOfTheOffice(desk: Desk, moment: Moment): Promise<IdentifiedFollowUp[]> {
  const found: IdentifiedFollowUp[] = []
  for (let next: string | null | undefined; next !== null;) {
    const wanted = { query: { counterpart: 'PRK-GVA' }, sort: 'silence', after: next ?? null, limit: 2 } as const
    const page = await listPendingPage(desk.on('2026-11-25'), wanted, moment)
    found.push(...page.followUps)
    next = page.next
  }
  return found
}

/** A letter that asks two things, on a day or nobody knows when. */
function openTwo(desk: Desk, at: string, on: Temporal.PlainDate | null) {
  const communication = communicationOf({ direction: 'sent', ...(on && { dated: on.toString() }) })
  return openFollowUps(desk.on(at), askOf({ titles: ['A visit', 'A report'], communication }))
}

/** Every pair of a day on which anything took effect, or the day before, and an instant of recording, or just before. */
function momentsOf({ communications, closures }: WholeRecord): Moment[] {
  const effects = [
    ...communications.map(({ tookEffectOn }) => tookEffectOn),
    ...closures.map(({ closedOn }) => closedOn),
  ]
  const days = new Set(effects.flatMap((on) => [on, on.subtract({ days: 1 })].map(String)))
  const recorded = [...communications, ...closures].map(({ recordedAt }) => recordedAt)
  const instants = new Set(recorded.flatMap((at) => [at, at.subtract({ microseconds: 1 })].map(String)))
  return [...days].flatMap((on) => [...instants].map((at) => ({ asOf: day(on), knownAt: Temporal.Instant.from(at) })))
}

async function tellerOf(desk: Desk, record: WholeRecord) {
  const rows = (await Promise.all(REFERENCES.map((reference) => findFollowUp(desk.seen, reference)))).filter(
    (row) => row !== null,
  )
  return (moment: Moment) =>
    rows.flatMap((row) => {
      const kept = foldedFrom(record, row.id, moment)
      return kept ? [{ id: row.id, ...onDay(moment.asOf, pick(row, FOLLOW_UP_HEADING), kept) }] : []
    })
}

function shown({ asOf, knownAt }: Moment): string {
  return `as of ${asOf.toString()}, as known at ${knownAt.toString()}`
}
