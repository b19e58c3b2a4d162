import { parseArgs } from 'node:util'
import type { Scale } from './data-set.ts'
import { refuse } from './say.ts'

export interface Wanted {
  rows: readonly string[]
  scale: Scale
  /** Where the cluster is filled and stays; the bench chooses one where nothing is said. */
  folder?: string
  isWritten: boolean
}

const LEAST = 1_000
const MOST = 100_000_000

const helpOn = (names: readonly string[]) => `Measures Relance against the barest thing that does the same work.

  npm run bench [-- ROW…] [--scale N] [--seed N] [--keep FOLDER] [--write]

  ROW            ${names.slice(0, 7).join(', ')},
                 ${names.slice(7).join(', ')}; all of them where none is named
  --scale N      follow-ups, three communications each; 1000000 where nothing is said
  --seed N       what the data set is drawn from; 1 where nothing is said
  --keep FOLDER  where the filled cluster is, or is made, and stays; a folder of that scale and seed
                 in TMPDIR where nothing is said. A million takes some gigabytes and is filled
                 once: in the better part of an hour where others use the machine too.
                 A ledger of a tenth, for rows that compare with it, is kept in it
  --write        measures it twice and writes both to bench/RESULTS.md, row by row; rows that are not
                 named stay there as they were

Each row runs in a process of its own, which is ended after 15 minutes.

DATABASE_URL, where set, names an empty database (or one that the bench filled) of the superuser postgres instead.

  npm run bench -- --scale 20000 digest workers
  npm run bench -- --keep /var/tmp/bench-1m --write
`

/** Prints and ends where help is asked for, or where something cannot be meant; all mistakes at once. */
export function readWanted(args: readonly string[], names: readonly string[]): Wanted {
  const { values, positionals } = parsed(args)
  if (values.help) {
    process.stdout.write(helpOn(names))
    process.exit(0)
  }
  const unknown = positionals.filter((name) => !names.includes(name))
  const mistakes = [
    ...unknown.map((name) => `row: got ${name} — expected one of ${names.join(', ')}`),
    ...numberMistakes('--scale', values.scale, { least: LEAST, most: MOST }),
    ...numberMistakes('--seed', values.seed, { least: 0, most: 1_000_000 }),
  ]
  if (mistakes.length > 0) refuse(mistakes)
  return {
    rows: positionals,
    scale: { followUps: Number(values.scale), seed: Number(values.seed) },
    ...(values.keep !== undefined && { folder: values.keep }),
    isWritten: values.write,
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        scale: { type: 'string', default: '1000000' },
        seed: { type: 'string', default: '1' },
        keep: { type: 'string' },
        write: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    return refuse([(error as Error).message])
  }
}

export function numberMistakes(name: string, text: string, { least, most }: { least: number; most: number }): string[] {
  if (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most) return []
  return [`${name}: got ${text} — expected a whole number from ${least} to ${most}; try ${name} ${least}`]
}
