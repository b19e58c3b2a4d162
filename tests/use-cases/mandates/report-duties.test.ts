import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { appendDesk, appendOfficer } from '../../../src/store/parties/parties.ts'
import type { Context } from '../../../src/use-cases/context.ts'
import { enterMandate, enterReportDuty } from '../../../src/use-cases/mandates/enter-mandate.ts'
import { exportLedger } from '../../../src/use-cases/ledger-files/export-ledger.ts'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { parseLedgerDocument } from '../../../src/use-cases/ledger-files/ledger-document.ts'
import { listDutiesOn, showDuty } from '../../../src/use-cases/mandates/list-duties.ts'
import { listFollowUps } from '../../../src/use-cases/pending/list-pending.ts'
import { correctReportDuty, recordSubmission, withdrawSubmission } from '../../../src/use-cases/mandates/meet-duty.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { verifyAudit } from '../../../src/use-cases/operation/verify-audit.ts'
import { askOf, day, freshDesk, momentOf, type Desk } from '../../support/ledgers/desk.ts'
import { holdBack } from '../../support/databases/held-back.ts'
import { deeds, isDone } from '../../support/drawn/histories.ts'
import { sampleWith } from '../../support/ledgers/sample.ts'
import { ON_DATABASES } from '../../support/databases/on-databases.ts'

const SESSION = { dossier: 'PRK-TC', document: null, paragraph: null, body: 'Commission on Human Rights' }
const NEXT = { ...SESSION, session: 'sixty-second session', dueOn: day('2027-03-14') }

const openOn = async (context: Context, ...moment: Parameters<typeof momentOf> | []) =>
  (
    await listDutiesOn(context, { isOpen: true }, moment.length > 0 ? momentOf(...(moment as [string])) : undefined)
  ).map(({ number }) => number)

test('a report that went out on 22 December 2004 was owed on 1 December 2004, and is owed no longer', async () => {
  await using desk = await freshDesk('the sample')
  const context = desk.on('2026-11-25')
  expect(await openOn(context, '2004-12-21')).toEqual([1])
  expect(await openOn(context, '2004-12-22')).toEqual([])
  expect(await openOn(context)).toEqual([])
})

test('that it went out was not known before it was recorded, whatever day it bears', async () => {
  await using desk = await freshDesk('the sample')
  const number = await enterReportDuty(desk.on('2026-11-25'), NEXT)
  const report = { duty: number, document: 'E/CN.4/2006/35', submittedOn: day('2026-11-26'), why: null }
  await recordSubmission(desk.on('2026-11-28'), report)
  const context = desk.on('2026-11-30')
  expect(await openOn(context, '2026-11-30', '2026-11-27')).toEqual([number])
  expect(await openOn(context, '2026-11-25')).toEqual([number])
  expect(await openOn(context, '2026-11-26')).toEqual([])
  expect(await openOn(context, '2026-11-30', '2026-11-24T23:00')).toEqual([])
})

test('what was said of a duty is corrected with a reason, and all of it stays on record with its author', async () => {
  await using desk = await freshDesk('the sample')
  const number = await enterReportDuty(desk.on('2026-11-25'), { ...NEXT, dueOn: null })
  const correction = { duty: number, isWithdrawn: false, why: 'The calendar is out' }
  await correctReportDuty(desk.on('2026-11-26'), { ...correction, dueOn: day('2027-03-14') })
  const report = { duty: number, submittedOn: day('2026-11-26'), why: null }
  await recordSubmission(desk.on('2026-11-27'), { ...report, document: 'E/CN.4/2006/53' })
  await recordSubmission(desk.on('2026-11-28'), {
    ...report,
    document: 'E/CN.4/2006/35',
    why: 'Two digits changed places',
  })
  await withdrawSubmission(desk.on('2026-11-29'), { duty: number, why: 'It was on another subject' })
  const { duty, history } = await showDuty(desk.on('2026-11-30'), number)
  expect(duty).toMatchObject({ dueOn: day('2027-03-14'), metBy: null, standing: 'ahead' })
  expect(history.map(({ what, document, by }) => [what, document, by])).toEqual(
    [
      ['entered', null],
      ['corrected', null],
      ['met', 'E/CN.4/2006/53'],
      ['met', 'E/CN.4/2006/35'],
      ['taken_back', 'E/CN.4/2006/35'],
    ].map((event) => [...event, desk.officer.name]),
  )
  const then = momentOf('2026-11-30', '2026-11-27')
  expect((await showDuty(desk.on('2026-11-30'), number, then)).duty).toMatchObject({ metBy: 'E/CN.4/2006/53' })
  expect((await verifyAudit(desk.on('2026-11-30'))).found).toEqual([])
})

