import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../support/programs/free-port.ts'

const ROOT = join(import.meta.dirname, '../..')
const run = promisify(execFile)

/** What CI does before and around this test, and what would run it again. */
const DONE_ELSEWHERE = new Set(['npm ci', 'npm test'])

let clone: string
let environment: NodeJS.ProcessEnv

beforeAll(async () => {
  clone = join(await mkdtemp(join(tmpdir(), 'relance-readme-')), 'a clone')
  const { stdout } = await run('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: ROOT })
  for (const file of stdout.split('\0').filter(Boolean)) await cp(join(ROOT, file), join(clone, file))
  await symlink(join(ROOT, 'node_modules'), join(clone, 'node_modules'))
  environment = { ...newcomersEnvironment(), PORT: String(await freePort()) }
})

afterAll(() => rm(dirname(clone), { recursive: true }))

test(
  'the commands of the README work as a newcomer types them, one after the other',
  { timeout: 600_000 },
  async () => {
    const commands = await listCommands()
    expect(commands).toContain('npm start')
    expect(commands).toContain('npx relance pending')
    const service = await startService()
    for (const command of commands.filter((one) => one !== 'npm start' && !DONE_ELSEWHERE.has(one))) {
      const { stdout } = await run('sh', ['-c', command], { cwd: clone, env: environment })
      expect.soft(stdout, command).not.toBe('')
    }
    expect(isRunning()).toBe(true)
    await service.end()
    // npm ends by the signal itself, so the exit code is not ours to see: that nothing is left running is.
    await expect.poll(isRunning, { timeout: 60_000 }).toBe(false)
  },
)

function isRunning(): boolean {
  return existsSync(join(clone, 'var/postgres/cluster/postmaster.pid'))
}

async function listCommands(): Promise<string[]> {
  const readme = await readFile(join(ROOT, 'README.md'), 'utf8')
  return [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) => block!.trim().split('\n'))
}

async function startService(): Promise<{ end: () => Promise<void> }> {
  const child = spawn('npm', ['start'], { cwd: clone, env: environment, detached: true })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Ctrl-C stops it')) resolve()
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    void ended.then(() => reject(new Error(`npm start ended: ${said}`)))
  })
  // As a terminal does for Ctrl-C: to the whole group.
  const end = () => (process.kill(-child.pid!, 'SIGINT'), ended)
  return { end }
}

/** Without what npm and vitest (which sets BASE_URL) put into the environment of this process. */
function newcomersEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|NODE_|BASE_URL|DATABASE_URL|RELANCE_|SMTP_)/.test(name),
  )
  const path = process.env['PATH']!.split(':')
    .filter((folder) => !folder.includes('node_modules'))
    .join(':')
  return { ...Object.fromEntries(kept), PATH: path }
}
