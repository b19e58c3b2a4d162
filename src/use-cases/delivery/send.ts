import type { Working } from './until-answered.ts'

/** Hands one mail to the mail server and tells what the server said. Never throws for a refusal. */
export type Send = (mail: OutgoingMail, within: Within) => Promise<Receipt>

/** What ends the wait for the server. Who has to leave by `now` does so by its own wish, whatever its reason: the server is not late. */
export interface Within extends Pick<Working, 'now' | 'onAway'> {
  /** Beyond it, the server is. */
  deadlineMs: number
}

export interface OutgoingMail {
  /** Which digest it is; a mail that is none has no return address of its own. */
  digest?: number
  /** Bare addresses: who is told of a bounce, and the one recipient. */
  from: string
  to: string
  messageId: string
  bytes: Uint8Array
}

/** What a server said to one mail. */
export type Receipt = { outcome: 'accepted'; said: string } | Refusal

export interface Refusal {
  outcome: 'refused'
  said: string
  /** This mail will never pass. */
  isPermanent: boolean
  /** Not this recipient was refused, but everything (connection, TLS, authentication), until that is put right. */
  concernsServer: boolean
  /** There is no such mailbox: no mail to this address would ever pass. */
  condemnsAddress?: boolean
}

/** RFC 5321, 4.5.3.2.6, gives a server ten minutes for its last word. */
export const SEND_DEADLINE_MS = 11 * 60_000
