import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { closeFollowUp } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { assessReply } from '../../../src/use-cases/correspondence/assess-reply.ts'
import { attachFiles } from '../../../src/use-cases/correspondence/attachments.ts'
import type { Context } from '../../../src/use-cases/context.ts'
import { exportLedger } from '../../../src/use-cases/ledger-files/export-ledger.ts'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { parseLedgerDocument } from '../../../src/use-cases/ledger-files/ledger-document.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { verifyAudit } from '../../../src/use-cases/operation/verify-audit.ts'
import { askOf, communicationOf, day, freshDesk } from '../../support/ledgers/desk.ts'
import { REPLY, workedAt } from '../../support/ledgers/worked-at.ts'

const ROOT = join(import.meta.dirname, '../../..')

test('what was recorded stands in the chain of its dossier, whoever recorded it, and nothing is found', async () => {
  await using desk = await workedAt()
  const chained = await desk.db.execute<{ fact: string; count: number }>(
    sql`select fact, count(*)::int as count from audit group by fact order by fact`,
  )
  const kept = await desk.db.execute<{ fact: string; count: number }>(
    sql`select 'assessments' as fact, count(*)::int as count from assessments
      union all select 'attachments', count(*)::int from attachments union all select 'closures', count(*)::int from closures
      union all select 'communications', count(*)::int from communications
      union all select 'entries', count(*)::int from entries union all select 'follow_ups', count(*)::int from follow_ups
      union all select 'mandates', count(*)::int from mandates
      union all select 'office_names', count(*)::int from office_names
      union all select 'report_duties', count(*)::int from report_duties
      union all select 'report_duty_corrections', count(*)::int from report_duty_corrections
      union all select 'report_submissions', count(*)::int from report_submissions`,
  )
  expect([...chained]).toEqual([...kept])
  expect(kept.every(({ count }) => count > 0)).toBe(true)
  const records = chained.reduce((sum, { count }) => sum + count, 0)
  expect(await verifyAudit(desk.on('2026-11-24'))).toEqual({ dossiers: 2, records, found: [] })
})

const whereTitle = `reference = 'PRK-TC-1'`
const last = `(select max(number) from audit where dossier_id = 1)`

test.for<[kind: string, statements: string[], found: object[]]>([
  [
    'an altered communication',
    [`update communications set summary = 'They agreed.' where dossier_id = 1 and number = 5`],
    [{ dossier: 'PRK-TC', row: 'communications 5', says: 'what was recorded was altered: summary' }],
  ],
  [
    'an altered opening of a follow-up',
    [`update follow_ups set title = 'Another ask' where ${whereTitle}`],
    [{ dossier: 'PRK-TC', record: 4, says: 'what was recorded was altered: title' }],
  ],
  [
    'the altered bytes of an attachment',
    [`alter table files drop constraint files_are_what_they_are_called`, `update files set bytes = 'forged'`],
    [{ dossier: 'PRK-TC', row: 'attachments 1', says: 'what was recorded is gone' }],
  ],
  [
    'an altered record',
    [
      `update audit set record = jsonb_set(record, '{row,summary}', '"x"') where fact = 'communications' and row_id = 5`,
    ],
    [{ dossier: 'PRK-TC', row: 'communications 5', says: 'the record itself was altered' }],
  ],
  [
    'a deleted entry',
    [`delete from entries where id = 3`],
    [{ dossier: 'PRK-TC', row: 'entries 3', says: 'what was recorded is gone' }],
  ],
  [
    'a deleted closure with its record',
    [`delete from audit where fact = 'entries' and row_id = 3`, `delete from entries where id = 3`],
    [{ dossier: 'PRK-TC', says: expect.stringMatching(/^the record before it is gone: \d+ is followed by \d+$/) }],
  ],
  [
    'an inserted assessment',
    [
      `insert into assessments (follow_up_id, communication_id, grade, reason, recorded_by, recorded_at)
        select follow_up_id, communication_id, 'A', 'Excellent.', recorded_by, recorded_at from assessments`,
    ],
    [
      {
        dossier: 'PRK-TC',
        record: null,
        row: 'assessments 2',
        says: 'it is in no chain, so it was not recorded by us',
      },
    ],
  ],
  [
    'an inserted record',
    [
      `insert into audit select dossier_id, number + 1, 'entries', 99, record, hash, sha256('forged') from audit
        where dossier_id = 1 and number = ${last}`,
    ],
    [{ dossier: 'PRK-TC', row: 'entries 99', says: 'the record itself was altered' }],
  ],
  [
    'two records in the place of each other',
    [
      `update audit set number = -number where dossier_id = 1 and number in (4, 5)`,
      `update audit set number = 9 + number where number < 0`,
    ],
    [{ dossier: 'PRK-TC', record: 4, says: 'it does not follow from the record before it' }],
  ],
  [
    'two communications in the order of each other',
    [`update communications set place = 11 - place where dossier_id = 1 and place in (5, 6)`],
    [{ dossier: 'PRK-TC', row: 'communications 5', says: 'what was recorded was altered: place' }],
  ],
])('%s is found, though it was done as superuser', async ([, statements, found]) => {
  await using desk = await workedAt()
  await desk.tamper(...statements)
  const { found: tamperings } = await verifyAudit(desk.on('2026-11-24'))
  expect(tamperings).toEqual(found.map((tampering) => expect.objectContaining(tampering)))
})

