import { createHmac, timingSafeEqual } from 'node:crypto'
import { readReturnSecret } from '../../store/digests/mailing.ts'
import type { Context } from '../context.ts'
import type { Send } from './send.ts'
import { untilAnswered } from './until-answered.ts'

type Ledger = Pick<Context, 'db'>

/** Bounces come within days; nobody who finds one of our mails later can speak for the mail server. */
const LASTS_HOURS = 14 * 24
/** Beyond it, the mail waits for the end of its lease. */
const PATIENCE_MS = 30_000

/**
 * Has each digest come back, where it does, to an address of its own: `mailbox+digest.expiry.signature@domain`. Its local
 * part is in lower case, for mail servers may write it so, and stays within 64 characters.
 */
export function withReturnAddress(send: Send, { db }: Ledger, mailbox: string | undefined): Send {
  if (mailbox === undefined) return send
  return async (mail, within) => {
    if (mail.digest === undefined) return send(mail, within)
    const { secret, now } = await untilAnswered(within, PATIENCE_MS, () => readReturnSecret(db))
    const claim = `${mail.digest}.${(hoursOf(now) + LASTS_HOURS).toString(36)}`
    const [local, domain] = mailbox.split('@')
    return send({ ...mail, from: `${local}+${claim}.${signatureOf(claim, secret)}@${domain}` }, within)
  }
}

type Read = { digest: number } | { why: 'foreign' | 'forged' | 'expired' }

/** Which digest an address that we signed is of. */
export async function readReturnAddress({ db }: Ledger, address: string, mailbox: string): Promise<Read> {
  const [local, domain] = mailbox.toLowerCase().split('@')
  const [, ours, claim, id, expiry, signature] =
    /^([^+@]+)\+((\d{1,15})\.([\da-z]{1,6}))\.([\da-f]{24})@[^@]+$/.exec(address.toLowerCase()) ?? []
  if (ours !== local || !address.toLowerCase().endsWith(`@${domain}`)) return { why: 'foreign' }
  const { secret, now } = await readReturnSecret(db)
  if (!timingSafeEqual(Buffer.from(signature!), Buffer.from(signatureOf(claim!, secret)))) return { why: 'forged' }
  return Number.parseInt(expiry!, 36) < hoursOf(now) ? { why: 'expired' } : { digest: Number(id) }
}

function signatureOf(claim: string, secret: string): string {
  return createHmac('sha256', secret).update(`return.${claim}`).digest('hex').slice(0, 24)
}

function hoursOf(at: Temporal.Instant): number {
  return Math.floor(at.epochMilliseconds / 3_600_000)
}
