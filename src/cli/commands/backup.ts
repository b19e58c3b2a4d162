import type { Command } from 'commander'
import { catalogueOf } from '../../language/catalogue.ts'
import type { House } from '../house.ts'

const words = catalogueOf('en')

export function addBackup(program: Command, house: House): void {
  program
    .command('backup')
    .summary('write everything that is in the ledger to one file')
    .argument('<file>', 'a new file, such as relance-2026-11-24.backup')
    .description(
      'Writes all of one moment, with every version, attachment and digest, while others work on. ' +
        'Who is signed in is left out. The file is as confidential as the ledger.',
    )
    .addHelpText('after', '\nExample:\n  relance backup relance-2026-11-24.backup')
    .action(async (file: string) => {
      const { rows, tables, bytes } = await house.backUp(file)
      house.terminal.write(
        `Backed up ${words.formatNumber(rows)} rows of ${tables} tables to ${file}, ${words.formatBytes(bytes)}.\n`,
      )
    })
  program
    .command('restore')
    .summary('fill a new ledger with a backup')
    .argument('<file>', 'as relance backup wrote it')
    .description(
      'Restores into a ledger that is still empty: a new folder as RELANCE_DIR, or a new database as DATABASE_URL. ' +
        'All of it or nothing. Nothing is mailed from it before relance adopt: what was to be mailed then may have been since.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  relance restore relance-2026-11-24.backup\n  RELANCE_DIR=restored relance restore relance-2026-11-24.backup',
    )
    .action(async (file: string) => {
      const { rows, tables, takenAt, where } = await house.restore(file)
      house.terminal.write(
        `Restored ${words.formatNumber(rows)} rows of ${tables} tables into ${where}, as of ${takenAt}.\n` +
          'relance verify --audit checks it; relance adopt lets it mail; everybody signs in again.\n',
      )
    })
}
