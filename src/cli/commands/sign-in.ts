import type { Command } from 'commander'
import { parseMailAddress } from '../../domain/mail-address.ts'
import { Problem } from '../../domain/problem.ts'
import { offerSignIn } from '../../use-cases/access/sign-in.ts'
import type { House } from '../house.ts'

export function addSignIn(program: Command, house: House): void {
  program
    .command('sign-in')
    .summary('print a link that signs an officer in, once, within ten minutes')
    .description(
      'For whoever gets no mail: prints a link to the web desk. Any browser may follow it, but only one does.',
    )
    .addHelpText('after', '\nExamples:\n  relance sign-in\n  relance sign-in amina@example.org')
    .argument('[email]', 'the mail address of the officer; you where it is left out', (value: string) =>
      parseMailAddress(value, 'email'),
    )
    .action(async (email?: string) => {
      const offered = await house.withLedger((context) => offerSignIn(context, email ?? context.officer.email, null))
      if (!offered) throw new Problem('not_found', `no officer ${email} who may sign in`)
      house.terminal.note(`For ${offered.officer.name}, once, within ten minutes:`)
      house.terminal.write(`${house.baseUrl()}/sign-in/${offered.secret}\n`)
    })
}
