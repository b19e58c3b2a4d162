import type { Command } from 'commander'
import { Problem } from '../../domain/problem.ts'
import type { House } from '../house.ts'

export function addBounce(program: Command, house: House): void {
  program
    .command('bounce')
    .summary('take one mail that came back, from standard input')
    .option('--to <address>', 'whom it was sent to, as the mail server knows it')
    .description(
      'For a mail server to pipe the mail to BOUNCE_ADDRESS into. Exit 0 where it was taken or is none of ours, ' +
        '75 where it has to be handed over again later.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  relance bounce < mail.eml\n  relance bounce --to "$ORIGINAL_RECIPIENT" < mail.eml',
    )
    .action(async ({ to }: { to?: string }) => {
      try {
        await house.takeBounce(to)
      } catch (error) {
        // Any other number would have the mail server throw the mail away.
        throw error instanceof Problem
          ? new Problem('retry_later', error.message, error.details)
          : new Problem('retry_later', 'the mail could not be taken; the log tells why')
      }
    })
}
