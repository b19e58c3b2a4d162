import { readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { CrashPoint } from '../../../src/domain/crash-points.ts'
import { readSample } from '../../support/ledgers/sample-ledger.ts'
import { scriptedServer } from '../../support/servers/smtp-servers.ts'
import { bareDatabase } from './bare-database.ts'
import type { AtWork } from './ledger-at-work.ts'
import { askMany, countOf, flagsOfMany, LINES_CROSSED, planMany, subscriptionsDue } from './many.ts'

/** How one crash point is reached, and what must hold beside the common oracle. */
export interface Scenario {
  fault: string
  injected: string
  /** Of a point that is passed several times, the pass that crashes. */
  pass?: number
  /** Mails that nobody is to get. */
  undelivered?: number
  begin: (work: AtWork, opened: AsyncDisposableStack) => Promise<Command>
  /** Another worker takes it up when the lease of the dead one is over, and not before. */
  isLeased?: true
  /** Copies beyond the first that this one crash may leave. */
  extraCopies?: number
}

interface Command {
  words: readonly string[]
  env?: Record<string, string>
  /** Right after the crash. */
  crashed?: () => Promise<void>
  /** How the same command ends that is given again, if not well. */
  codeOfRepeat?: number
  /** After the same command was given again. */
  converged?: () => Promise<void>
}

const ONE_PASS = ['worker', '--once']
const MIGRATIONS = readdirSync(join(import.meta.dirname, '../../../migrations')).toSorted()

export const SCENARIOS: Readonly<Record<CrashPoint, Scenario>> = {
  'plan-begun': { fault: 'F1', injected: 'killed before planning 3 issues', begin: (work) => dueIssues(work, 0) },
  'slot-taken': {
    fault: 'F2',
    injected: 'killed within the planning of the 2nd of 3 issues',
    pass: 2,
    begin: (work) => dueIssues(work, 0),
  },
  'plan-committed': {
    fault: 'F3',
    injected: 'killed after planning 3 issues',
    begin: (work) => dueIssues(work, 3),
  },
  'claim-begun': { fault: 'F4', injected: 'killed before a claim', begin: (work) => oneMail(work, 1) },
  'claim-committed': {
    fault: 'F4',
    injected: 'killed after the claim, before connecting',
    isLeased: true,
    begin: (work) => oneMail(work, 2),
  },
  'mail-answered': {
    fault: 'F6',
    injected: 'killed after 250, before the mark',
    isLeased: true,
    extraCopies: 1,
    begin: (work) => oneMail(work, 2),
  },
  'address-suppressed': {
    fault: 'F33',
    injected: 'killed after taking an address off, before the mark',
    isLeased: true,
    undelivered: 1,
    begin: unknownAddress,
  },
  'mail-marked': { fault: 'F7', injected: 'killed after the mark', begin: (work) => oneMail(work, 1) },
  'flags-raised': {
    fault: 'F8',
    injected: 'killed before the commit of the second batch of a sweep of 900 asks',
    pass: 2,
    begin: (work) => sweep(work, 500),
  },
  'flags-committed': {
    fault: 'F8',
    injected: 'killed between two batches of a sweep of 900 asks',
    begin: (work) => sweep(work, 500),
  },
  'record-filed': {
    fault: 'record',
    injected: 'killed before the commit of a reply',
    begin: (work) => reply(work, { isKept: false }),
  },
  'record-committed': {
    fault: 'record',
    injected: 'killed after the commit of a reply, before saying so',
    begin: (work) => reply(work, { isKept: true }),
  },
  'import-dossier-added': {
    fault: 'F65',
    injected: 'killed after 10 of 20 dossiers of an import',
    pass: 10,
    begin: manyDossiers,
  },
  'migration-locked': {
    fault: 'F53',
    injected: 'killed with the lock of migrating, before the first statement',
    begin: emptyDatabase,
  },
  'migration-statement': {
    fault: 'F53',
    injected: 'killed at the 60th statement of migrating',
    pass: 60,
    begin: emptyDatabase,
  },
}

async function dueIssues(work: AtWork, plannedBeforeCrash: number): Promise<Command> {
  await subscriptionsDue(work, 3)
  return {
    words: ONE_PASS,
    crashed: async () => expect(await countOf(work, 'digests')).toBe(plannedBeforeCrash),
    converged: async () => {
      expect(await countOf(work, 'digests')).toBe(3)
      expect(await countOf(work, 'subscriptions where issues = 1')).toBe(3)
      expect(await countOf(work, 'digests where attempts = 1')).toBe(3)
    },
  }
}

async function oneMail(work: AtWork, attempts: number): Promise<Command> {
  await planMany(work, 1)
  return {
    words: ONE_PASS,
    converged: async () => {
      await work.settle() // what was claimed is held until its lease is over
      expect(await countOf(work, `digests where state = 'sent' and attempts = ${attempts}`)).toBe(1)
    },
  }
}

async function unknownAddress(work: AtWork, opened: AsyncDisposableStack): Promise<Command> {
  const server = opened.use(await scriptedServer({ RCPT: '550 5.1.1 no such user' }))
  await planMany(work, 1)
  return {
    words: ONE_PASS,
    env: { SMTP_URL: `smtp://127.0.0.1:${server.port}?tls=none` },
    converged: async () => {
      await work.settle()
      expect(await countOf(work, `digests where state = 'undeliverable' and said like '%550 5.1.1 no such user'`)).toBe(
        1,
      )
      expect(await countOf(work, 'suppressions')).toBe(1)
      expect(server.seen.filter((line) => line.startsWith('RCPT'))).toHaveLength(1)
    },
  }
}

async function sweep(work: AtWork, sweptBeforeCrash: number): Promise<Command> {
  await askMany(work, 900)
  const all = 900 * LINES_CROSSED
  return {
    words: ONE_PASS,
    crashed: async () => {
      const { raised } = await flagsOfMany(work)
      expect(raised).toBeLessThanOrEqual(sweptBeforeCrash * LINES_CROSSED)
      expect(raised).toBeGreaterThanOrEqual((sweptBeforeCrash - 2) * LINES_CROSSED) // the sample's own are swept as well
    },
    converged: async () => expect(await flagsOfMany(work)).toEqual({ raised: all, distinct: all }),
  }
}

async function reply(work: AtWork, { isKept }: { isKept: boolean }): Promise<Command> {
  const before = await countOf(work, 'communications')
  return {
    words: ['record', 'PRK-TC-2', 'noted', '--dated', '2020-11-20', '--channel', 'letter', '--from', 'The Mission'],
    crashed: async () => expect(await countOf(work, 'communications')).toBe(before + (isKept ? 1 : 0)),
    codeOfRepeat: isKept ? 1 : 0, // what is recorded already is refused
    converged: async () => {
      expect(await countOf(work, 'communications')).toBe(before + 1)
      expect(await work.run(['verify'])).toMatchObject({ code: 0 })
    },
  }
}

async function manyDossiers(work: AtWork, opened: AsyncDisposableStack): Promise<Command> {
  const folder = opened.adopt(await mkdtemp(join(tmpdir(), 'relance-import-')), (path) => rm(path, { recursive: true }))
  const { dossiers, ...rest } = await readSample()
  const text = JSON.stringify((dossiers as unknown[])[0])
  const copies = Array.from(
    { length: 20 },
    (_, n) => JSON.parse(text.replaceAll('PRK-TC', `COPY${n + 1}-TC`)) as unknown,
  )
  const file = join(folder, 'many.json')
  await writeFile(file, JSON.stringify({ ...rest, dossiers: copies }))
  const before = await countOf(work, 'communications')
  return {
    words: ['import', file],
    crashed: async () => {
      expect(await countOf(work, 'dossiers')).toBe(1)
      expect(await countOf(work, 'communications')).toBe(before)
    },
    converged: async () => {
      expect(await countOf(work, 'dossiers')).toBe(21)
      expect(await countOf(work, 'communications')).toBe(21 * before)
      expect(await work.run(['import', file])).toMatchObject({ stdout: expect.stringMatching(/^Nothing new/) })
      expect(await work.run(['verify'])).toMatchObject({ code: 0 })
    },
  }
}

async function emptyDatabase(_work: AtWork, opened: AsyncDisposableStack): Promise<Command> {
  const database = opened.use(await bareDatabase())
  const tables = () => database.query(`select tablename from pg_tables where schemaname = 'public'`)
  return {
    words: ['migrate'],
    env: { DATABASE_URL: database.url },
    crashed: async () => expect(await tables()).toEqual([]),
    converged: async () => {
      const recorded = await database.query('select name from drizzle.__drizzle_migrations order by id')
      expect(recorded).toEqual(MIGRATIONS.map((name) => ({ name })))
    },
  }
}
