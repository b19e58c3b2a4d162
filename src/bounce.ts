import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { Problem } from './domain/problem.ts'
import { describeFault } from './fault.ts'
import { readDeliveryReport } from './mail/delivery-report.ts'
import type { Surroundings } from './use-cases/context.ts'
import { takeBounce, type Taken } from './use-cases/delivery/take-bounce.ts'

/** Far more than any report of ours: what it sends back is a digest at most. */
export const LONGEST_BOUNCE = 25 * 1024 * 1024

interface Came {
  /** Null where it was longer than that. */
  mail: Uint8Array | null
  /** As the mail server knows it. */
  to: string | undefined
}

/** Takes one mail that came to the mailbox for bounces. What is no bounce of ours is ignored, in one line without a word of it. */
export async function takeMail(
  { bounceAddress }: Pick<Config, 'bounceAddress'>,
  { mail, to }: Came,
  { open, log }: { open: <T>(work: (around: Surroundings) => Promise<T>) => Promise<T>; log: Logger },
): Promise<void> {
  if (bounceAddress === undefined)
    throw new Problem('configuration', 'BOUNCE_ADDRESS: got nothing — expected the address that bounces come to')
  if (!mail) return log.warn({ why: 'too large' }, 'a mail to the bounce address was ignored')
  const { addressees, report } = readDeliveryReport(mail)
  const sentTo = to === undefined ? addressees : [to]
  const taken: Taken = report
    ? await open(({ db }) => takeBounce({ db }, { addressees: sentTo, report }, bounceAddress)).catch(told(log))
    : { outcome: 'ignored', why: 'no report' }
  if (taken.outcome === 'ignored') log.warn({ why: taken.why }, 'a mail to the bounce address was ignored')
  else log.info({ digest: taken.digest, outcome: taken.outcome }, 'a bounce was taken')
}

/** Whoever ran the command is told only that it has to be run again. */
function told(log: Logger): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof Problem)) log.error(describeFault(error), 'a bounce could not be taken')
    throw error
  }
}
