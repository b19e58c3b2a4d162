import { mkdir, cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseConfig } from '../../src/config.ts'
import { postOf } from '../../src/post.ts'
import { closeDatabase, openDatabase, type Database } from '../../src/store/connection/database.ts'
import { postgres } from '../../src/store/connection/driver.ts'
import { migrate } from '../../src/store/operation/migrate.ts'
import { APP, OWNER, READER, RIGHTS, rolesSql } from '../../src/store/operation/roles.ts'
import { refusalOf } from '../../src/store/connection/sqlstate.ts'
import { makeApiToken } from '../../src/use-cases/access/api-tokens.ts'
import { changeCounterpart } from '../../src/use-cases/counterparts/change-counterpart.ts'
import { assessReply } from '../../src/use-cases/correspondence/assess-reply.ts'
import { attachFiles } from '../../src/use-cases/correspondence/attachments.ts'
import { closeFollowUp, withdrawClosure } from '../../src/use-cases/correspondence/close-follow-up.ts'
import { correctCommunication } from '../../src/use-cases/correspondence/correct-communication.ts'
import { exportLedger } from '../../src/use-cases/ledger-files/export-ledger.ts'
import { importLedger } from '../../src/use-cases/ledger-files/import-ledger.ts'
import { parseLedgerDocument } from '../../src/use-cases/ledger-files/ledger-document.ts'
import { makeRoles } from '../../src/use-cases/operation/roles.ts'
import { openFollowUps } from '../../src/use-cases/correspondence/open-follow-ups.ts'
import { planExtraDigest } from '../../src/use-cases/digests/plan-extra-digest.ts'
import { recordCommunication } from '../../src/use-cases/correspondence/record-communication.ts'
import { isUntouched, offerSignIn, signIn } from '../../src/use-cases/access/sign-in.ts'
import { withdrawAttestation } from '../../src/use-cases/silence/attest-reading.ts'
import { retireReceivingPoint } from '../../src/use-cases/silence/declare-receiving-point.ts'
import { verifyAudit } from '../../src/use-cases/operation/verify-audit.ts'
import { runPass } from '../../src/worker/pass.ts'
import { askOf, communicationOf, day, freshDesk, type Desk } from '../support/ledgers/desk.ts'
import { attest, declarePoints } from '../support/ledgers/receiving-points.ts'

const MIGRATIONS = join(import.meta.dirname, '../../migrations')

let desk: Desk
const opened = new Map<string, Database>()

/** As one of the roles, or as the superuser. */
function as(user: string): Database {
  const db = opened.get(user) ?? openDatabase({ ...desk.connection, user } as Desk['connection'], { max: 2 })
  opened.set(user, db)
  return db
}

beforeAll(async () => {
  desk = await freshDesk('the sample')
  const context = desk.on('2026-11-24')
  await attachFiles(context, 'PRK-TC/5', [{ name: 'a.txt', mediaType: 'text/plain', bytes: Buffer.from('scanned') }])
  await makeRoles({ db: as('postgres') })
})
afterAll(async () => {
  await Promise.all([...opened.values()].map(closeDatabase))
  await desk[Symbol.asyncDispose]()
})

const refused = (db: Database, statement: string) =>
  db.execute(statement).then(
    () => 'done',
    (error: unknown) => refusalOf(error)?.code,
  )

const send = () => Promise.resolve({ outcome: 'accepted', said: '250 taken' } as const)

const HISTORY = ['communications', 'entries', 'closures', 'assessments', 'attachments', 'files', 'audit', 'anchors']

test.for(
  HISTORY.flatMap((table) => [
    `update ${table} set ${table === 'files' ? 'bytes' : table === 'anchors' ? 'heads' : table === 'audit' ? 'hash' : 'id'} = default`,
    `delete from ${table}`,
    `truncate ${table} cascade`,
    `drop table ${table} cascade`,
    `alter table ${table} disable trigger all`,
  ]),
)('the service may not: %s', async (statement) => {
  expect(await refused(as(APP), statement)).toBe('42501')
})

