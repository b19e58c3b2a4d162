import type { Digest } from '../../domain/digests/digest.ts'

/** Turns a digest into the mail that will be sent, byte for byte. */
type ComposeMail = (digest: Digest, particulars: Particulars) => Promise<ComposedMail>

/** What the issues of a subscription have in common. */
interface Particulars {
  installation: string
  /** How often the ledger was adopted: what was issued before it was copied is forgotten, but not its Message-IDs. */
  adoptions: number
  language: string
  sentMessageIds: readonly string[]
  unsubscribeToken: string
  /** Composed for its reader to look at: it takes no number and says what it is. */
  isTest?: true
}

export interface ComposedMail {
  sender: string
  recipient: string
  subject: string
  messageId: string
  message: Uint8Array
}

export interface Post {
  compose: ComposeMail
  /** Whom readers are to tell if an issue does not come. */
  tell: string
}
