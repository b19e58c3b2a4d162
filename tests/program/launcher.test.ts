import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, type TestContext, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const NODE_26 = join(ROOT, 'node_modules/.bin/node')
const VERSION_26 = execFileSync(NODE_26, ['--version']).toString().trim()

/** What the launcher starts here: says who it is, then does what it is told to. */
const PROGRAM = `
const [deed = '', signal = 'SIGTERM']: readonly string[] = process.argv.slice(2)
const say = (line: string) => void process.stdout.write(line + '\\n')
if (deed === 'wait') for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.once(name, () => { say(name); process.exit(3) })
say(JSON.stringify({ version: process.version, pid: process.pid, args: process.argv.slice(2) }))
if (deed === 'wait') setTimeout(() => undefined, 30_000)
if (deed === 'echo') process.stdin.pipe(process.stdout)
if (deed === 'fail') process.exitCode = 65
if (deed === 'die') process.kill(process.pid, signal)
`

test('under an old Node, everything goes to the Node 26 of the clone and back', async (context) => {
  using clone = cloneWith(NODE_26)
  const { code, lines } = await run(clone.launch(oldNode(context), 'echo', 'ü "b c"', '--json'), 'from the input\n')
  expect(JSON.parse(lines[0]!)).toMatchObject({ version: VERSION_26, args: ['echo', 'ü "b c"', '--json'] })
  expect(lines.slice(1)).toEqual(['from the input'])
  expect(code).toBe(0)
})

test('its exit code is that of the program', async (context) => {
  using clone = cloneWith(NODE_26)
  expect(await run(clone.launch(oldNode(context), 'fail'))).toMatchObject({ code: 65, signal: null, errors: '' })
})

test.for(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s reaches the program', async (signal, context) => {
  using clone = cloneWith(NODE_26)
  const child = clone.launch(oldNode(context), 'wait')
  child.stdout.once('data', () => child.kill(signal))
  const { code, lines } = await run(child)
  expect({ code, last: lines.at(-1) }).toEqual({ code: 3, last: signal })
})

test.for(['SIGTERM', 'SIGKILL', 'SIGINT'] as const)('a program that dies of %s is seen to', async (signal, context) => {
  using clone = cloneWith(NODE_26)
  expect(await run(clone.launch(oldNode(context), 'die', signal))).toMatchObject({ code: null, signal })
})

test('under an old Node and without the packages, one sentence says why and what to do', async (context) => {
  using clone = cloneWith()
  const old = oldNode(context)
  const { code, lines, errors } = await run(clone.launch(old))
  expect({ code, lines }).toEqual({ code: 78, lines: [] })
  expect(errors).toMatch(/^Relance needs Node 26, and this is v[0-9.]+ \(\S+\): npm ci installs it on Linux .+\n$/u)
})

test('a Node in the packages that is the old one, or that cannot run here, gets the same sentence', async (context) => {
  const old = oldNode(context)
  using same = cloneWith(old)
  using foreign = cloneWith(join(ROOT, 'package.json'))
  for (const clone of [same, foreign]) {
    expect(await run(clone.launch(old))).toMatchObject({
      code: 78,
      errors: expect.stringMatching(/^Relance needs Node 26/u),
    })
  }
})

test('Node 26 runs the program itself, without a process between', async () => {
  using clone = cloneWith()
  const child = clone.launch(NODE_26)
  const { lines } = await run(child)
  expect(JSON.parse(lines[0]!)).toMatchObject({ pid: child.pid })
})

test('in the clone, npx finds it', async () => {
  using clone = cloneWith(NODE_26)
  const env = { ...process.env, npm_config_cache: join(clone.path, 'cache') }
  const { code, lines } = await run(spawn('npx', ['--no', 'relance', 'fail'], { cwd: clone.path, env, stdio: 'pipe' }))
  expect(code).toBe(65)
  expect(JSON.parse(lines[0]!)).toMatchObject({ version: VERSION_26, args: ['fail'] })
})

test('it can be executed as it is checked out', () => {
  expect(statSync(join(ROOT, 'bin/relance.js')).mode & 0o111).toBe(0o111)
})

/** A clone that holds the launcher, the program above and, if asked for, a Node among its packages. */
function cloneWith(node?: string) {
  const path = mkdtempSync(join(tmpdir(), 'relance-launcher-'))
  for (const folder of ['bin', 'src', 'node_modules/.bin']) mkdirSync(join(path, folder), { recursive: true })
  copyFileSync(join(ROOT, 'bin/relance.js'), join(path, 'bin/relance.js'))
  copyFileSync(join(ROOT, 'package.json'), join(path, 'package.json'))
  writeFileSync(join(path, 'src/main.ts'), PROGRAM)
  if (node) symlinkSync(node, join(path, 'node_modules/.bin/node'))
  return {
    path,
    launch: (nodeOfMachine: string, ...args: string[]) =>
      spawn(nodeOfMachine, [join(path, 'bin/relance.js'), ...args], { stdio: 'pipe' }),
    [Symbol.dispose]: () => rmSync(path, { recursive: true }),
  }
}

/** To its end. Past the deadline the clone goes away, and with it a launcher that starts itself for ever. */
async function run(child: ChildProcessWithoutNullStreams, input = '') {
  child.stdin.on('error', () => undefined).end(input)
  const [output, errors, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit', { signal: AbortSignal.timeout(120_000) }) as Promise<
      [number | null, keyof typeof constants.signals | null]
    >,
  ])
  return { code, signal, errors, lines: output.split('\n').filter((line) => line !== '') }
}

/** The machine's own Node, if it is older than the one that the packages bring. */
function oldNode(context: TestContext): string {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin']
  const found = folders.map((folder) => join(folder, 'node')).find((node) => existsSync(node) && majorOf(node) < 26)
  return found ?? context.skip('no Node older than 26 on this machine')
}

function majorOf(node: string): number {
  return Number(execFileSync(node, ['-p', 'process.versions.node']).toString().split('.')[0])
}
