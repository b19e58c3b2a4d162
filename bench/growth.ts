import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { attachEmbeddedPostgres } from '../src/store/embedded-postgres.ts'
import { ground } from './ground.ts'
import { compareSettings, measureImport } from './growth/days.ts'
import { comparePartitions } from './growth/partitions.ts'
import { compareFillfactors, twoReplies } from './growth/recording.ts'
import { print, sizes } from './growth/tables.ts'
import { numberMistakes } from './options.ts'
import { refuse } from './say.ts'

/**
 * npm run bench:growth [-- --scale N] [--seed N] [--deeds N] and one of:
 *
 *   (nothing)                 what is stored, and what a day's recording does to it
 *   --fillfactors 100,85,70   the same to the hot tables written anew with each of them
 *   --imported                what is stored after relance import, chains and all
 *   --days                    days of work on imported ledgers under autovacuum, with several settings
 *   --partitions              copies of the ledger tables, partitioned by dossier and by year, against the plain ones
 *   --sizes-of FOLDER         what is stored in the cluster that npm run bench keeps there
 *
 * On a ledger of its own that is thrown away, so that the same command finds the same.
 */
const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '6' },
    deeds: { type: 'string', default: '500' },
    fillfactors: { type: 'string', default: '' },
    imported: { type: 'boolean', default: false },
    days: { type: 'boolean', default: false },
    partitions: { type: 'boolean', default: false },
    'sizes-of': { type: 'string' },
  },
})
const mistakes = [
  ...numberMistakes('--scale', values.scale, { least: 1_000, most: 100_000_000 }),
  ...numberMistakes('--seed', values.seed, { least: 0, most: 1_000_000 }),
  ...numberMistakes('--deeds', values.deeds, { least: 1, most: 100_000 }),
]
if (mistakes.length > 0) refuse(mistakes)
const scale = { followUps: Number(values.scale), seed: Number(values.seed) }
const deeds = Number(values.deeds)

if (values['sizes-of'] === undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'relance-growth-'))
  if (values.imported) await measureImport(scale, folder)
  else if (values.days) await compareSettings(scale, folder, deeds)
  else await onGround(folder)
  await rm(folder, { recursive: true })
} else await tellSizes(values['sizes-of'])

async function onGround(folder: string): Promise<void> {
  await using laid = await ground(scale, folder)
  const sql = postgres({
    ...(laid.connection as object),
    user: 'postgres',
    max: 1,
    fetch_types: false,
    onnotice: () => {},
  })
  print(`${scale.followUps.toLocaleString('en')} follow-ups, seed ${scale.seed}: what is stored`, await sizes(sql))
  const fillfactors = values.fillfactors.split(',').filter((text) => text !== '')
  if (values.partitions) await comparePartitions(sql)
  else if (fillfactors.length > 0) await compareFillfactors(laid, sql, { fillfactors: fillfactors.map(Number), deeds })
  else await twoReplies(laid, sql, deeds)
  await sql.end()
}

async function tellSizes(folder: string): Promise<void> {
  await using embedded = await attachEmbeddedPostgres(folder)
  const sql = postgres({ ...(embedded.connection as object), user: 'postgres', max: 1, fetch_types: false })
  print(`what is stored in ${folder}`, await sizes(sql))
  await sql.end()
}
