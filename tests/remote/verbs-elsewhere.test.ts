import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verbsElsewhere } from '../../src/remote/verbs-elsewhere.ts'
import { makeApiToken } from '../../src/use-cases/access/api-tokens.ts'
import { verbsOf } from '../../src/use-cases/verbs.ts'
import { runWith } from '../support/programs/in-process.ts'
import { lossyProxy } from '../support/databases/lossy-proxy.ts'
import { freshSite, listen, type Site } from '../support/servers/web.ts'

const pause = () => Promise.resolve()
const served = () => listen((baseUrl) => freshSite('the sample', { baseUrl }))

async function tokenOf(
  { desk, clock }: Site,
  { scopes = ['read', 'record'] as ('read' | 'record')[], days = 30 } = {},
) {
  return (await makeApiToken(desk.on(clock.now), { name: 'test', scopes, days })).secret
}

let here: Site
let elsewhere: Awaited<ReturnType<typeof served>>
let token: string
beforeAll(async () => {
  here = await freshSite()
  elsewhere = await served()
  token = await tokenOf(elsewhere)
})
afterAll(async () => {
  await here[Symbol.asyncDispose]()
  await elsewhere[Symbol.asyncDispose]()
})

const TITLE = ['--dossier-title', 'Follow-up to the country visit']
const WHY = ['--why', 'The stamp says so']

