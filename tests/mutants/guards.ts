/** Something that nothing may be lost, doubled or shown without; and how it is taken away to see a test fail. */
export interface Guard {
  guard: string
  file: string
  /** Stands in the file exactly once. */
  text: string
  without: string
  /** The files of which a test must fail without it… */
  tests: readonly string[]
  /** …among those of this name, which alone are run. */
  named: string
}

const LEDGER = 'migrations/20261124074228_the_ledger/migration.sql'
const WEB_DESK = 'migrations/20261125013201_the_web_desk/migration.sql'

/** An `html` of Hono that puts everything into the page as it is. */
const UNESCAPED = `import { html as escaped, raw } from 'hono/html'
const html = ((parts: TemplateStringsArray, ...values: unknown[]) =>
  raw(parts.map((part, i) => part + [values[i] ?? ''].flat(9).join('')).join(''))) as unknown as typeof escaped`

const DELIVERY: readonly Guard[] = [
  {
    guard: 'SKIP LOCKED, claiming a mail',
    file: 'src/store/claims.ts',
    text: 'limit ${most} for update skip locked`)',
    without: 'limit ${most} for update`)',
    tests: ['tests/use-cases/deliver-digests.test.ts'],
    named: 'is passed over without waiting',
  },
  {
    guard: 'FOR UPDATE, claiming a mail',
    file: 'src/store/claims.ts',
    text: 'limit ${most} for update skip locked`)',
    without: 'limit ${most}`)',
    tests: ['tests/use-cases/deliver-digests.test.ts'],
    named: 'is passed over without waiting',
  },
  {
    guard: 'SKIP LOCKED, planning a slot',
    file: 'src/store/subscriptions.ts',
    text: ".for('update', { of: subscriptions, skipLocked: true })",
    without: ".for('update', { of: subscriptions })",
    tests: ['tests/use-cases/plan-digests.test.ts'],
    named: 'pass its subscription over',
  },
  {
    guard: 'SKIP LOCKED, sweeping for flags',
    file: 'src/store/follow-ups.ts',
    text: ".for('update', { skipLocked: true })",
    without: ".for('update')",
    tests: ['tests/use-cases/raise-flags.test.ts'],
    named: 'passes over without waiting',
  },
  {
    guard: 'fencing token',
    file: 'src/store/claims.ts',
    text: 'where ${digests.id} = said.id and ${digests.token} = said.token',
    without: 'where ${digests.id} = said.id',
    tests: ['tests/use-cases/deliver-digests.test.ts'],
    named: 'what the lost one says',
  },
  {
    guard: 'lease of whoever is sending',
    file: 'src/store/claims.ts',
    text: 'and coalesce(${digests.leasedUntil}, ${digests.nextAttemptAt}) <= clock_timestamp()',
    without: '',
    tests: ['tests/use-cases/deliver-digests.test.ts'],
    named: 'is taken over when its lease is over',
  },
  {
    guard: 'one slot at one instant',
    file: LEDGER,
    text: '	CONSTRAINT "digests_slot" UNIQUE("subscription_id","slot_at"),\n',
    without: '',
    tests: ['tests/use-cases/slots-kept.test.ts'],
    named: 'an instant has one issue',
  },
  {
    guard: 'one slot at one wall-clock time',
    file: LEDGER,
    text: '	CONSTRAINT "digests_slot_local" UNIQUE("subscription_id","slot_local"),\n',
    without: '',
    tests: ['tests/use-cases/plan-digests.test.ts'],
    named: 'a wall-clock time has one issue',
  },
  {
    guard: 'each flag raised once',
    file: LEDGER,
    text: '	CONSTRAINT "flags_raised_once" UNIQUE("follow_up_id","kind","due_on"),\n',
    without: '',
    tests: ['tests/use-cases/raise-flags.test.ts'],
    named: 'a line is flagged once',
  },
  {
    guard: 'one snapshot for a digest',
    file: 'src/use-cases/one-snapshot.ts',
    text: "db.transaction(work, { isolationLevel: 'repeatable read' })",
    without: 'db.transaction(work)',
    tests: ['tests/use-cases/plan-digests.test.ts'],
    named: 'is in all of it or in none',
  },
  {
    guard: 'requireTLS',
    file: 'src/mail/smtp-options.ts',
    text: 'requireTLS: isStrict && !secure,',
    without: 'requireTLS: false,',
    tests: ['tests/mail/smtp-transport.test.ts'],
    named: 'cannot be made secure',
  },
  {
    guard: 'certificate of the mail server',
    file: 'src/mail/smtp-options.ts',
    text: 'rejectUnauthorized: isStrict',
    without: 'rejectUnauthorized: false',
    tests: ['tests/mail/smtp-transport.test.ts'],
    named: 'vouches for the certificate',
  },
]