test('what is recorded at once by many hands stands in one chain, in some order', async () => {
  await using desk = await freshDesk('the sample')
  const context = desk.on('2026-11-24')
  const letter = (to: string) =>
    recordCommunication(context, communicationOf({ receivedOn: '2026-11-20', entries: [{ ...REPLY, followUp: to }] }), {
      isAgain: true,
      files: [{ name: 'a.txt', mediaType: 'text/plain', bytes: Buffer.from('one for all') }],
    })
  const opinion = () =>
    assessReply(context, { followUp: 'PRK-TC-1', communication: 'PRK-TC/5', grade: 'C', reason: 'A receipt.' })
  const file = () =>
    attachFiles(context, 'PRK-TC/5', [{ name: 'a.txt', mediaType: 'text/plain', bytes: Buffer.from('one for all') }])
  const ask = () => openFollowUps(context, askOf({}))
  const close = () =>
    closeFollowUp(context, { followUp: 'PRK-TC-2', reason: 'lapsed', closedOn: day('2026-11-24'), remark: null })
  const works = [1, 2, 3, 4].flatMap(() => [() => letter('PRK-TC-1'), () => letter('PRK-TC-2'), opinion, file, ask])
  await Promise.all([...works, close].map((work) => work()))
  expect((await verifyAudit(context)).found).toEqual([])
})

/** Whoever records has follow-ups, then their dossier, then bytes; the others must take nothing of it the other way round. */
test.for([
  [
    'an assessment',
    `select from follow_ups where reference = 'PRK-TC-1' for update`,
    `select from dossiers where id = 1 for update`,
    (context: Context) =>
      assessReply(context, { followUp: 'PRK-TC-1', communication: 'PRK-TC/5', grade: 'C', reason: 'A receipt.' }),
  ],
  [
    'an attachment',
    `select from dossiers where id = 1 for update`,
    `insert into files values (sha256('scanned'), 'scanned') on conflict do nothing`,
    (context: Context) =>
      attachFiles(context, 'PRK-TC/5', [{ name: 'a.txt', mediaType: 'text/plain', bytes: Buffer.from('scanned') }]),
  ],
] as const)('%s waits for whoever records before it has anything that they need', async ([, first, then, work]) => {
  await using desk = await freshDesk('the sample')
  const waiting = await desk.db.transaction(async (tx) => {
    await tx.execute(first)
    const begun = work(desk.on('2026-11-24'))
    await expect
      .poll(async () => (await desk.db.execute(BLOCKED))[0], { timeout: 10_000, interval: 10 })
      .toEqual({ blocked: 1 })
    await tx.execute(`set local lock_timeout = '300ms'`)
    await tx.execute(then)
    return { begun }
  })
  await waiting.begun
  expect((await verifyAudit(desk.on('2026-11-24'))).found).toEqual([])
})

const BLOCKED = `select count(*)::int as blocked from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`

test('what was recorded before there were chains is chained in the order in which it was recorded', async () => {
  await using desk = await workedAt()
  const before = await verifyAudit(desk.on('2026-11-24'))
  await desk.tamper(
    `drop table audit, anchors cascade`,
    `drop function opening, append_to_chain cascade`,
    `alter table installations drop home, drop instance_id, drop adoptions`,
  )
  const chaining = statementsOf('report_duties').filter((statement) => /append_to_chain|PERFORM chain/.test(statement))
  const ofLedger = statementsOf('the_ledgers_own_chain').filter((statement) =>
    /DROP CONSTRAINT|DO \$\$/.test(statement),
  )
  await desk.db.transaction(async (tx) => {
    for (const statement of [...statementsOf('trust_boundaries'), ...chaining, ...ofLedger]) await tx.execute(statement)
  })
  expect(await verifyAudit(desk.on('2026-11-24'))).toEqual(before)
  const [first, ...later] = await desk.db.execute<{ fact: string }>(
    sql`select fact from audit where dossier_id = 1 order by number`,
  )
  expect([first?.fact, later.at(-1)?.fact]).toEqual(['follow_ups', 'report_submissions'])
})

function statementsOf(name: string): string[] {
  const [folder] = globSync(`migrations/*_${name}`, { cwd: ROOT })
  return readFileSync(join(ROOT, folder!, 'migration.sql'), 'utf8').split('--> statement-breakpoint')
}

test('an export tells where the chains stand, and whoever imports it begins chains of their own', async () => {
  await using desk = await workedAt()
  await using other = await freshDesk()
  const file = parseLedgerDocument(await exportLedger(desk.seen))
  expect(file.heads).toEqual([
    { dossier: null, records: 1, head: expect.stringMatching(/^[0-9a-f]{16}$/) },
    { dossier: 'PRK-TC', records: expect.any(Number), head: expect.stringMatching(/^[0-9a-f]{16}$/) },
    { dossier: 'PRK-VISIT', records: 3, head: expect.stringMatching(/^[0-9a-f]{16}$/) },
  ])
  await importLedger(other.on('2026-11-25'), file)
  expect((await verifyAudit(other.on('2026-11-25'))).found).toEqual([])
  const { heads } = parseLedgerDocument(await exportLedger(other.seen))
  expect(heads!.map(({ dossier }) => dossier)).toEqual([null, 'PRK-TC', 'PRK-VISIT'])
  expect(heads![2]!.head).not.toBe(file.heads![2]!.head)
})

/** Removes the last thing that was recorded, and every trace of it. */

test('it is told how far the chains are gone through, from none to all', async () => {
  await using desk = await freshDesk('the sample')
  const told: number[][] = []
  const { records } = await verifyAudit(desk, undefined, (...progress) => void told.push(progress))
  expect(told).toEqual([
    [0, records],
    [records, records],
  ])
})