describe('one after another', { shuffle: false }, () => {
  // In order: each stands on what those before it recorded, in both ledgers alike.
  test.for([
    [0, 'pending'],
    [0, 'pending', '--json'],
    [0, 'pending', '--csv'],
    [0, 'pending', '--as-of', '2004-12-22'],
    [0, 'pending', '--as-of', '2004-12-22', '--bracket', 'overdue', '--json'],
    [0, 'pending', '--known-at', '2004-12-22T12:00:00Z'],
    [0, 'pending', '--counterpart', 'prk-gva', '--unread'],
    [0, 'show', 'PRK-TC-1'],
    [0, 'show', 'PRK-TC-2', '--json'],
    [0, 'show', 'PRK-TC-1', '--as-of', '2003-12-20'],
    [1, 'show', 'PRK-TC-2', '--as-of', '2004-08-23'],
    [1, 'show', 'PRK-TC-9'],
    [
      0,
      'record',
      'PRK-TC-2',
      'noted',
      '--dated',
      '2004-08-24',
      '--channel',
      'meeting',
      '--text',
      '-',
      '--from',
      'The PR',
    ],
    [1, 'record', 'PRK-TC-2', 'noted', '--dated', '2004-08-24', '--channel', 'meeting', '--text', 'Again'],
    [0, 'record', 'PRK-TC-2', 'noted', '--dated', '2004-08-24', '--channel', 'meeting', '--again', '--json'],
    [0, 'record', 'PRK-TC-1', 'promised', '--until', '2026-12-15', '--also', 'PRK-TC-2=unread'],
    [2, 'record', 'PRK-TC-1', 'promised'],
    [2, 'record', 'PRK-TC-1', 'noted', '--until', '2026-12-15'],
    [2, 'record', 'PRK-TC-1', 'noted', '--received-on', '2031-01-01'],
    [2, 'record', 'PRK-TC-1', 'noted', '--dated', '2003-08-01'],
    [2, 'record', 'PRK-TC-1', 'noted', '--direction', 'sent'],
    [0, 'record', 'PRK-TC-1', 'acknowledged', '--undated'],
    [0, 'pending', '--unread'],
    [1, 'remind', 'PRK-TC-2'],
    [0, 'remind', 'PRK-TC-2', '--again', '--channel', 'note_verbale'],
    [
      0,
      'open',
      'PRK-TC',
      'Visit',
      'Text of the law',
      '--counterpart',
      'PRK-GVA',
      '--answer-by',
      '2027-01-31',
      '--desk',
      'TC',
    ],
    [2, 'open', 'PRK-TC', 'Visit', '--counterpart', 'PRK-GVA', '--answer-by', '2026-01-31', '--desk', 'TC'],
    [2, 'open', 'PRK-TC', 'Visit', '--counterpart', 'PRK-GVA', '--received-on', '2026-11-01', '--desk', 'TC'],
    [1, 'open', 'UZB-1', 'Visit', '--counterpart', 'UZB-GVA', '--desk', 'TC'],
    [0, 'counterparts'],
    [0, 'counterparts', 'enter', 'UZB-GVA', 'Permanent Mission', '--country', 'uzb', '--email', 'a@example.org'],
    [1, 'counterparts', 'enter', 'UZB-GVA', 'Permanent Mission'],
    [0, 'counterparts', '--json'],
    [0, 'open', 'UZB-1', 'Visit', '--counterpart', 'UZB-GVA', '--desk', 'TC', ...TITLE, '--dated', '2026-10', '--json'],
    [2, 'remind', 'UZB-1-1', 'PRK-TC-1'],
    [0, 'assess', 'PRK-TC-2', 'PRK-TC/6', 'C', '--reason', 'Courteous, but nothing on the proposal'],
    [1, 'assess', 'PRK-TC-2', 'PRK-TC/1', 'C', '--reason', 'x'],
    [2, 'assess', 'PRK-TC-2', 'PRK-TC', 'C', '--reason', 'x'],
    [0, 'correct', 'PRK-TC/5', '--received-on', '2003-12-31', '--from', 'The mission', ...WHY],
    [0, 'correct', 'PRK-TC/7', '--character', 'substantive', ...WHY, '--json'],
    [2, 'correct', 'PRK-TC/9', '--character', 'noted', ...WHY],
    [0, 'correct', 'PRK-TC/9', '--follow-up', 'PRK-TC-2', '--character', 'noted', ...WHY],
    [0, 'correct', 'PRK-TC/8', '--withdraw', ...WHY],
    [2, 'correct', 'PRK-TC', '--withdraw', ...WHY],
    [1, 'correct', 'PRK-TC/99', '--undated', ...WHY],
    [0, 'close', 'PRK-TC-1', '--reason', 'superseded', '--remark', 'By another'],
    [1, 'close', 'PRK-TC-1', '--reason', 'superseded'],
    [2, 'close', 'PRK-TC-2', '--reason', 'satisfied', '--on', '2001-01-01'],
    [0, 'correct', 'PRK-TC-1', '--reopen', ...WHY],
    [1, 'correct', 'PRK-TC-1', '--reopen', ...WHY],
    [0, 'pending', '--json'],
    [0, 'show', 'PRK-TC-1'],
    [0, 'show', 'PRK-TC-2', '--json'],
    [0, 'show', 'UZB-1-1', '--json'],
  ] as const)('ends with %i here and elsewhere alike, to the byte: %s', async ([code, ...words]) => {
    const stdin = 'He took note.\nNo more was said.\n'
    const local = await runWith(() => Promise.resolve(verbsOf(here.desk.on(here.clock.now))), words, stdin)
    const remote = await runWith(() => verbsElsewhere({ origin: elsewhere.origin, token, pause }), words, stdin)
    expect(remote).toEqual(local)
    expect(local).toMatchObject({ code, [code === 0 ? 'stdout' : 'stderr']: expect.stringMatching(/./) })
    expect(elsewhere.faults).toEqual([])
  })
})

test('more than a page is listed whole, in the order that it has here', async () => {
  await using site = await served()
  const service = { origin: site.origin, token: await tokenOf(site), pause }
  const words = ['open', 'PRK-TC', '--counterpart', 'PRK-GVA', '--desk', 'TC', '--dated', '2005-01-05']
  for (const part of ['a', 'b', 'c', 'd', 'e']) {
    const titles = Array.from({ length: 50 }, (_, n) => `${part}${n}`)
    expect((await runWith(() => verbsElsewhere(service), [...words, ...titles])).code).toBe(0)
  }
  const pending = ['pending', '--json']
  const [local, remote] = [
    await runWith(() => Promise.resolve(verbsOf(site.desk.on(site.clock.now))), pending),
    await runWith(() => verbsElsewhere(service), pending),
  ]
  expect(JSON.parse(remote.stdout)).toHaveLength(252)
  expect(remote).toEqual(local)
})

