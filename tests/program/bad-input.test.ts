import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshLedger, relance, sampleLedger } from '../support/programs/command-line.ts'

// The catalogue of bad input: reliability.md, section E.

let ledger: Awaited<ReturnType<typeof sampleLedger>>
let folder: string
let before: unknown

beforeAll(async () => {
  ledger = await sampleLedger()
  folder = await mkdtemp(join(tmpdir(), 'relance-bad-input-'))
  before = await recorded()
})

afterAll(async () => {
  await ledger[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const AS_OF = ['pending', '--as-of'] as const
const RECORD = ['record', 'PRK-TC-2', 'noted'] as const
const OPEN = ['open', 'PRK-TC', '--counterpart', 'PRK-GVA'] as const
const CRON = ['subscribe', 'you@example.org', '--cron'] as const
const ZONE = ['subscribe', 'you@example.org', '--zone'] as const

test.concurrent.for([
  [[], 2, 'error[usage] expected one of the commands above'],
  [['pendng'], 2, "error[usage] unknown command 'pendng' (Did you mean pending?)"],
  [['digest', 'lst'], 2, "error[usage] unknown command 'lst' (Did you mean list?)"],
  [['pending', '--as-off', '2004-12-22'], 2, "error[usage] unknown option '--as-off' (Did you mean --as-of?)"],
  [['pending', '--as-of'], 2, "error[usage] option '--as-of <day>' argument missing"],
  [[...AS_OF, '2004-12-22', '--as-of', '2004-12-23'], 2, 'error[usage] --as-of: given twice'],
  [['pending', '--json', '--json'], 2, 'error[usage] --json: given twice'],
  [['pending', '--json', '--csv'], 2, "error[usage] option '--json' cannot be used with option '--csv'"],
  [['show'], 2, "error[usage] missing required argument 'follow-up'"],
  [['close', 'PRK-TC-2'], 2, 'error[usage] --reason: got nothing — expected one of satisfied'],
  [['open', 'PRK-TC', 'Visit'], 2, 'error[usage] --counterpart: got nothing'],
  [[...RECORD, '--undated', '--dated', '2004-08-24'], 2, 'error[usage] --undated: cannot be combined with --dated'],
] as const)('usage: %j ends with %i', expectRefusal)

test.concurrent.for([
  [
    [...AS_OF, '2004-8-24'],
    2,
    'error[invalid] --as-of: got "2004-8-24" — expected a day as YYYY-MM-DD; try 2004-08-24',
  ],
  [[...AS_OF, '24/08/2004'], 2, 'try 2004-08-24'],
  [[...AS_OF, '03/04/2004'], 2, 'expected a day as YYYY-MM-DD'],
  [[...AS_OF, '2023-02-29'], 2, 'no such day'],
  [[...AS_OF, 'infinity'], 2, 'expected a day as YYYY-MM-DD'],
  [[...AS_OF, '+010000-01-01'], 2, 'expected a year from 1900 to 2200'],
  [[...AS_OF, '2004-08-24[u-ca=hebrew]'], 2, 'expected a day as YYYY-MM-DD'],
  [[...AS_OF, '2004-08-24T23:59:59Z'], 2, 'a day and not an instant'],
  [[...AS_OF, '２００４-08-24'], 2, 'in the digits 0 to 9'],
  [[...AS_OF, '1899-12-31'], 2, 'expected a year from 1900 to 2200'],
  [[...AS_OF, '38223'], 2, 'expected a day as YYYY-MM-DD'],
  [[...AS_OF, ''], 2, 'error[invalid] --as-of: got ""'],
  [['pending', '--known-at', '2004-12-22'], 2, 'error[invalid] --known-at: got "2004-12-22" — expected an instant'],
  [[...RECORD, '--received-on', '2031-01-01'], 2, '2031-01-01'],
  [[...RECORD, '--received-on', '2004-08-01'], 2, '2004-08-01'],
  [[...OPEN, 'Visit', '--sent-on', '2004-12-01', '--answer-by', '2004-11-30'], 2, '2004-11-30'],
] as const)('days: %j ends with %i', expectRefusal)

test.concurrent.for([
  [['show', 'PRK-TC-99'], 1, 'error[not_found] '],
  [['show', 'PRK-TC-0'], 2, 'error[invalid] follow-up: got "PRK-TC-0" — expected a follow-up such as PRK-TC-2'],
  [['show', '9007199254740993'], 2, 'error[invalid] follow-up: got "9007199254740993"'],
  [['show', '../1'], 2, 'error[invalid] follow-up: got "../1"'],
  [['digest', 'show', '1/9'], 1, 'error[not_found] '],
  [['digest', 'show', '1e3/1'], 2, 'error[invalid] issue: got "1e3/1"'],
  [['digest', 'preview', '٣'], 2, 'error[invalid] subscription: got "٣"'],
  [['subscriptions', 'cancel', '999999999'], 1, 'error[not_found] '],
  [
    ['close', 'PRK-TC-2', '--reason', 'satisfed'],
    2,
    'error[invalid] --reason: got "satisfed" — expected one of satisfied',
  ],
  [['record', 'PRK-TC-2', 'Noted'], 2, 'error[invalid] character: got "Noted" — expected one of bounced'],
  [['correct', 'PRK-TC-2', '--reopen', '--why', 'A mistake'], 1, 'error[conflict] PRK-TC-2 is not closed'],
  [['correct', 'PRK-TC/5', '--why', 'A mistake'], 2, 'error[usage] correct: got nothing to change'],
  [[...OPEN, 'two\nlines'], 2, 'with LF at character 4'],
  [[...OPEN, '\u001b[31mred'], 2, 'with ESC at character 1'],
  [[...OPEN, '\u00a0'], 2, 'which shows nothing'],
  [[...OPEN, 'x'.repeat(100_000)], 2, 'error[too_large] title: got 100000 characters'],
  [[...RECORD, '--order-on-day', '1e9'], 2, 'error[invalid] --order-on-day: got "1e9"'],
  [['counterparts', 'enter', 'XY', 'A mission', '--country', 'Korea'], 2, 'expected ISO 3166-1 alpha-3; try PRK'],
] as const)('references, choices and text: %j ends with %i', expectRefusal)

test.concurrent.for([
  [['subscribe', 'nobody'], 2, 'error[invalid] email: got "nobody" — expected one address'],
  [['subscribe', 'a@b@c'], 2, 'try it with only one @'],
  [['subscribe', 'a@x.org, evil@y.org'], 2, 'try one address at a time'],
  [['subscribe', 'a@x.org\r\nBcc: e@y.org'], 2, 'with CR at character 8'],
  [['subscribe', 'jösé@x.org'], 2, 'before the @'],
  [[...CRON, '60 * * * *'], 2, 'error[invalid] --cron: got "60 * * * *" — expected a minute from 0 to 59'],
  [[...CRON, '* * * *'], 2, 'expected five fields'],
  [[...CRON, '0 0 0 * * *'], 2, 'seconds and years are not accepted'],
  [[...CRON, '@reboot'], 2, 'no @word'],
  [[...CRON, '0 9 31 2 *'], 2, 'a day that one of its months has'],
  [[...CRON, '0 9 1 * 1'], 2, 'not both'],
  [[...ZONE, 'Mars/Olympus'], 2, 'error[invalid] --zone: got "Mars/Olympus" — expected an IANA time zone'],
  [[...ZONE, '+25:00'], 2, 'expected an IANA time zone'],
  [[...ZONE, ''], 2, 'expected an IANA time zone'],
] as const)('readers and their clocks: %j ends with %i', expectRefusal)

const DOCUMENT = '{"relance":1,"dossiers":[{"reference":"X","title":TITLE}]}'

const FILES = [
  ['empty', '', 2, 'got an empty file'],
  [
    'a spreadsheet',
    Buffer.from('PK\u0003\u0004 [Content_Types].xml'),
    2,
    'this looks like a spreadsheet or a zip file',
  ],
  ['PDF', '%PDF-1.7\n', 2, 'this looks like a PDF'],
  ['HTML', '<!doctype html>', 2, 'this looks like HTML or XML'],
  ['CSV', 'reference;title\nX;Y\n', 2, 'this looks like CSV'],
  ['gzip', gzipSync('{"relance":1}'), 2, 'this looks like gzip'],
  ['UTF-16', Buffer.from('\uFEFF{"relance":1}', 'utf16le'), 2, 'this looks like UTF-16'],
  ['no UTF-8', Buffer.from('{"relance":1,"é":0}', 'latin1'), 2, 'not valid UTF-8 at byte 14'],
  ['cut off', '{"relance":1,\n"dossiers":[', 2, 'this is not JSON'],
  ['deep', '['.repeat(10_000) + ']'.repeat(10_000), 2, 'error[invalid] '],
  ['with a NUL', DOCUMENT.replace('TITLE', '"a\\u0000b"'), 2, 'dossiers[0].title: got "a␀b" with NUL at character 2'],
  ['with half a character', DOCUMENT.replace('TITLE', '"\\ud800"'), 2, 'not well-formed'],
  ['with an unknown field', '{"relance":1,"desk":[]}', 2, 'desk: there is no such field'],
  ['of a number for a title', DOCUMENT.replace('TITLE', '5'), 2, 'dossiers[0].title: got the number 5'],
  ['of another version', '{"relance":2}', 2, 'relance'],
] as const

test.concurrent.for(FILES)('a file that is %s is not imported', expectFileRefused)

test.concurrent('files that cannot be read are named', async () => {
  await expectRefusal([['import', join(folder, 'absent.json')], 1, 'absent.json: there is no such file or folder'])
  await expectRefusal([['import', folder], 1, 'this is a folder'])
  const { code, stderr } = await ledger.relance(['import', '-'], { stdin: Buffer.from([0xff, 0xfe]) })
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('at byte 0') })
})

test.concurrent.for([
  [{ DATABASE_URL: 'postgres://relance:s3cret-pw@127.0.0.1:1/relance' }, 69, 'nothing listens there'],
  [{ DATABASE_URL: 'postgres://relance:s3cret-pw@no-such-host.invalid/relance' }, 69, 'no-such-host.invalid'],
  [{ DATABASE_URL: 'postgres://relance:s3cret-pw@127.0.0.1:99999/relance' }, 78, 'DATABASE_URL'],
  [{ DATABASE_URL: 'postgres://relance:s3cret-pw@/x@127.0.0.1/relance' }, 78, 'try %40 for @'],
  [{ DATABASE_URL: 'mysql://relance:s3cret-pw@127.0.0.1/relance' }, 78, 'expected postgres://'],
  [
    { SMTP_URL: 'smtp://user:s3cret-pw@mail.example.org' },
    78,
    'SMTP_URL: got smtp://mail.example.org — expected a port',
  ],
  [{ PORT: '99999' }, 78, 'PORT: got "99999" — expected 1 to 65535'],
  [{ OFFICE_TIME_ZONE: 'garbage' }, 78, 'OFFICE_TIME_ZONE: got "garbage"'],
  [{ RELANCE_SAMPEL: 'no' }, 78, 'try RELANCE_SAMPLE'],
  [{ RELANCE_OFFICER: 'nobody@example.org' }, 78, 'RELANCE_OFFICER: no officer nobody@example.org'],
] as const)('settings: %j ends with %i and no password', async ([env, code, says]) => {
  const ended = await relance(['pending'], { env: { ...ledger.env, ...env } })
  expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(says) })
  expect(ended.stderr).toMatch(/^error\[(unavailable|configuration)\] /)
  expect(ended.stderr).not.toMatch(/s3cret|^ {4}at /m)
})

