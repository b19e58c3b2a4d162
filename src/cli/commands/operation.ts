import type { Command } from 'commander'
import { Problem } from '../../domain/problem.ts'
import type { Finding, House } from '../house.ts'
import { printJson } from '../print.ts'
import { formatTable, type Column } from '../table.ts'
import { addVerify } from './verify.ts'

/** The commands that keep an installation running. */
export function addOperation(program: Command, house: House): void {
  program
    .command('start')
    .summary('run the service: web desk, API and worker')
    .option('--once', 'do one full pass (flags, plan, deliver) and exit')
    .description('Starts the database if it is ours, brings it up to date, and runs until Ctrl-C.')
    .addHelpText('after', '\nExamples:\n  relance start\n  PORT=8080 relance start\n  relance start --once')
    .action(({ once }: { once?: boolean }) => house.run({ isWorkerOnly: false, isOnce: once ?? false }))
  program
    .command('worker')
    .summary('run a worker alone; any number may run')
    .option('--once', 'do one full pass (flags, plan, deliver) and exit')
    .description('Raises flags, plans digests and delivers them, each minute.')
    .addHelpText('after', '\nExamples:\n  relance worker\n  relance worker --once')
    .action(({ once }: { once?: boolean }) => house.run({ isWorkerOnly: true, isOnce: once ?? false }))
  program
    .command('migrate')
    .summary("bring the database's schema up to date")
    .description('Applies the migrations that the database lacks. start and worker do so by themselves.')
    .addHelpText('after', '\nExample:\n  relance migrate')
    .action(async () => {
      const applied = await house.migrate()
      house.terminal.write(
        applied.length === 0 ? 'Up to date.\n' : applied.map((name) => `Applied ${name}.\n`).join(''),
      )
    })
  addVerify(program, house)
  addDoctor(program, house)
}

function addDoctor(program: Command, house: House): void {
  program
    .command('doctor')
    .summary('check everything and say what to do about it')
    .option('--json', 'print JSON')
    .description(
      'Shows the configuration without its secrets and checks database, mail, clocks, worker and digests. ' +
        'Exit 69 where one of them is ill.',
    )
    .addHelpText('after', '\nExamples:\n  relance doctor\n  relance doctor --json')
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await house.doctor()
      const config = house.config()
      if (json) printJson(house.terminal, { config, findings })
      else
        house.terminal.write(
          `${formatTable(SETTINGS, config, house.terminal)}\n\n${formatTable(FINDINGS, findings, house.terminal)}\n`,
        )
      const ill = findings.filter(({ state }) => state === 'ill')
      if (ill.length > 0) throw new Problem('unavailable', `not well: ${ill.map(({ what }) => what).join(', ')}`)
    })
}

const SETTINGS: readonly Column<{ name: string; value: string; source: string }>[] = [
  { heading: 'Setting', cell: ({ name }) => name },
  { heading: 'Value', cell: ({ value }) => value },
  { heading: 'From', cell: ({ source }) => source },
]

const FINDINGS: readonly Column<Finding>[] = [
  { heading: 'Checked', cell: ({ what }) => what },
  {
    heading: 'State',
    cell: ({ state }) => state,
    style: ({ state }) => (state === 'well' ? 'green' : state === 'ill' ? 'red' : 'yellow'),
  },
  { heading: 'Says', cell: ({ says }) => says },
]
