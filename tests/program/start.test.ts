import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../support/programs/free-port.ts'
import { freshLedger, launch, relance, sampleLedger } from '../support/programs/command-line.ts'

let ledger: Awaited<ReturnType<typeof sampleLedger>>
let folder: string

beforeAll(async () => {
  ledger = await sampleLedger()
  folder = await mkdtemp(join(tmpdir(), 'relance service '))
})

afterAll(async () => {
  await ledger[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

test('the service says where it is and what is pending, lets the first one in, and ends at SIGTERM', async () => {
  const port = await freePort()
  const service = launch(['start'], { env: { ...ledger.env, PORT: String(port) } })
  const [code, log, said] = [once(service, 'close'), text(service.stderr), untilItWorks(service.stdout)]
  const lines = (await said).split('\n')
  expect(lines.slice(0, 5)).toMatchObject([
    expect.stringMatching(/^Relance \d+\.\d+\.\d+$/),
    `  Desk      http://127.0.0.1:${port}`,
    expect.stringMatching(/^ {2}Database {2}postgres:\/\/relance@localhost\/test_/),
    `  Mail      folder ${join(ledger.dir, 'mail')}, as .eml files, because SMTP_URL is not set`,
    '',
  ])
  expect(lines.slice(5).join('\n')).toMatch(
    /^Follow-up .+\nPRK-TC-1 .+\nPRK-TC-2 .+\n\nSign in within ten minutes, once: \S+\nLater: .+\n\nWorking each minute\. /,
  )
  const link = /once: (\S+)/.exec(lines.join('\n'))![1]!
  expect(await (await fetch(link)).text()).toContain('<button type="submit">Sign in</button>')
  const answers = (path: string) => fetch(`http://127.0.0.1:${port}${path}`).then(({ status }) => status)
  expect(await answers('/healthz')).toBe(200)
  await expect.poll(() => answers('/readyz'), { timeout: 20_000 }).toBe(200)
  service.kill('SIGTERM')
  expect(await code).toEqual([0, null])
  expect(await log).toContain('"msg":"stopping"')
  await expect(answers('/healthz')).rejects.toThrow('fetch failed')
})

test.concurrent('one pass of the service or of a worker ends by itself', async () => {
  await using own = await sampleLedger()
  expect(await own.relance(['start', '--once'])).toEqual({ code: 0, stderr: '', stdout: flagged(6) })
  expect(await own.relance(['worker', '--once'])).toEqual({ code: 0, stderr: '', stdout: flagged(0) })
})

test.concurrent('a port that is taken ends the service, which names it', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { code, stderr } = await ledger.relance(['start'], { env: { PORT: String(port) } })
  other.close()
  expect({ code, stderr }).toEqual({
    code: 78,
    stderr: `error[configuration] 127.0.0.1 port ${port}: something else listens there; stop it, or set PORT to another number\n`,
  })
})

test.concurrent('verify refolds everything, and ends with 1 where something was changed behind its back', async () => {
  await using own = await sampleLedger()
  expect(await own.relance(['verify'])).toEqual({
    code: 0,
    stderr: '',
    stdout: '2 follow-ups refolded, no difference.\n',
  })
  await own.query(`update follow_ups set last_word_on = '2004-08-25' where reference = 'PRK-TC-2'`)
  const { code, stdout, stderr } = await own.relance(['verify'])
  expect({ code, stderr }).toEqual({ code: 1, stderr: 'error[conflict] 1 column differs from what was recorded\n' })
  expect(stdout).toMatch(/\nPRK-TC-2 .+2004-08-25 .*2004-08-24/)
})

test.concurrent('doctor shows the settings without their secrets and what it found', async () => {
  const env = { DATABASE_URL: `${ledger.env.DATABASE_URL.replace('relance@', 'relance:s3cret-pw@')}` }
  const { code, stdout, stderr } = await ledger.relance(['doctor', '--json'], { env })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).not.toContain('s3cret')
  const { config, findings } = JSON.parse(stdout)
  expect(config).toContainEqual({ name: 'RELANCE_DIR', value: ledger.dir, source: 'set' })
  expect(findings).toMatchObject([
    { what: 'database', state: 'warning' }, // the suite's own server writes to no disk
    { what: 'migrations', state: 'well' },
    { what: 'instance', state: 'well' },
    { what: 'clock', state: 'well' },
    { what: 'worker' },
    { what: 'digests', state: 'well' },
    { what: 'queue', state: 'well' },
    { what: 'addresses', state: 'well' },
    { what: 'readers', state: 'well' },
    { what: 'receiving points', state: 'well' },
    { what: 'mail', state: 'warning' },
  ])
})

test.concurrent('doctor ends with 69 where the database is ill, and looks at the rest', async () => {
  const env = { DATABASE_URL: 'postgres://relance@127.0.0.1:1/relance', RELANCE_DIR: ledger.dir }
  const { code, stdout, stderr } = await relance(['doctor'], { env })
  expect({ code, stderr }).toEqual({ code: 69, stderr: 'error[unavailable] not well: database\n' })
  expect(stdout).toMatch(
    /\ndatabase +ill +PostgreSQL at .+: nothing listens there; check DATABASE_URL.+\nmail +warning /,
  )
})

test.concurrent('without DATABASE_URL a ledger is begun with the sample, and found again the next time', async () => {
  const env = { RELANCE_DIR: join(folder, 'a ledger') }
  const first = await relance(['pending', '--json'], { env })
  expect(first).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^A new ledger was begun in .+ with the record of /m),
  })
  const second = await relance(['pending', '--json'], { env })
  expect({ ...second, stdout: referencesIn(second.stdout) }).toEqual({
    code: 0,
    stderr: '',
    stdout: ['PRK-TC-1', 'PRK-TC-2'],
  })
  expect(referencesIn(first.stdout)).toEqual(referencesIn(second.stdout))
  const { findings } = JSON.parse((await relance(['doctor', '--json'], { env })).stdout)
  expect(findings[0]).toEqual({ what: 'database', state: 'well', says: join(env.RELANCE_DIR, 'postgres') })
})

