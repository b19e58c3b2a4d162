import type { Command } from 'commander'
import { Problem } from '../../domain/problem.ts'
import { parseAnchor } from '../../use-cases/operation/anchor.ts'
import { putRight } from '../../use-cases/operation/put-right.ts'
import { verifyAudit, type Tampering } from '../../use-cases/operation/verify-audit.ts'
import { verify, type Difference } from '../../use-cases/operation/verify.ts'
import type { House } from '../house.ts'
import { withRows } from '../options.ts'
import { printRows, type RowOptions } from '../print.ts'
import type { Column } from '../table.ts'

export function addVerify(program: Command, house: House): void {
  withRows(program.command('verify').summary('refold every standing, or every chain, and list what differs'))
    .option('--audit', 'refold each chain of what was recorded, and name the first row that does not hold')
    .option('--put-right', 'write anew what differs, as due days do once the table of holidays was changed')
    .option('--anchor <text>', 'also compare the chains with what a digest says at its end that they were')
    .description(
      'Folds every follow-up from what was recorded and compares it with what is kept. With --audit, looks for what ' +
        'was changed behind our back instead. Exit 1 where something differs and was not put right.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  relance verify\n  relance verify --audit\n  relance verify --audit --anchor 3-0f1e2d3c4b5a69788796a5b4c3d2e1f0',
    )
    .action(async ({ audit, anchor, putRight: isMended, ...options }: Wishes) => {
      if (isMended && audit) throw new Problem('usage', '--put-right: got --audit beside it, which puts nothing right')
      if (audit) return verifyChains(house, options, anchor)
      if (anchor !== undefined) throw new Problem('usage', '--anchor: got it alone — expected --audit beside it')
      if (isMended) await mendStandings(house, options)
      else await verifyStandings(house, options)
    })
}

interface Wishes extends RowOptions {
  audit?: boolean
  anchor?: string
  putRight?: boolean
}

async function mendStandings(house: House, options: RowOptions): Promise<void> {
  const rows = await house.withLedger((context) => putRight(context, house.terminal.progress))
  printRows(house, options, { rows, columns: MENDED, fields: (difference) => difference, empty: 'Nothing differs.' })
}

async function verifyStandings(house: House, options: RowOptions): Promise<void> {
  const { followUps, differences } = await house.withLedger((context) => verify(context, house.terminal.progress))
  const empty = `${followUps} follow-ups refolded, no difference.`
  printRows(house, options, { rows: differences, columns: DIFFERENCES, fields: (difference) => difference, empty })
  if (differences.length === 0) return
  const differ = differences.length === 1 ? 'column differs' : 'columns differ'
  throw new Problem('conflict', `${differences.length} ${differ} from what was recorded`)
}

async function verifyChains(house: House, options: RowOptions, anchorText: string | undefined): Promise<void> {
  const anchor = anchorText === undefined ? undefined : parseAnchor(anchorText)
  const { dossiers, records, found } = await house.withLedger((context) =>
    verifyAudit(context, anchor, house.terminal.progress),
  )
  const compared = anchor === undefined ? '' : ' The chains are those that the digest saw.'
  const empty = `${records} records in ${dossiers === 0 ? "the ledger's chain" : `${dossiers + 1} chains`} refolded, each as it was recorded.${compared}`
  printRows(house, options, { rows: found, columns: TAMPERINGS, fields: (tampering) => tampering, empty })
  if (found.length === 0) return
  const places = found.length === 1 ? '1 place' : `${found.length} places`
  throw new Problem('conflict', `the record was changed behind our back in ${places}`)
}

const DIFFERENCES: readonly Column<Difference>[] = [
  { heading: 'Follow-up', cell: ({ reference }) => reference },
  { heading: 'Column', cell: ({ column }) => column },
  { heading: 'Kept', cell: ({ kept }) => kept },
  { heading: 'Folded', cell: ({ folded }) => folded },
]

const MENDED: readonly Column<Difference>[] = [
  { heading: 'Follow-up', cell: ({ reference }) => reference },
  { heading: 'Column', cell: ({ column }) => column },
  { heading: 'Was', cell: ({ kept }) => kept },
  { heading: 'Is', cell: ({ folded }) => folded },
]

const TAMPERINGS: readonly Column<Tampering>[] = [
  { heading: 'Dossier', cell: ({ dossier }) => dossier ?? '' },
  { heading: 'Record', cell: ({ record }) => (record === null ? '' : String(record)), align: 'right' },
  { heading: 'Row', cell: ({ row }) => row },
  { heading: 'Says', cell: ({ says }) => says, shrinks: true },
]
