import type { NotedCommunication } from '../../domain/note/record.ts'
import type { Office } from '../../domain/note/offices.ts'
import type { When } from '../../domain/note/when.ts'
import type { Channel } from '../../domain/correspondence/facts.ts'
import { formats } from './follow-up.ts'
import type { Sentence } from '../story-words.ts'

const { formatDay, formatFullMonth } = formats

/** "on 8 August 2003", "in the course of August 2003": as vague as it is recorded. */
export function whenInWords(when: When): string {
  switch (when.kind) {
    case 'on':
      return `on ${formatDay(when.day)}`
    case 'about':
      return `on or about ${formatDay(when.day)}`
    case 'until':
      return `on or before ${formatDay(when.day)}`
    case 'since':
      return `on or after ${formatDay(when.day)}`
    case 'month':
      return `in the course of ${formatFullMonth(when.first)}`
    case 'year':
      return `in the course of ${when.first.year}`
    case 'between':
      return `between ${formatDay(when.from)} and ${formatDay(when.to)}`
    case 'unknown':
      return 'on a day that is not recorded'
  }
}

/** "the then Acting High Commissioner for Human Rights" */
export function officeInWords({ name, isFormer }: Office): Sentence {
  if (isFormer) return ['the then ', { said: name.replace(/^the\s+/iu, '') }]
  return [HAS_NO_ARTICLE.test(name) || !LATIN.test(name) ? '' : 'the ', { said: name }]
}

const LATIN = /^\p{Script=Latin}/u
/** Whoever is addressed by a title, has an article written, or is several. */
const HAS_NO_ARTICLE =
  /^(?:(?:the|his|her|mr|mrs|ms|dr|sir)\b|h\.\s?e\.)|^(?:\w+ )?(?:officials|representatives|officers|members|experts)\b/iu

export function quotedTitle(title: string): Sentence {
  return ['“', { said: title }, '”']
}

/** A sentence that ends with what somebody wrote, which may end as one itself. */
export function quoted(text: string): Sentence {
  return ['“', { said: text.trimEnd() }, ENDED.test(text) ? '”' : '”.']
}

/** What somebody wrote as a sentence of ours: it ends as one. */
export function endedBy(text: string): Sentence {
  return ENDED.test(text) ? [{ said: text.trimEnd() }] : [{ said: text.trimEnd() }, '.']
}

const ENDED = /[.!?…。؟]\s*$/u

/** "letter of 8 August 2003" needs the noun alone. */
export const NOUNS: Record<Channel, string> = {
  letter: 'letter',
  note_verbale: 'note verbale',
  email: 'e-mail',
  fax: 'fax',
  telephone: 'telephone call',
  meeting: 'meeting',
  working_contact: 'contact at the working level',
  document: 'document',
}

export const BY_CHANNEL: Record<Channel, string> = {
  letter: 'by letter',
  note_verbale: 'by note verbale',
  email: 'by e-mail',
  fax: 'by fax',
  telephone: 'by telephone',
  meeting: 'at a meeting',
  working_contact: 'at the working level',
  document: 'as a document',
}

/** "letter dated 5 August 2003" where the paper says another day than that on which it moved. */
export function datedInWords(writtenOn: Temporal.PlainDate | null): string {
  return writtenOn ? ` dated ${formatDay(writtenOn)}` : ''
}

export function a(noun: string): string {
  return `${/^[aeiou]/u.test(noun) ? 'an' : 'a'} ${noun}`
}

export function capitalized(sentence: Sentence): Sentence {
  const [first, ...rest] = sentence
  return typeof first === 'string' && first !== ''
    ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest]
    : sentence
}

export function quotationOf({ quotation }: NotedCommunication, link = ', '): Sentence {
  return quotation === null ? [] : [`${link}stating “`, { said: quotation }, '”']
}