test.concurrent('RELANCE_SAMPLE=no begins an empty one, which stays empty', async () => {
  const env = { RELANCE_DIR: join(folder, 'an empty one'), RELANCE_SAMPLE: 'no' }
  const { stdout, stderr } = await relance(['pending'], { env })
  expect(stdout).toBe('Nothing is pending. relance open begins a follow-up.\n')
  expect(stderr).toMatch(/^A new, empty ledger was begun in .+an empty one\.$/m)
  const { RELANCE_DIR } = env
  expect((await relance(['pending', '--json'], { env: { RELANCE_DIR } })).stdout).toBe('[]\n')
})

test.concurrent('a file where the folder should be is named, and stays', async () => {
  const file = join(folder, 'a file')
  await writeFile(file, '')
  const { code, stdout, stderr } = await relance(['pending'], { env: { RELANCE_DIR: file } })
  expect({ code, stdout }).toEqual({ code: 78, stdout: '' })
  expect(stderr).toMatch(/^error\[configuration\] .*a file.*\n$/)
  expect(await readdir(folder)).toContain('a file')
})

test.concurrent('a service that fails once it listens does not go on listening', async () => {
  const env = { ...ledger.env, PORT: String(await freePort()), RELANCE_OFFICER: 'nobody@example.org' }
  const { code, stderr } = await relance(['start'], { env })
  expect({ code, stderr }).toMatchObject({ code: 78, stderr: expect.stringContaining('no officer nobody@example.org') })
})

test.concurrent('help and version need neither settings nor a database', async () => {
  const env = { DATABASE_URL: 'nonsense', PORT: 'nonsense' }
  const help = await relance(['--help'], { env })
  expect(help).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Usage: relance /), stderr: '' })
  expect((await relance(['record', '--help'], { env })).stdout).toContain('relance record PRK-TC-2 noted')
  expect((await relance(['--version'], { env })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test.concurrent('a database that lacks our tables is told how to get them', async () => {
  await using own = await freshLedger()
  await own.query('drop schema if exists drizzle cascade; drop schema public cascade; create schema public')
  const { code, stderr } = await own.relance(['pending'])
  expect({ code, stderr }).toMatchObject({ code: 78, stderr: expect.stringContaining('relance migrate applies them') })
  expect((await own.relance(['migrate'])).stdout).toMatch(/^(?:Applied \S+\.\n)+$/)
  expect((await own.relance(['migrate'])).stdout).toBe('Up to date.\n')
})

function flagged(count: number): string {
  return `One pass: ${count} flags raised, 0 digests planned, 0 sent.\n`
}

function referencesIn(json: string): string[] {
  return JSON.parse(json).map(({ reference }: { reference: string }) => reference)
}

/** All that it says until it works. */
async function untilItWorks(output: AsyncIterable<Buffer>): Promise<string> {
  let said = ''
  for await (const piece of output) {
    said += String(piece)
    if (said.includes('Working each minute')) break
  }
  return said
}
