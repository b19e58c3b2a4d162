import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { XLSX } from '../../../src/documents/sheets/xlsx-file.ts'
import { readDocument, type Operation } from '../../../src/http/api/docs/reading.ts'
import type { Scope } from '../../../src/use-cases/access/roles-and-scopes.ts'
import { attachFiles } from '../../../src/use-cases/correspondence/attachments.ts'
import { runPass } from '../../../src/worker/pass.ts'
import { askOf, letterOf } from '../../support/servers/json-requests.ts'
import { mistakesIn } from '../../support/readers/json-schema.ts'
import { attest, declarePoints } from '../../support/ledgers/receiving-points.ts'
import { requestsOf, type Request } from '../../support/drawn/schema-inputs.ts'
import { freshSite, type Site } from '../../support/servers/web.ts'

/** The same requests in every run; CONTRACT_SEED=… makes others. */
const seed = Number(process.env['CONTRACT_SEED'] ?? 2_128_992_316)
const RUNS = 30
const TEN_O_CLOCK = Temporal.PlainDateTime.from('2026-11-24T10:00')

let site: Site
beforeAll(async () => {
  site = await freshSite()
  const scan = { name: 'scan.txt', mediaType: 'text/plain', bytes: Buffer.from('a scan') }
  await attachFiles(site.desk.on('2026-11-24'), 'PRK-TC/4', [scan])
  await declarePoints(site.desk.on('2026-11-24'), ['TC-POUCH'])
  await attest(site.desk.on('2026-11-24'), ['TC-POUCH'], '2026-11-22')
  const refused = { outcome: 'refused', said: '550 no such user', isPermanent: true, concernsServer: false } as const
  await runPass(site.desk.on('2026-11-30T09:01'), { ...site.web, send: () => Promise.resolve(refused) })
})
afterAll(() => site[Symbol.asyncDispose]())

test(`with seed ${seed}, nothing that is sent to the API is answered otherwise than its document says`, async () => {
  const reading = await servedDocument()
  const reached = new Map<string, Set<number>>()
  for (const [index, operation] of reading.operations.entries()) {
    site.clock.now = TEN_O_CLOCK.add({ minutes: 5 * index }).toString() // so that the buckets of bad tokens leak
    const askers = await askersOf(operation.operationId)
    const statuses = new Set<number>()
    reached.set(operation.operationId, statuses)
    const property = fc.asyncProperty(
      requestsOf(operation, reading.schemas),
      fc.nat(askers.length - 1),
      fc.constantFrom(undefined, '*/*', 'application/json', 'text/csv', XLSX, 'image/png'),
      async (request, asker, accept) => {
        const answer = await askers[asker]!(addressOf(operation, request), initOf(operation, request, accept))
        statuses.add(answer.status)
        expect(await breachesOf(operation, answer, reading.schemas)).toEqual([])
      },
    )
    const golden = goldenOf(operation)
    const examples: [Request, number, undefined][] = golden ? [[{ ...NOTHING, ...golden }, 0, undefined]] : []
    await fc.assert(property, { seed, numRuns: RUNS, examples })
    expect(site.faults).toEqual([])
  }
  const neverDone = reading.operations
    .filter((operation) => goldenOf(operation) && !isWellDone(reached.get(operation.operationId)!))
    .map(({ operationId }) => operationId)
  expect(neverDone).toEqual([])
}, 300_000)

test('the document says what each operation refuses, and that a problem is RFC 9457', async () => {
  const { operations } = await servedDocument()
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
  for (const { responses, operationId } of operations) {
    expect(Object.keys(responses), operationId).toEqual(
      expect.arrayContaining(['400', '401', '403', '422', '429', '503']),
    )
    for (const [status, { content }] of Object.entries(responses))
      expect(Object.keys(content ?? {}).includes('application/problem+json'), `${operationId} ${status}`).toBe(
        Number(status) >= 400,
      )
  }
})

/** What is listed or shown without naming one needs nothing. */
function goldenOf({ operationId, method, path }: Operation): Partial<Request> | undefined {
  return GOLDEN[operationId] ?? (method === 'GET' && !path.includes('{') ? {} : undefined)
}

function isWellDone(of: ReadonlySet<number>): boolean {
  return [...of].some((status) => status < 300)
}

async function servedDocument() {
  const answer = await site.request('/api/v1/openapi.json')
  return readDocument((await answer.json()) as Parameters<typeof readDocument>[0])
}