test('a duty that is taken back is owed to nobody, and can be entered again under its number', async () => {
  await using desk = await freshDesk('the sample')
  const number = await enterReportDuty(desk.on('2026-11-25'), NEXT)
  await correctReportDuty(desk.on('2026-11-26'), { duty: number, dueOn: null, isWithdrawn: true, why: 'Not theirs' })
  expect(await openOn(desk.on('2026-11-27'))).toEqual([])
  await expect(showDuty(desk.on('2026-11-27'), number)).rejects.toMatchObject({ code: 'not_found' })
  expect(await enterReportDuty(desk.on('2026-11-28'), NEXT)).toBe(number)
  expect(await openOn(desk.on('2026-11-28'))).toEqual([number])
})

test.for([
  [
    'a session twice',
    (context: Context) => enterReportDuty(context, { ...NEXT, session: 'sixty-first session' }),
    'conflict',
  ],
  ['a mandate twice', (context: Context) => enterMandate(context, { ...MANDATE }), 'conflict'],
  ['a mandate that is none', (context: Context) => enterReportDuty(context, { ...NEXT, document: 'X' }), 'invalid'],
  [
    'a report of tomorrow',
    (context: Context) => recordSubmission(context, { ...REPORT, submittedOn: day('2026-11-26') }),
    'invalid',
  ],
  [
    'a second report without a reason',
    (context: Context) => recordSubmission(context, { ...REPORT, why: null }),
    'conflict',
  ],
  ['a duty that is none', (context: Context) => recordSubmission(context, { ...REPORT, duty: 9 }), 'not_found'],
] as const)('%s is refused', async ([, work, code]) => {
  await using desk = await freshDesk('the sample')
  await expect(work(desk.on('2026-11-25'))).rejects.toMatchObject({ name: 'Problem', code })
})

const REPORT = { duty: 1, document: 'E/CN.4/2005/33', submittedOn: day('2026-11-25'), why: 'Another number' }
const MANDATE = {
  dossier: 'PRK-TC',
  document: 'Commission on Human Rights resolution 2004/13',
  paragraph: '12',
  requires: 'The same.',
  decided: null,
}

test('of two officers who say at once that a duty was met, the second is told of the first', async () => {
  await using desk = await freshDesk('the sample')
  const duty = await enterReportDuty(desk.on('2026-11-25'), NEXT)
  await using barrier = await holdBack(desk.connection, 'lock table report_submissions in share mode')
  const report = { duty, document: 'E/CN.4/2006/35', submittedOn: day('2026-11-25'), why: null }
  const both = Promise.allSettled([
    recordSubmission(desk.on('2026-11-25'), report),
    recordSubmission(desk.on('2026-11-25'), { ...report, document: 'E/CN.4/2006/36' }),
  ])
  await barrier.waiting(2)
  await barrier.letGo()
  const outcomes = (await both).map(({ status }) => status).toSorted()
  expect(outcomes).toEqual(['fulfilled', 'rejected'])
})