test.concurrent('a database that is not there is named without its password', async () => {
  await using own = await freshLedger()
  const url = own.env.DATABASE_URL.replace('relance@', 'relance:s3cret-pw@').replace(/\/test_\w+/, '/absent')
  const { code, stderr } = await own.relance(['pending'], { env: { DATABASE_URL: url } })
  expect({ code, stderr }).toMatchObject({ code: 69, stderr: expect.stringContaining('there is no such database') })
  expect(stderr).not.toContain('s3cret')
})

test('none of it left anything behind', async () => {
  expect(await recorded()).toEqual(before)
})

async function expectFileRefused([name, content, code, says]: readonly [string, string | Buffer, number, string]) {
  const file = join(folder, `${name}.json`)
  await writeFile(file, content)
  const ended = await ledger.relance(['import', file])
  expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(says) })
  expect(ended.stderr).toMatch(A_LINE_AND_ITS_DETAILS)
}

const A_LINE_AND_ITS_DETAILS = /^error\[\w+\] [^\n]+\n(?: {2}[^ \n][^\n]*\n)*$/

type Case = readonly [words: readonly string[], code: number, says: string]

/** One line that says what is wrong, its details below; on the other stream nothing but help. */
async function expectRefusal([words, code, says]: Case): Promise<void> {
  const ended = await ledger.relance(words)
  expect(ended.stderr).toContain(says)
  expect(ended.code).toBe(code)
  expect(ended.stderr).toMatch(A_LINE_AND_ITS_DETAILS)
  expect(ended.stdout).toMatch(/^$|^Usage: /)
}

async function recorded(): Promise<unknown> {
  const tables = ['communications', 'entries', 'follow_ups', 'subscriptions', 'counterparts', 'dossiers', 'closures']
  return ledger.query(`select ${tables.map((table) => `(select count(*) from ${table}) as ${table}`).join(', ')}`)
}