test.for([
  `insert into audit select dossier_id, number + 1000, fact, -row_id, record, previous, hash from audit`,
  `create trigger own after insert on flags for each row execute function append_to_chain()`,
  `create or replace function opening(follow_up jsonb) returns jsonb language sql as 'select null::jsonb'`,
  `update digests set message = 'forged'`,
  `create table mine ()`,
  `create schema mine`,
  `delete from follow_ups`,
  `set session_replication_role = replica`,
])('nor: %s', async (statement) => {
  expect(await refused(as(APP), statement)).toBe('42501')
})

/** Nothing of it: what is withheld from whoever only looks. */
const UNSEEN = new Set(['api_tokens', 'calendar_feeds', 'idempotency_keys', 'sessions', 'sign_in_links'])

test('of every table that there is, each role has the rights that are written down for it', async () => {
  const tables = await as('postgres').execute<{ name: string; writes: string; reads: boolean; isSeen: boolean }>(
    `select relname as name,
        concat_ws(', ', case when has_table_privilege('${APP}', oid, 'insert') then 'insert' end,
          case when has_any_column_privilege('${APP}', oid, 'update') then 'update' end,
          case when has_table_privilege('${APP}', oid, 'delete') then 'delete' end) as writes,
        has_table_privilege('${APP}', oid, 'select') as reads,
        has_any_column_privilege('${READER}', oid, 'select') as "isSeen"
      from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace order by relname collate "C"`,
  )
  const expected = Object.entries(RIGHTS).map(([name, rights]) => {
    const writes = rights.replace(/ \(.*?\)/gu, '')
    return { name, writes, reads: true, isSeen: !UNSEEN.has(name) }
  })
  expect([...tables]).toEqual(expected.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
})

test('all of an officer’s and a worker’s day is done with the rights of the service', async () => {
  const db = as(APP)
  const context = { ...desk.on('2026-11-24T12:00'), db, instance: { id: null, place: null } }
  const reply = { followUp: 'PRK-TC-1', bearing: 'replies', character: 'noted' } as const
  await openFollowUps(context, askOf({ dossier: 'PRK-APP', dossierTitle: 'By the app' }))
  await recordCommunication(context, communicationOf({ receivedOn: '2026-11-20', entries: [reply] }))
  await assessReply(context, { followUp: 'PRK-TC-1', communication: 'PRK-TC/7', grade: 'C', reason: 'A receipt.' })
  await attachFiles(context, 'PRK-TC/7', [{ name: 'b.txt', mediaType: 'text/plain', bytes: Buffer.from('more') }])
  const changed = { content: { summary: 'Read again.' }, entries: [], isWithdrawn: false }
  await correctCommunication(context, { communication: 'PRK-TC/7', why: 'Misread.', ...changed })
  await closeFollowUp(context, {
    followUp: 'PRK-TC-1',
    reason: 'lapsed',
    closedOn: day('2026-11-24'),
    remark: null,
  })
  await withdrawClosure(context, { followUp: 'PRK-TC-1', why: 'Too early.' })
  await declarePoints(context, ['TC-POUCH'])
  await attest(context, ['TC-POUCH'], '2026-11-23')
  await withdrawAttestation(context, { point: 'TC-POUCH', number: 1, why: 'One bag was overlooked.' })
  await retireReceivingPoint(context, { point: 'TC-POUCH', retiredOn: day('2026-11-24'), why: 'No more pouch.' })
  const change = { emails: ['registry@mission.example'], holidayCalendar: 'CH', weekend: [5, 6] }
  await changeCounterpart(context, { counterpart: 'PRK-GVA', why: 'As their note says.', change })
  await importLedger(context, parseLedgerDocument(await exportLedger({ db, sight: 'everything' })))
  await makeApiToken(context, { name: 'a', scopes: ['read'], days: 30 })
  const { secret } = (await offerSignIn(context, desk.officer.email, null))!
  await signIn(context, secret, { secret: null, userAgent: null })
  expect(await isUntouched(context)).toBe(false)
  const post = postOf(parseConfig({}, () => '', '/nowhere'))
  await planExtraDigest(context, post, 1)
  const { delivered } = await runPass(context, { post, send })
  expect(delivered.sent).toBe(1)
  expect((await verifyAudit(context)).found).toEqual([])
})

test('whoever only looks changes nothing and learns no secret', async () => {
  const db = as(READER)
  expect(await refused(db, `select summary, quotation from communications join audit on row_id = id`)).toBe('done')
  expect(await refused(db, `select id, recipient, said from digests`)).toBe('done')
  const insert = `insert into flags (kind) values ('overdue')`
  expect(await refused(db, insert)).toBe('25006')
  const written = db.transaction((tx) => tx.execute(insert), { accessMode: 'read write' })
  expect(await written.then(() => 'done', refusalOf)).toMatchObject({ code: '42501' })
  expect(await refused(db, `create temporary table mine ()`)).toBe('25006')
  for (const secret of [
    'select secret_hash from sessions',
    'select secret_hash from api_tokens',
    'select secret_hash from sign_in_links',
    'select body from idempotency_keys',
    'select unsubscribe_token from subscriptions',
    'select return_secret from mailing',
    'select message from digests',
  ])
    expect([secret, await refused(db, secret)]).toEqual([secret, '42501'])
})

/** A new session with nothing but what the server gives to the role: our own pools ask for other deadlines. */
function sessionOf(user: string) {
  const client = postgres({ ...desk.connection, user, max: 1 } as object)
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() })
}