test('a reader enters nothing', async () => {
  await using desk = await freshDesk('the sample')
  const officer = await appendOfficer(desk.db, { email: 'r@example.org', name: 'R', role: 'reader', deskId: null })
  const reader = { ...desk.on('2026-11-25'), officer }
  await expect(enterReportDuty(reader, NEXT)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(recordSubmission(reader, REPORT)).rejects.toMatchObject({ code: 'forbidden' })
})

test('of a dossier whose asks are another desk’s alone, no duty is seen; of a mixed one, only the asks that are', async () => {
  await using desk = await freshDesk('the sample')
  const { id: deskId } = await appendDesk(desk.db, { reference: 'OTHER', name: 'Another desk' })
  const context = desk.on('2026-11-25')
  await openFollowUps(context, askOf({ isConfidential: true }))
  await openFollowUps(context, askOf({ dossier: 'SECRET', dossierTitle: 'A secret', isConfidential: true }))
  await enterMandate(context, { ...MANDATE, dossier: 'SECRET' })
  const hidden = await enterReportDuty(context, { ...NEXT, dossier: 'SECRET' })
  const shown = await enterReportDuty(context, NEXT)
  const other = { ...context, sight: { deskId } }
  const [duty, ...more] = await listDutiesOn(other, { isOpen: true })
  expect(more).toEqual([])
  expect(duty).toMatchObject({ number: shown, asks: [{ reference: 'PRK-TC-1' }, { reference: 'PRK-TC-2' }] })
  await expect(showDuty(other, hidden)).rejects.toMatchObject({ code: 'not_found' })
  await expect(recordSubmission(other, { ...REPORT, duty: hidden, why: null })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('a list that is narrowed to an office or an owner has the duties of its dossiers, and no others', async () => {
  await using desk = await freshDesk('the sample')
  const context = desk.on('2026-11-25')
  const number = await enterReportDuty(context, NEXT)
  const of = async (query: object) => (await listDutiesOn(context, { query, isOpen: true })).map((duty) => duty.number)
  expect(await of({ counterpart: 'PRK-GVA', bracket: 'overdue' })).toEqual([number])
  expect(await of({ counterpart: 'UZB-GVA' })).toEqual([])
  expect(await of({ dossier: 'PRK-TC' })).toEqual([number])
})

test('duties survive an export and an import, with what met them and the day that holds', async () => {
  await using desk = await freshDesk('the sample')
  const moved = await enterReportDuty(desk.on('2026-11-25'), NEXT)
  const gone = await enterReportDuty(desk.on('2026-11-25'), { ...NEXT, session: 'sixty-third session' })
  const correction = { why: 'Put off', isWithdrawn: false, dueOn: day('2027-04-01') }
  await correctReportDuty(desk.on('2026-11-26'), { ...correction, duty: moved })
  await correctReportDuty(desk.on('2026-11-26'), { ...correction, duty: gone, isWithdrawn: true })
  await using other = await freshDesk()
  const file = parseLedgerDocument(await exportLedger(desk.seen))
  await importLedger(other.on('2026-11-27'), file)
  expect(await told(other)).toEqual(await told(desk))
  expect((await importLedger(desk.on('2026-11-27'), file)).added).toMatchObject({ mandates: 0, 'report duties': 0 })
})

async function told(at: Desk) {
  return (await listDutiesOn(at.on('2026-11-27'), {})).map(({ number: _number, ...duty }) => duty)
}

test('a file may add a duty to a mandate that is recorded', async () => {
  await using desk = await freshDesk('the sample')
  const duty = { body: 'Commission on Human Rights', session: 'sixty-second session', dueOn: '2027-03-14' }
  const file = await sampleWith(({ dossiers: [{ mandates }] }) => mandates[0].reportDuties.push(duty))
  expect((await importLedger(desk.on('2026-11-25'), file)).added).toMatchObject({ mandates: 0, 'report duties': 1 })
  expect(await openOn(desk.on('2026-11-25'))).toEqual([2])
})

test(
  'what a duty promises of its day today is what a replay of that day tells, if nothing was recorded in between',
  { timeout: 120_000 },
  async () => {
    const history = fc.array(deeds, { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 0, max: 500 }), async (done, ahead) => {
        await using desk = await freshDesk('the sample')
        const today = day('2026-11-25')
        for (const deed of done) await isDone(desk.on(today.toString()), deed)
        const dueOn = today.add({ days: ahead })
        await enterReportDuty(desk.on(today.toString()), { ...NEXT, dueOn })
        const [duty] = await listDutiesOn(desk.on(today.toString()), { isOpen: true })
        const later = desk.on(dueOn.toString())
        const then = { asOf: dueOn, knownAt: later.now }
        expect(duty!.asks).toEqual((await listFollowUps(later, { dossier: 'PRK-TC' }, then)).map(withoutId))
      }),
      { ...ON_DATABASES, numRuns: 15 },
    )
  },
)

function withoutId<T extends { id: number }>({ id: _id, ...followUp }: T) {
  return followUp
}
