import { readFileSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { House } from '../src/cli/house.ts'
import { runCommand } from '../src/cli/program.ts'
import { freshDesk } from './support/ledgers/desk.ts'
import { runOn } from './support/programs/in-process.ts'
import { attest, declarePoints, POINTS } from './support/ledgers/receiving-points.ts'
import { freshSite } from './support/servers/web.ts'

/** Every command that can make a file, as it makes one. */
const KEPT: Readonly<Record<string, string>> = {
  calendar: 'calendar --out a.ics',
  corrigendum: 'corrigendum PRK-TC --format md',
  counterparts: 'counterparts --csv',
  due: 'due PRK-TC-2 --format md',
  duties: 'duties --all --csv',
  export: 'export --out a.json',
  note: 'note PRK-TC --as-of 2004-12-22',
  pending: 'pending --csv',
  plan: 'plan --draft PRK-TC-1 --days 366',
  silence: 'silence PRK-TC-1 --as-of 2004-12-22 --format md',
}

const FOR_US = 'what this house works by, which no correction of the record touches'
const THE_LOG = 'what was done with the record, not what it says'
const UNKEPT: Readonly<Record<string, string>> = {
  'digest list': THE_LOG,
  documents: THE_LOG,
  verify: THE_LOG,
  'digest preview': 'looked at before it is sent, and kept when it is',
  holidays: FOR_US,
  'holidays show': FOR_US,
  meetings: FOR_US,
  policies: FOR_US,
  'points list': FOR_US,
  subscriptions: FOR_US,
  'counterparts names': 'every version with its reason, so that a correction only adds to it',
  mandates: 'a list to find the number of a decision by; what it says goes out in a note, which is kept',
}

test('every command that can make a file is kept as given, or it is said why not', async () => {
  const making = []
  for (const command of await everyCommand())
    if (/^ {2}--(?:csv|xlsx|format|out)\b/mu.test(await helpOf(command))) making.push(command)
  expect(making.toSorted()).toEqual([...Object.keys(KEPT), ...Object.keys(UNKEPT)].toSorted())
})

test.for(Object.values(KEPT))('relance %s leaves a trace in what was given out', async (command) => {
  await using desk = await freshDesk('the sample')
  await declarePoints(desk.on('2026-11-24T09:01'))
  await attest(desk.on('2026-11-24T09:02'), Object.keys(POINTS), '2026-11-24')
  const { code, stderr } = await runOn(desk, '2026-11-25', command.split(' '), { isFile: true })
  expect({ code, stderr }).toMatchObject({ code: 0 })
  expect(await desk.db.execute(sql`select count(*)::int as kept from documents`)).toEqual([{ kept: 1 }])
})

/** What can answer with anything but JSON, and how it is asked to. */
const OPERATIONS: Readonly<Record<string, string>> = {
  '/calendar': '/calendar text/calendar',
  '/counterparts': '/counterparts text/csv',
  '/counterparts/{ref}/reminder': '/counterparts/PRK-GVA/reminder?days=366 text/markdown',
  '/dossiers/{ref}/communications/{n}/corrigendum':
    '/dossiers/PRK-TC/communications/5/corrigendum?format=md text/markdown',
  '/dossiers/{ref}/corrigendum': '/dossiers/PRK-TC/corrigendum?format=md text/markdown',
  '/dossiers/{ref}/note': '/dossiers/PRK-TC/note?as-of=2004-12-22&format=md text/markdown',
  '/duties': '/duties text/csv',
  '/follow-ups': '/follow-ups text/csv',
  '/follow-ups/{ref}/due-days': '/follow-ups/PRK-TC-2/due-days?format=md text/markdown',
  '/follow-ups/{ref}/reminder': '/follow-ups/PRK-TC-1/reminder?days=366 text/markdown',
  '/follow-ups/{ref}/silence': '/follow-ups/PRK-TC-1/silence?as-of=2004-12-22&format=md text/markdown',
}

const OPERATIONS_UNKEPT: Readonly<Record<string, string>> = {
  '/dossiers/{ref}/communications/{n}/attachments/{id}': 'as it came to us, and not made of the record',
}

test('every operation that can answer with a file keeps it as given, or it is said why not', async () => {
  await using site = await freshSite()
  await declarePoints(site.desk.on('2026-11-24T01:01'))
  await attest(site.desk.on('2026-11-24T01:02'), Object.keys(POINTS), '2026-11-23')
  const asked = await site.withToken(await site.enter('administrator'))
  const { paths } = (await (await asked('/api/v1/openapi.json')).json()) as { paths: Paths }
  const answering = Object.entries(paths).flatMap(([path, { get }]) =>
    Object.keys(get?.responses['200']?.content ?? {}).some((type) => type !== 'application/json') ? [path] : [],
  )
  expect(answering.toSorted()).toEqual([...Object.keys(OPERATIONS), ...Object.keys(OPERATIONS_UNKEPT)].toSorted())
  for (const [place, request] of Object.values(OPERATIONS).entries()) {
    const [path, accept] = request.split(' ')
    const answer = await asked(`/api/v1${path}`, { headers: { accept: accept! } })
    await answer.text()
    expect([request, answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([request, 200, accept])
    const kept = await site.desk.db.execute(sql`select count(*)::int as kept from documents`)
    expect([request, ...kept]).toEqual([request, { kept: place + 1 }])
  }
})

interface Paths {
  [path: string]: { get?: { responses: Record<string, { content?: Record<string, object> }> } }
}

/** Sources that serve a file without a use-case that keeps it. */
const SERVING_UNKEPT: Readonly<Record<string, string>> = {
  'src/http/files.ts': 'serves what it is handed',
  'src/http/calendar-feed.ts': 'an address that is read again and again: what is corrected, it reads corrected',
  'src/http/api/attachments.ts': 'as it came to us, and not made of the record',
  'src/http/pages/recording/attachment-pages.ts': 'as it came to us, and not made of the record',
  'src/http/pages/import.ts': 'an empty form',
}

test('every page that serves a file has it from what keeps it, or it is said why not', () => {
  const root = join(import.meta.dirname, '..')
  const serving = globSync('src/http/**/*.ts', { cwd: root }).filter((file) => {
    const source = readFileSync(join(root, file), 'utf8')
    return (
      /\bserve(?:File|Attachment)\(|Content-Disposition/.test(source) &&
      !/use-cases\/issued\/give-|csv-stream|pending-xlsx/.test(source)
    )
  })
  expect(serving.toSorted()).toEqual(Object.keys(SERVING_UNKEPT).toSorted())
})

async function everyCommand(within = ''): Promise<string[]> {
  const [, listed = ''] = (await helpOf(within)).split('\nCommands:\n')
  const names = [...listed.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => `${within} ${name}`.trim())
  const own = names.filter((name) => !name.endsWith('help'))
  return (await Promise.all(own.map(async (name) => [name, ...(await everyCommand(name))]))).flat()
}

/** Nothing but the terminal is asked for help. */
async function helpOf(command: string): Promise<string> {
  let written = ''
  const terminal = { write: (text: string) => void (written += text) }
  await runCommand([...command.split(' ').filter(Boolean), '--help'], '0.1.0', { terminal } as House)
  return written
}
