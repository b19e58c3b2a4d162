import type { Command } from 'commander'
import { exportLedger } from '../../use-cases/export-ledger.ts'
import type { House } from '../house.ts'

export function addExport(program: Command, house: House): void {
  program
    .command('export')
    .summary('write the ledger as JSON that import reads')
    .option('--out <file>', 'write to this file instead of standard output')
    .description('Writes the ledger as it holds now. What was corrected or withdrawn, and digests, are not in it.')
    .addHelpText('after', '\nExample:\n  relance export --out ledger.json')
    .action(async ({ out }: { out?: string }) => {
      const ledger = await house.withLedger(({ db, sight }) =>
        db.transaction((tx) => exportLedger({ db: tx, sight }), {
          isolationLevel: 'repeatable read',
          accessMode: 'read only',
        }),
      )
      const text = `${JSON.stringify(ledger, null, 2)}\n`
      if (out === undefined) return house.terminal.write(text)
      await house.terminal.writeFile(out, text)
      house.terminal.note(`Written to ${out}.`)
    })
}
