import type { OutgoingMail, Receipt, Within } from '../use-cases/delivery/send.ts'

/** Takes one mail to one recipient. Whatever goes wrong on the way comes back as a receipt. */
export interface Transport {
  send(mail: OutgoingMail, within?: Partial<Within>): Promise<Receipt>
  /** Throws a Problem if no mail would get through. */
  verify(): Promise<void>
  /** No more mails are to come: nothing is kept open for them. */
  close(): void
  /** Where mail goes, without user and password. */
  describe(): string
}
