import type { Command } from 'commander'
import { momentOf } from '../../use-cases/context.ts'
import { giveExport } from '../../use-cases/give-export.ts'
import type { House } from '../house.ts'
import { withMoment, type MomentOptions } from '../options.ts'

export function addExport(program: Command, house: House): void {
  withMoment(program.command('export').summary('write the ledger as JSON that import reads'))
    .option('--out <file>', 'write to this file instead of standard output')
    .description(
      'Writes the ledger as it holds now, or held at a moment. What was corrected or withdrawn, and digests, are not in ' +
        'it; offices, desks, officers, policies and subscriptions are always those of today.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  relance export --out ledger.json\n  relance export --as-of 2004-12-22 --out then.json',
    )
    .action(async ({ out, ...options }: { out?: string } & MomentOptions) => {
      const text = await house.withLedger((context) => giveExport(context, momentOf(options, context)))
      if (out === undefined) return house.terminal.write(text)
      await house.terminal.writeFile(out, text)
      house.terminal.note(`Written to ${out}.`)
    })
}
