import { Option, type Command } from 'commander'
import { adopt } from '../../use-cases/operation/instance.ts'
import type { House } from '../house.ts'

export function addAdopt(program: Command, house: House): void {
  program
    .command('adopt')
    .summary('take over a database that was moved, copied or restored here')
    .addOption(new Option('--resume', 'send what was still to be sent; some of it may arrive a second time'))
    .addOption(new Option('--discard', 'give up what was still to be sent').conflicts('resume'))
    .description(
      'A database that was copied or restored, or belongs to processes with another INSTANCE_ID, mails nothing until ' +
        'it is adopted. What was sent is never sent again. Digests that came due meanwhile go into one issue.',
    )
    .addHelpText('after', '\nExamples:\n  relance adopt\n  relance adopt --discard')
    .action(async ({ resume, discard }: { resume?: boolean; discard?: boolean }) => {
      const choice = resume ? 'resume' : discard ? 'discard' : null
      const { isNew, waiting } = await house.withLedger((context) => adopt(context, choice))
      if (!isNew) return house.terminal.write('It is ours already.\n')
      const became = choice === 'resume' ? 'will be sent' : 'given up'
      house.terminal.write(
        `Adopted; ${waiting === 0 ? 'nothing was to be sent' : `${waiting} to be sent, ${became}`}.\n`,
      )
    })
}
