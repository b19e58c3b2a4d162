import { LEDGER, type Guard } from './guard.ts'

const WEB_DESK = 'migrations/20261125013201_the_web_desk/migration.sql'

export const RECORD: readonly Guard[] = [
  {
    guard: 'advisory lock around migrate',
    file: 'src/store/operation/migrate.ts',
    text: '    await db.execute(sql`select pg_advisory_lock(${LOCK})`)\n',
    without: '',
    tests: ['tests/store/migrate.test.ts'],
    named: 'eight that start at once',
  },
  ...['communications', 'entries', 'closures', 'assessments'].map((table) => ({
    guard: `append-only ${table}`,
    file: LEDGER,
    text: `CREATE TRIGGER "${table}_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "${table}" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();`,
    without: 'SELECT 1;',
    tests: ['tests/store/append-only.test.ts'],
    named: `on ${table} is refused`,
  })),
  {
    guard: 'lock on the follow-ups that a fact bears on',
    file: 'src/store/correspondence/follow-up-locks.ts',
    text: "    .orderBy(asc(followUps.id))\n    .for('update', { of: followUps })",
    without: '    .orderBy(asc(followUps.id))',
    tests: [
      'tests/use-cases/correspondence/record-communication.test.ts',
      'tests/use-cases/correspondence/close-follow-up.test.ts',
    ],
    named: 'at once',
  },
  {
    guard: 'what was known then and is not any more',
    file: 'src/store/standings/standings.ts',
    text: 'gt(standings.knownUntil, knownAt)',
    without: 'sql`false`',
    tests: ['tests/use-cases/correspondence/late-entries.test.ts', 'tests/use-cases/issued/replay-drawn.test.ts'],
    named: 'what was known before something is recorded|changes nothing that was known',
  },
  {
    guard: 'the same reply twice',
    file: 'src/use-cases/correspondence/contradictions.ts',
    text: '  if (!twin) return\n',
    without: '  if (twin ?? true) return\n',
    tests: ['tests/use-cases/correspondence/record-communication.test.ts'],
    named: 'same reply',
  },
  {
    guard: 'a change decided upon another version',
    file: 'src/use-cases/correspondence/refuse-stale.ts',
    text: 'if (expected === undefined || expected === holds) return',
    without: 'if (expected !== -1 || holds === -1) return',
    tests: ['tests/use-cases/correspondence/same-version.test.ts'],
    named: 'is told',
  },
  {
    guard: 'ledger lock while a file is imported',
    file: 'src/use-cases/ledger-files/import-ledger.ts',
    text: '    await lockLedger(tx)\n',
    without: '',
    tests: ['tests/use-cases/ledger-files/import-races.test.ts'],
    named: 'at once',
  },
  {
    guard: 'one answer to each idempotency key',
    file: WEB_DESK,
    text: 'CONSTRAINT "idempotency_keys_key" PRIMARY KEY("officer_id","key")',
    without: 'CHECK (true)',
    tests: ['tests/http/api/idempotency.test.ts'],
    named: 'ten at once',
  },
  {
    guard: 'an idempotency key is of one request',
    file: 'src/use-cases/access/answer-once.ts',
    text: 'if (!kept.requestHash.equals(requestHash)) {',
    without: 'if (kept.requestHash.length === 0) {',
    tests: ['tests/http/api/idempotency.test.ts'],
    named: 'a key is of one request',
  },
]
