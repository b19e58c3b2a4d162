import { condemnsAddress } from '../../domain/digests/mail-refusal.ts'
import { markBounced, noteDelay } from '../../store/digests/bounces.ts'
import { appendSuppression } from '../../store/digests/suppressions.ts'
import type { Context } from '../context.ts'
import { readReturnAddress } from './return-address.ts'

/** What a mail that came back says, as far as anybody can be sure. */
export interface Bounce {
  /** Whom it was sent to, of all places where that may stand. */
  addressees: readonly string[]
  /** What a mail server reports of the one recipient; null where it is no such report. */
  report: { action: 'failed' | 'delayed'; status: string; said: string } | null
}

export type Taken =
  | { outcome: 'undeliverable' | 'delayed' | 'known'; digest: number }
  | { outcome: 'ignored'; why: 'no report' | 'foreign' | 'forged' | 'expired' }

/**
 * Believes a report only where it was sent to an address that we signed. A failure for good takes back that the digest
 * arrived, and suppresses its address where that has no mailbox; a delay is noted. A report counts once.
 */
export async function takeBounce(
  { db }: Pick<Context, 'db'>,
  { addressees, report }: Bounce,
  mailbox: string,
): Promise<Taken> {
  if (!report) return { outcome: 'ignored', why: 'no report' }
  const read = await Promise.all(addressees.map((address) => readReturnAddress({ db }, address, mailbox)))
  const ours = read.find((each) => 'digest' in each)
  if (!ours) return { outcome: 'ignored', why: whyOf(read) }
  const { digest } = ours
  const { action, status, said } = report
  if (action === 'delayed') {
    const isNews = await noteDelay(db, digest, `delayed on the way: ${said}`)
    return { outcome: isNews ? 'delayed' : 'known', digest }
  }
  return db.transaction(async (tx) => {
    const recipient = await markBounced(tx, digest, `came back: ${said}`)
    if (recipient === null) return { outcome: 'known', digest }
    if (status.startsWith('5.') && condemnsAddress(status))
      await appendSuppression(tx, { address: recipient, cause: 'bounced', said, digestId: digest })
    return { outcome: 'undeliverable', digest }
  })
}

/** The most telling of them. */
function whyOf(read: readonly ({ digest: number } | { why: 'foreign' | 'forged' | 'expired' })[]) {
  const all = read.flatMap((each) => ('why' in each ? [each.why] : []))
  return (['expired', 'forged'] as const).find((why) => all.includes(why)) ?? 'foreign'
}