test.for([
  [OWNER, { statement: '1h', lock: '5min', idle: '5min', readOnly: 'off' }],
  [APP, { statement: '1min', lock: '10s', idle: '1min', readOnly: 'off' }],
  [READER, { statement: '1min', lock: '5s', idle: '1min', readOnly: 'on' }],
] as const)('a new session of %s has its deadlines', async ([role, deadlines]) => {
  await using session = sessionOf(role)
  const [row] = await session`select current_setting('statement_timeout') as statement,
    current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle,
    current_setting('transaction_read_only') as "readOnly"`
  expect(row).toEqual(deadlines)
})

/** The deadline of the service is short in this database for as long as that takes. */
async function withShort(setting: string, work: () => Promise<void>): Promise<void> {
  const { database } = desk.connection as { database: string }
  await as('postgres').execute(`alter role ${APP} in database ${database} set ${setting} = '50ms'`)
  try {
    await work()
  } finally {
    await makeRoles({ db: as('postgres') })
  }
}

test('who waits for a lock is refused at the deadline of its role', () =>
  withShort('lock_timeout', async () => {
    await using session = sessionOf(APP)
    await as('postgres').transaction(async (tx) => {
      await tx.execute('lock table mailing in access exclusive mode')
      await expect(session`select from mailing`).rejects.toMatchObject({ code: '55P03' })
    })
  }))

test('who is idle within a transaction is ended at the deadline of its role, and others get what it held', () =>
  withShort('idle_in_transaction_session_timeout', async () => {
    await using session = sessionOf(APP)
    const begun = session.begin(async (tx) => {
      await tx`select from mailing for update`
      await as('postgres').execute('select from mailing for update')
      await tx`select 1`
    })
    await expect(begun).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
  }))

test('they can be made again, and only a superuser makes them', async () => {
  await makeRoles({ db: as('postgres') })
  await expect(makeRoles({ db: as(APP) })).rejects.toThrow('expected a superuser')
  expect(rolesSql().join(';')).not.toContain('undefined')
})

test('the service does not change the schema, and says who does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relance-roles-'))
  try {
    await cp(MIGRATIONS, folder, { recursive: true })
    await mkdir(join(folder, '29990101000000_later'))
    await writeFile(join(folder, '29990101000000_later', 'migration.sql'), 'create type later as enum ()')
    const where = (user: string) => ({ ...desk.connection, user }) as Desk['connection']
    await expect(migrate(where(APP), folder)).rejects.toThrow(
      '1 of our migrations are to be applied, and this role may not change the schema; run relance migrate with the owner',
    )
    expect(await migrate(where(OWNER), folder)).toEqual(['29990101000000_later'])
  } finally {
    await rm(folder, { recursive: true })
  }
})
