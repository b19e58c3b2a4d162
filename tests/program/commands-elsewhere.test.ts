import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verbsElsewhere } from '../../src/remote/verbs-elsewhere.ts'
import { listDesks } from '../../src/store/parties/parties.ts'
import { makeApiToken } from '../../src/use-cases/access/api-tokens.ts'
import type { Context } from '../../src/use-cases/context.ts'
import { verbsOf, type Verbs } from '../../src/use-cases/verbs.ts'
import { runWith, runWithFiles } from '../support/programs/in-process.ts'
import { freshSite, listen, type Site } from '../support/servers/web.ts'

const served = () => listen((baseUrl) => freshSite('the sample', { baseUrl }))

const pause = () => Promise.resolve()

async function administratorOf({ desk, enter, clock }: Site): Promise<Context> {
  const [first] = await listDesks(desk.db)
  return { ...desk.on(clock.now), officer: await enter('administrator', { deskId: first!.id }) }
}

async function tokenOf(context: Context): Promise<string> {
  return (await makeApiToken(context, { name: 'test', scopes: ['read', 'record', 'admin'], days: 30 })).secret
}

let here: Site
let elsewhere: Awaited<ReturnType<typeof served>>
let verbsHere: () => Promise<Verbs>
let verbsThere: () => Promise<Verbs>
beforeAll(async () => {
  here = await freshSite()
  elsewhere = await served()
  const local = await administratorOf(here)
  const token = await tokenOf(await administratorOf(elsewhere))
  verbsHere = () => Promise.resolve(verbsOf(local))
  verbsThere = () => verbsElsewhere({ origin: elsewhere.origin, token, pause })
})
afterAll(async () => {
  await here[Symbol.asyncDispose]()
  await elsewhere[Symbol.asyncDispose]()
})

const AS_OF = ['--as-of', '2004-12-22']
const WHY = ['--why', 'The stamp says so']
const ICS = `BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20261225
SUMMARY:Christmas
END:VEVENT
END:VCALENDAR
`

