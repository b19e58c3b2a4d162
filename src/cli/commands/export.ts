import type { Command } from 'commander'
import { giveExport } from '../../use-cases/give-export.ts'
import type { House } from '../house.ts'

export function addExport(program: Command, house: House): void {
  program
    .command('export')
    .summary('write the ledger as JSON that import reads')
    .option('--out <file>', 'write to this file instead of standard output')
    .description('Writes the ledger as it holds now. What was corrected or withdrawn, and digests, are not in it.')
    .addHelpText('after', '\nExample:\n  relance export --out ledger.json')
    .action(async ({ out }: { out?: string }) => {
      const text = await house.withLedger(giveExport)
      if (out === undefined) return house.terminal.write(text)
      await house.terminal.writeFile(out, text)
      house.terminal.note(`Written to ${out}.`)
    })
}