const NOTHING: Request = { path: {}, query: {}, headers: { 'if-match': '*' }, body: undefined }

/** Sent first, each after those above it, so that what is done well is looked at as well. */
const GOLDEN: Readonly<Record<string, Partial<Request>>> = {
  showFollowUp: { path: { ref: 'PRK-TC-1' } },
  showDossier: { path: { ref: 'PRK-TC' } },
  draftNote: { path: { ref: 'PRK-TC' } },
  listCommunications: { path: { ref: 'PRK-TC' } },
  showCommunication: { path: { ref: 'PRK-TC', n: '1' } },
  measureResponses: { path: { ref: 'PRK-GVA' } },
  showOfficer: { path: { n: '1' } },
  showSubscription: { path: { n: '1' } },
  listDigests: { path: { n: '1' } },
  saveView: { body: { name: 'Mine', query: {} } },
  openFollowUps: { body: askOf({ titles: ['A golden ask'] }) },
  closeFollowUp: { path: { ref: 'PRK-TC-2' }, body: { reason: 'lapsed' } },
  withdrawClosure: { path: { ref: 'PRK-TC-2' }, body: { why: 'It is still wanted.' } },
  assessReply: { path: { ref: 'PRK-TC-1' }, body: { communication: 'PRK-TC/5', grade: 'C', reason: 'A courtesy.' } },
  recordCommunication: { path: { ref: 'PRK-TC' }, body: letterOf() },
  correctCommunication: { path: { ref: 'PRK-TC', n: '4' }, body: { why: 'A slip.', summary: 'Corrected' } },
  attachFiles: { path: { ref: 'PRK-TC', n: '4' }, body: { files: ['letter.pdf'] } },
  draftReminder: { path: { ref: 'PRK-TC-1' } },
  openAttachment: { path: { ref: 'PRK-TC', n: '4', id: '1' } },
  showDuty: { path: { n: '1' } },
  enterMandate: {
    path: { ref: 'PRK-TC' },
    body: { document: 'A/RES/60/173', paragraph: '5', requires: 'A report.', decided: '2005-12' },
  },
  showMandate: { path: { n: '1' } },
  correctMandate: { path: { n: '1' }, body: { decided: '2004-04-16', why: 'A slip.' } },
  withdrawMandate: { path: { n: '1' }, body: { why: 'It is on another subject.' } },
  listOfficeNames: { path: { ref: 'PRK-GVA' } },
  renameOffice: { path: { ref: 'PRK-GVA' }, body: { name: 'The mission', sinceOn: '2005-01-01' } },
  withdrawOfficeName: { path: { ref: 'PRK-GVA' }, body: { sinceOn: '2005-01-01', why: 'A slip.' } },
  retitleDossier: { path: { ref: 'PRK-TC' }, body: { title: 'Cooperation', why: 'Short.' } },
  retitleFollowUp: { path: { ref: 'PRK-TC-1' }, body: { title: 'The letter', why: 'Short.' } },
  enterDuty: {
    path: { ref: 'PRK-TC' },
    body: { body: 'General Assembly', session: 'sixty-first session', dueOn: '2027-03-14' },
  },
  meetDuty: { path: { n: '2' }, body: { document: 'A/61/349' } },
  withdrawSubmission: { path: { n: '2' }, body: { why: 'It was on another subject.' } },
  correctDuty: { path: { n: '2' }, body: { dueOn: '2027-04-01', why: 'Put off.' } },
  withdrawDuty: { path: { n: '2' }, body: { why: 'Nothing is owed.' } },
  planMeeting: { body: { counterpart: 'PRK-GVA', heldOn: '2027-01-12', rank: 'head', title: 'A call' } },
  changePlannedMeeting: { path: { n: '1' }, body: { title: 'A courtesy call', why: 'It is one.' } },
  cancelPlannedMeeting: { path: { n: '1' }, body: { why: 'Put off.' } },
  enterCounterpart: { body: { reference: 'GOLD', name: 'An office' } },
  enterOfficer: { body: { email: 'golden@example.org', name: 'Golden', role: 'reader', desk: 'TC' } },
  changeOfficer: { path: { n: '1' }, body: { name: 'Renamed' } },
  enterDesk: { body: { reference: 'GOLD', name: 'A desk' } },
  renameDesk: { path: { ref: 'GOLD' }, body: { name: 'Renamed' } },
  showDigest: { path: { n: '1', number: '1' } },
  stateSilence: { path: { ref: 'PRK-TC-1' }, query: { 'as-of': '2004-12-22' } },
  declareReceivingPoint: { body: { reference: 'GOLD', name: 'A tray', desk: 'TC', channels: ['letter'] } },
  showReceivingPoint: { path: { ref: 'TC-POUCH' } },
  attestReading: { path: { ref: 'TC-POUCH' }, body: { through: '2026-11-23' } },
  withdrawAttestation: { path: { ref: 'TC-POUCH', n: '1' }, body: { why: 'One bag was overlooked.' } },
  retireReceivingPoint: { path: { ref: 'TC-POUCH' }, body: { why: 'No more pouch.' } },
  makeToken: { body: { name: 'Golden', scopes: ['read'], days: 1 } },
}