const RECORD: readonly Guard[] = [
  {
    guard: 'advisory lock around migrate',
    file: 'src/store/migrate.ts',
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
    file: 'src/store/follow-up-locks.ts',
    text: "    .orderBy(asc(followUps.id))\n    .for('update', { of: followUps })",
    without: '    .orderBy(asc(followUps.id))',
    tests: ['tests/use-cases/record-communication.test.ts', 'tests/use-cases/close-follow-up.test.ts'],
    named: 'at once',
  },
  {
    guard: 'what was known then and is not any more',
    file: 'src/store/standings.ts',
    text: 'gt(standings.knownUntil, knownAt)',
    without: 'sql`false`',
    tests: ['tests/use-cases/late-entries.test.ts', 'tests/use-cases/replay.test.ts'],
    named: 'what was known before something is recorded|changes nothing that was known',
  },
  {
    guard: 'the same reply twice',
    file: 'src/use-cases/contradictions.ts',
    text: '  if (!twin) return\n',
    without: '  if (twin ?? true) return\n',
    tests: ['tests/use-cases/record-communication.test.ts'],
    named: 'same reply',
  },
  {
    guard: 'a change decided upon another version',
    file: 'src/use-cases/refuse-stale.ts',
    text: 'if (expected === undefined || expected === holds) return',
    without: 'if (expected !== -1 || holds === -1) return',
    tests: ['tests/use-cases/same-version.test.ts'],
    named: 'is told',
  },
  {
    guard: 'ledger lock while a file is imported',
    file: 'src/use-cases/import-ledger.ts',
    text: '    await lockLedger(tx)\n',
    without: '',
    tests: ['tests/use-cases/import-races.test.ts'],
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
    file: 'src/use-cases/answer-once.ts',
    text: 'if (!kept.requestHash.equals(requestHash)) {',
    without: 'if (kept.requestHash.length === 0) {',
    tests: ['tests/http/api/idempotency.test.ts'],
    named: 'a key is of one request',
  },
]

const BORDERS: readonly Guard[] = [
  {
    guard: 'escaping, in mails',
    file: 'src/mail/digest-template.ts',
    text: "if (typeof part === 'string') return escaped(part)",
    without: "if (typeof part === 'string') return part",
    tests: ['tests/mail/hostile-titles.test.ts'],
    named: 'stands in the mail as text',
  },
  {
    guard: 'escaping, in pages',
    file: 'src/http/pages/html.ts',
    text: "import { html } from 'hono/html'",
    without: UNESCAPED,
    tests: ['tests/http/hostile-words.test.ts'],
    named: 'stands on every page as text',
  },
  {
    guard: 'formulas, in CSV',
    file: 'src/domain/csv.ts',
    text: "const text = !raw && FORMULA_START.test(cell) ? `'${cell}` : cell",
    without: "const text = !raw && cell === FORMULA_START.source ? `'${cell}` : cell",
    tests: ['tests/domain/csv.test.ts'],
    named: 'is written as|no cell begins',
  },
  {
    guard: 'confidential follow-ups',
    file: 'src/store/sight.ts',
    text: "export function isFollowUpSeen(sight: Sight): SQL | undefined {\n  if (sight === 'everything') return undefined",
    without:
      "export function isFollowUpSeen(sight: Sight): SQL | undefined {\n  if (sight === 'everything' || sight.deskId !== -1) return undefined",
    tests: ['tests/http/confidential.test.ts'],
    named: 'no page that another desk reaches',
  },
  {
    guard: 'what only officers may do',
    file: 'src/use-cases/permission.ts',
    text: '  if (may(role, officer)) return\n',
    without: '  if (may(role, officer) || officer.role) return\n',
    tests: ['tests/use-cases/permission.test.ts'],
    named: 'a reader may not',
  },
  {
    guard: 'forms of other sites',
    file: 'src/http/headers.ts',
    text: '!isTokenBearer && !isOwn(c.req.raw, baseUrl)',
    without: '!isTokenBearer && !isOwn(c.req.raw, baseUrl) && c.req.method === baseUrl',
    tests: ['tests/http/edges.test.ts'],
    named: 'openapi.json by DELETE',
  },
]

export const GUARDS = [...DELIVERY, ...RECORD, ...BORDERS]