test('a record whose answer was lost is asked for again under the same key, and recorded once', async () => {
  await using site = await served()
  await using proxy = await lossyProxy(site.origin, 1)
  const service = { origin: proxy.origin, token: await tokenOf(site), pause }
  const { code, stdout } = await runWith(() => verbsElsewhere(service), ['record', 'PRK-TC-2', 'noted'])
  expect({ code, lost: proxy.lost() }).toEqual({ code: 0, lost: 1 })
  expect(stdout).toMatch(/^Recorded PRK-TC\/7\./)
  const { communications } = await verbsOf(site.desk.on(site.clock.now)).showFollowUp('PRK-TC-2')
  expect(communications.at(-1)!.reference).toBe('PRK-TC/7')
})

test('where that answer is lost as well, nobody claims that nothing was recorded', async () => {
  await using site = await served()
  await using proxy = await lossyProxy(site.origin, 2)
  const service = { origin: proxy.origin, token: await tokenOf(site), pause }
  const record = ['record', 'PRK-TC-2', 'noted']
  const { code, stderr } = await runWith(() => verbsElsewhere(service), record)
  expect(code).toBe(69)
  expect(stderr).toContain('the connection was cut')
  expect(stderr).toContain('Whether it was done is not known: look before you do it again')
  expect(await runWith(() => verbsElsewhere(service), record)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('already recorded as PRK-TC/7'),
  })
})

test('a service that nobody runs is said to be unreachable', async () => {
  const origin = 'http://127.0.0.1:2' // fetch refuses port 1 by itself
  expect(await runWith(() => verbsElsewhere({ origin, token, pause }), ['pending'])).toEqual({
    code: 69,
    stdout: '',
    stderr: `error[unavailable] RELANCE_URL: got ${origin}, which does not answer (connection refused) — expected a service that runs; try it in a browser\n`,
  })
})

test('a token that is good no longer is named, and nothing of it', async () => {
  await using site = await served()
  const expired = await tokenOf(site, { days: 1 })
  site.clock.now = '2026-11-26T09:00'
  const { code, stderr } = await runWith(
    () => verbsElsewhere({ origin: site.origin, token: expired, pause }),
    ['pending'],
  )
  expect(code).toBe(77)
  expect(stderr).toBe(
    `error[unauthenticated] RELANCE_TOKEN: this token is not known here, or no longer good; ${site.origin}/account makes a new one\n`,
  )
})

test('a token to read records nothing', async () => {
  const reading = { origin: elsewhere.origin, token: await tokenOf(elsewhere, { scopes: ['read'] }), pause }
  expect((await runWith(() => verbsElsewhere(reading), ['pending'])).code).toBe(0)
  expect(await runWith(() => verbsElsewhere(reading), ['record', 'PRK-TC-2', 'noted'])).toMatchObject({
    code: 77,
    stderr: 'error[forbidden] this token is not for this: got one for read — expected one for record\n',
  })
})

function listElsewhere(...words: string[]) {
  return runWith(
    async () => verbsElsewhere({ origin: elsewhere.origin, token, pause }),
    ['pending', '--as-of', '2001-01-01', ...words],
  )
}

async function keptElsewhere() {
  const given = sql`select format, recipe ->> 'kind' as kind from documents where as_of = '2001-01-01' order by id`
  return [...(await elsewhere.desk.db.execute(given))]
}

test('a list that is made into a file here is kept there as given out; one that is looked at is not', async () => {
  await listElsewhere()
  expect(await keptElsewhere()).toEqual([])
  await listElsewhere('--csv')
  await listElsewhere('--xlsx', 'pending.xlsx')
  expect(await keptElsewhere()).toEqual(['csv', 'xlsx'].map((format) => ({ format, kind: 'list' })))
})