describe('one after another', { shuffle: false }, () => {
  // In order: each stands on what those before it recorded, in both ledgers alike.
  test.for([
    [0, 'due', 'PRK-TC-2'],
    [0, 'due', 'PRK-TC-1', '--json', ...AS_OF],
    [0, 'policies'],
    [0, 'policies', '--csv'],
    [0, 'policies', 'show', 'TC-60'],
    [0, 'policies', 'show', 'TC-60', '--json'],
    [1, 'policies', 'show', 'NONE'],
    [
      0,
      'policies',
      'add',
      'FOI-20',
      '20 of their days',
      '--unit',
      'working_days',
      '--answer-within',
      '20',
      '--desk',
      'TC',
      '--calendar',
      'CH-GE',
    ],
    [1, 'policies', 'add', 'FOI-20', '20 of their days', '--answer-within', '20', '--desk', 'TC'],
    [2, 'policies', 'add', 'FOI-21', 'None', '--desk', 'TC'],
    [0, 'holidays', 'cover', 'CH-GE', '--years', '2026-2027'],
    [1, 'holidays', 'cover', 'XX-YY', '--years', '2026'],
    [0, 'holidays'],
    [0, 'holidays', 'show', 'CH-GE', '--years', '2026'],
    [0, 'holidays', 'show', 'KP'],
    [0, 'holidays', 'import', 'CH-GE', '-'],
    [0, 'holidays', 'import', 'CH-GE', '-', '--json'],
    [0, 'holidays', '--json'],
    [0, 'holidays', '--json', '--known-at', '2026-11-01T12:00:00Z'],
    [0, 'holidays', 'show', 'CH-GE', '--years', '2026', '--known-at', '2026-11-01T12:00:00Z'],
    [0, 'counterparts', 'change', 'PRK-GVA', '--calendar', 'CH-GE', '--email', 'a@example.org', ...WHY],
    [1, 'counterparts', 'change', 'PRK-GVA', '--calendar', 'CH-GE', ...WHY],
    [1, 'counterparts', 'change', 'NONE', '--calendar', 'CH-GE', ...WHY],
    [2, 'counterparts', 'change', 'PRK-GVA', '--language', 'none', '--language', 'fr', ...WHY],
    [2, 'counterparts', 'change', 'PRK-GVA', ...WHY],
    [0, 'counterparts', 'change', 'PRK-GVA', '--calendar', 'none', '--language', 'fr', '--language', 'en', ...WHY],
    [0, 'counterparts', '--json'],
    [0, 'points'],
    [0, 'points', '--json', ...AS_OF],
    [0, 'points', 'declare', 'TC-REG', 'Registry', '--channel', 'letter', '--since', '2003-08-01'],
    [1, 'points', 'declare', 'TC-REG', 'Registry', '--channel', 'letter'],
    [2, 'points', 'declare', 'TC-X', 'Registry', '--channel', 'letter', '--since', '2031-01-01'],
    [0, 'points', 'attest', 'TC-REG', '--remark', 'Nothing came'],
    [0, 'points', 'attest', 'TC-REG'],
    [1, 'points', 'attest', 'TC-REG', 'TC-NONE'],
    [2, 'points', 'attest', 'TC-REG', '--from', '2026-11-24', '--through', '2026-11-21'],
    [1, 'points', 'withdraw', 'TC-REG', '999', ...WHY],
    [2, 'points', 'retire', 'TC-REG', '--on', '2031-01-01', ...WHY],
    [0, 'points', 'retire', 'TC-REG', '--on', '2026-11-23', ...WHY],
    [1, 'points', 'retire', 'TC-REG', ...WHY],
    [0, 'points', 'show', 'TC-REG'],
    [0, 'points', '--csv'],
    [0, 'silence', 'PRK-TC-1', ...AS_OF],
    [0, 'silence', 'PRK-TC-1', ...AS_OF, '--json'],
    [0, 'silence', 'PRK-TC-1', ...AS_OF, '--format', 'md'],
    [1, 'silence', 'PRK-TC-1'],
    [0, 'note', 'PRK-TC', ...AS_OF],
    [0, 'note', 'PRK-TC', ...AS_OF, '--json'],
    [0, 'note', 'PRK-TC', ...AS_OF, '--format', 'html'],
    [1, 'note', 'NONE'],
    [0, 'plan'],
    [0, 'plan', '--json', '--days', '60'],
    [0, 'plan', ...AS_OF],
    [0, 'plan', '--draft', 'PRK-TC-1', ...AS_OF],
    [0, 'plan', '--draft', 'PRK-GVA', ...AS_OF],
    [1, 'plan', '--draft', 'PRK-GVA-1', ...AS_OF],
    [0, 'meetings'],
    [0, 'meetings', 'add', 'PRK-GVA', '--on', '2026-12-01', '--rank', 'head', '--title', 'Courtesy call'],
    [2, 'meetings', 'add', 'PRK-GVA', '--on', '2026-11-01', '--rank', 'head', '--title', 'Courtesy call'],
    [1, 'meetings', 'add', 'NONE', '--on', '2026-12-01', '--rank', 'head', '--title', 'Courtesy call'],
    [0, 'meetings', 'change', '1', '--on', '2026-12-08', '--meets', 'The PR', ...WHY],
    [2, 'meetings', 'change', '1', ...WHY],
    [0, 'meetings', '--json'],
    [0, 'plan'],
    [0, 'plan', '--json'],
    [0, 'meetings', 'cancel', '1', ...WHY],
    [1, 'meetings', 'cancel', '1', ...WHY],
    [0, 'plan', '--days', '90'],
    [0, 'mandates'],
    [0, 'mandates', 'enter', 'PRK-TC', 'E/CN.4/RES/2005/11', '9', 'To report to the Commission'],
    [0, 'mandates', '--dossier', 'PRK-TC', '--json'],
    [1, 'mandates', '--dossier', 'NONE'],
    [0, 'duties', '--all'],
    [0, 'duties', '--csv', '--all', ...AS_OF],
    [
      0,
      'duties',
      'enter',
      'PRK-TC',
      'The Commission',
      'Sixty-second',
      '--document',
      'E/CN.4/RES/2005/11',
      '--paragraph',
      '9',
    ],
    [0, 'duties', 'correct', '2', '--due', '2026-12-14', ...WHY],
    [2, 'duties', 'met', '2', '--by', 'E/CN.4/2006/35', '--on', '2031-01-01'],
    [0, 'duties', 'met', '2', '--by', 'E/CN.4/2006/35'],
    [0, 'duties', 'show', '2'],
    [0, 'duties', 'unmet', '2', ...WHY],
    [0, 'duties', 'correct', '2', '--withdraw', ...WHY],
    [1, 'duties', 'show', '2'],
    [0, 'duties', 'show', '1', '--json'],
    [0, 'documents'],
    [0, 'correct', 'PRK-TC/5', '--received-on', '2003-12-31', ...WHY],
    [0, 'documents', 'PRK-TC'],
    [1, 'documents', 'NONE'],
    [0, 'corrigendum', 'PRK-TC'],
    [0, 'corrigendum', 'PRK-TC/5', '--json'],
    [1, 'corrigendum', 'PRK-TC/99'],
    [0, 'documents', '--known-at', '2026-11-24T12:00:00Z', '--json'],
    [0, 'documents', 'PRK-TC', ...AS_OF],
    [0, 'corrigendum', 'PRK-TC', ...AS_OF, '--json'],
    [0, 'corrigendum', 'PRK-TC', '--known-at', '2026-11-24T12:00:00Z'],
    [1, 'corrigendum', 'PRK-TC/5', ...AS_OF],
  ] as const)('ends with %i here and elsewhere alike, to the byte: %s', async ([code, ...words]) => {
    const local = await runWith(verbsHere, words, ICS)
    const remote = await runWith(verbsThere, words, ICS)
    expect(remote).toEqual(local)
    expect(local).toMatchObject({ code, [code === 0 ? 'stdout' : 'stderr']: expect.stringMatching(/./) })
    expect(elsewhere.faults).toEqual([])
  })

  test.for([
    ['note', 'PRK-TC', ...AS_OF, '--out', 'note.docx'],
    ['silence', 'PRK-TC-1', ...AS_OF, '--out', 'silence.docx'],
    ['plan', '--draft', 'PRK-GVA', ...AS_OF, '--out', 'reminder.docx'],
    ['corrigendum', 'PRK-TC', '--out', 'corrigendum.docx'],
  ])('a file is for Word where its name says so, here and elsewhere alike: %s', async (words) => {
    const [local, remote] = [await runWithFiles(verbsHere, words), await runWithFiles(verbsThere, words)]
    const [[name, bytes]] = [...remote.files] as [[string, Uint8Array]]
    expect(remote).toMatchObject({ code: 0, stderr: `Written to ${words.at(-1)}.\n` })
    expect([name, Buffer.from(bytes).subarray(0, 2).toString()]).toEqual([words.at(-1), 'PK'])
    expect(bytes.length).toBe(local.files.get(name)!.length)
  })

  test('a calendar is given by the service, which its events lead to', async () => {
    const { code, stdout } = await runWith(verbsThere, ['calendar', '--counterpart', 'PRK-GVA'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^BEGIN:VCALENDAR\r\n/)
    expect(stdout.replaceAll('\r\n ', '')).toContain(`${elsewhere.origin}/follow-ups/PRK-TC-1`)
  })

  test('a calendar of another day is given by the service as well', async () => {
    const { code, stdout } = await runWith(verbsThere, ['calendar', ...AS_OF, '--counterpart', 'PRK-GVA'])
    expect(code).toBe(0)
    expect(new Set(stdout.match(/SEQUENCE:\d+/g))).toEqual(new Set(['SEQUENCE:0']))
    const { stdout: none } = await runWith(verbsThere, ['calendar', '--as-of', '2003-01-01'])
    expect(none).not.toContain('BEGIN:VEVENT')
  })

  test('holidays as they were known before a calendar file are told here and elsewhere', async () => {
    const words = ['holidays', 'show', 'CH-GE', '--years', '2026', '--csv']
    for (const verbs of [verbsHere, verbsThere]) {
      expect((await runWith(verbs, words)).stdout).toContain('2026-12-25,Christmas,"standard input')
      const { stdout } = await runWith(verbs, [...words, '--known-at', '2026-11-01T12:00:00Z'])
      expect(stdout).toContain('date-holidays')
      expect(stdout).not.toContain('standard input')
    }
  })

  test('a calendar file is taken from nobody below an administrator', async () => {
    const token = await tokenOf(elsewhere.desk.on(elsewhere.clock.now))
    const verbs = () => verbsElsewhere({ origin: elsewhere.origin, token, pause })
    expect((await runWith(verbs, ['holidays', 'import', 'CH-GE', '-'], ICS)).code).toBe(77)
  })
})
