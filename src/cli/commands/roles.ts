import type { Command } from 'commander'
import { makeRoles, scriptRoles } from '../../use-cases/operation/roles.ts'
import type { House } from '../house.ts'

export function addRoles(program: Command, house: House): void {
  program
    .command('roles')
    .summary('print the SQL for database roles that may do only what they need')
    .option('--apply', 'run it, as the superuser that DATABASE_URL names this once')
    .description(
      'Three roles: relance_owner changes the schema (relance migrate), relance_app runs the service and adds to the history ' +
        'without changing it, relance_reader only looks. Run it again after each upgrade. Passwords are yours to set.',
    )
    .addHelpText('after', '\nExamples:\n  relance roles | psql mydatabase\n  relance roles --apply')
    .action(async ({ apply }: { apply?: boolean }) => {
      if (!apply) return house.terminal.write(scriptRoles())
      await house.withLedger(makeRoles)
      house.terminal.write('relance_owner, relance_app and relance_reader have their rights.\n')
    })
}