type Ask = (path: string, init: RequestInit) => Promise<Response>

/** Mostly an administrator, whom no run before can have ended; and those who may less. */
async function askersOf(name: string): Promise<Ask[]> {
  const administrator = await site.enter('administrator', { email: `${name}@example.org` })
  const reader = await site.enter('reader', { email: `${name}-reader@example.org` })
  const withScopes = (scopes: Scope[]) => site.withToken(administrator, scopes)
  const bad: Ask = (path, { headers, ...init }) =>
    site.request(path, { ...init, headers: { ...headers, authorization: 'Bearer relance_nonsense' } })
  return [
    ...Array<Ask>(12).fill(await withScopes(['read', 'record', 'admin'])),
    await withScopes(['read']),
    await site.withToken(reader),
    await site.as(administrator),
    (path, init) => site.request(path, init),
    bad,
  ]
}

function addressOf({ path }: Operation, { path: values, query }: Request): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encode(values[name]) || '%20')
  const search = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => `${encode(name)}=${encode(one)}`),
  )
  return `/api/v1${filled}${search.length > 0 ? `?${search.join('&').slice(0, 6_000).replace(/%.?$/, '')}` : ''}`
}

function encode(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return encodeURIComponent(text.toWellFormed().slice(0, 500).toWellFormed())
}

function initOf({ method, requestBody }: Operation, { headers, body }: Request, accept?: string): RequestInit {
  const told: Record<string, string> = accept ? { accept } : {}
  for (const [name, value] of Object.entries(headers))
    if (typeof value === 'string' && /^[\t\x20-\x7e]*$/.test(value)) told[name] = value
  if (!requestBody) return { method, headers: told }
  if ('application/json' in requestBody.content)
    return { method, headers: { ...told, 'content-type': 'application/json' }, body: JSON.stringify(body) ?? '' }
  const form = new FormData()
  const files = (body as { files?: unknown } | null)?.files
  for (const file of Array.isArray(files) ? files : [files])
    form.append('files', new Blob([String(file)]), String(file))
  return { method, headers: told, body: form }
}

/** What of an answer the document does not have. */
async function breachesOf(
  { method, path, responses }: Operation,
  answer: Response,
  schemas: Parameters<typeof mistakesIn>[2],
): Promise<string[]> {
  const text = await answer.text()
  const named = `${method} ${path}: ${answer.status}`
  const documented = responses[answer.status]
  if (!documented) return [`${named} is not documented: ${text.slice(0, 400)}`]
  const type = answer.headers.get('content-type')?.replace(/;.*/, '') ?? ''
  const content = documented.content ?? {}
  if (Object.keys(content).length === 0) return text === '' ? [] : [`${named} has a body`]
  const offered = content[type]
  if (!offered) return 'application/octet-stream' in content ? [] : [`${named} is of type ${type}`]
  if (!type.endsWith('json')) return []
  return mistakesIn(JSON.parse(text), offered.schema, schemas).map((mistake) => `${named}: ${mistake}`)
}

test('an answer that is not as documented is noticed', () => {
  const thing = { type: 'object', properties: { on: { type: 'string', format: 'date' } }, required: ['on'] }
  const closed = { ...thing, additionalProperties: false }
  expect(mistakesIn({ on: '2004-08-24' }, closed, {})).toEqual([])
  expect(mistakesIn({ on: '24.8.2004', by: 1 }, closed, {})).toEqual([
    '$.on: 24.8.2004 is no date',
    '$.by: is not documented',
  ])
  expect(mistakesIn({}, closed, {})).toEqual(['$.on: is missing'])
})
