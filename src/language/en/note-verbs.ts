import type { Character } from '../../domain/correspondence/characters.ts'
import type { Channel } from '../../domain/correspondence/facts.ts'

/** What a sender did with `#`, and what was done with it where the sender is not recorded. */
export const SENT: Record<Channel, { did: string; done: string; to: string }> = {
  letter: { did: 'addressed #', done: '# was addressed', to: 'to' },
  note_verbale: { did: 'addressed #', done: '# was addressed', to: 'to' },
  email: { did: 'sent #', done: '# was sent', to: 'to' },
  fax: { did: 'sent #', done: '# was sent', to: 'to' },
  telephone: { did: 'made #', done: '# was made', to: 'to' },
  meeting: { did: 'held #', done: '# was held', to: 'with' },
  working_contact: { did: 'made #', done: '# was made', to: 'with' },
  document: { did: 'transmitted #', done: '# was transmitted', to: 'to' },
}

export const EXCHANGED: Record<Channel, string> = {
  letter: 'letters were exchanged',
  note_verbale: 'notes verbales were exchanged',
  email: 'e-mails were exchanged',
  fax: 'faxes were exchanged',
  telephone: 'a telephone conversation took place',
  meeting: 'a meeting took place',
  working_contact: 'contacts at the working level took place',
  document: 'documents were exchanged',
}

/** Which nobody would call a reply. */
export const RECEIPTS: ReadonlySet<Character> = new Set(['bounced', 'delivered', 'auto_reply', 'unread'])

/** What a reply does, after a comma. */
export const SAYING: Record<Character, string> = {
  bounced: 'returning undelivered what had been sent',
  delivered: 'confirming delivery',
  auto_reply: 'generated automatically',
  unread: 'which has not been read here yet',
  awaiting_translation: 'which awaits translation',
  acknowledged: 'confirming receipt',
  transmitted: 'informing the addressee that the matter had been transmitted onward',
  noted: 'taking note of the matter, which would be forwarded or considered',
  promised: 'promising an answer',
  extension_requested: 'requesting more time',
  clarification_requested: 'requesting clarification',
  redirected: 'referring the matter to another body',
  partial: 'answering part of what had been asked',
  non_responsive: 'which did not address what had been asked',
  substantive: 'answering in substance',
  accepted: 'agreeing to what had been asked',
  declined: 'declining what had been asked',
  disputed: 'disputing the premise of what had been asked',
}

/** What the other side of a meeting did. */
export const SAID: Record<Character, string> = {
  bounced: 'returned undelivered what had been sent',
  delivered: 'confirmed delivery',
  auto_reply: 'replied automatically',
  unread: 'replied in terms that have not been read here yet',
  awaiting_translation: 'replied in terms that await translation',
  acknowledged: 'confirmed receipt',
  transmitted: 'said that the matter had been transmitted onward',
  noted: 'took note of the matter, which would be forwarded or considered',
  promised: 'promised an answer',
  extension_requested: 'requested more time',
  clarification_requested: 'requested clarification',
  redirected: 'referred the matter to another body',
  partial: 'answered part of what had been asked',
  non_responsive: 'did not address what had been asked',
  substantive: 'answered in substance',
  accepted: 'agreed to what had been asked',
  declined: 'declined what had been asked',
  disputed: 'disputed the premise of what had been asked',
}
