import type { Difference } from '../domain/passages.ts'
import { catalogueOf } from '../language/catalogue.ts'
import type { Sentence } from '../language/story-words.ts'
import type { IssuedDocument } from '../use-cases/issued/list-issued.ts'

const words = catalogueOf('en')

/** "Pending, PRK-TC-1, last word on: for “30 December 2003” read “31 December 2003”", as corrigenda of the UN have it. */
export function differenceInWords(difference: Difference, kind: IssuedDocument['kind'] | null): Sentence {
  const { section, about, field, was, is } = difference
  const isFile = kind !== null && WITH_COLUMNS.has(kind) // where a name is a column's, and a day is written as it is
  const value = (text: string) => ({ said: `“${isFile ? text : valueInWords(text)}”` })
  const place = [section, about, field && (isFile ? field : nameInWords(field))].filter(Boolean).join(', ')
  const at = [{ said: place }, ': ']
  if (field === null && !(kind !== null && WITH_SENTENCES.has(kind)))
    return [...at, was === null ? 'insert' : 'delete', ' this entry']
  if (was === null || was === '') return [...at, 'insert ', value(is!)]
  if (is === null || is === '') return [...at, 'delete ', value(was)]
  return [...at, 'for ', value(was), ' read ', value(is)]
}

const WITH_COLUMNS = new Set<IssuedDocument['kind']>(['list', 'export', 'duties', 'counterparts'])
const WITH_SENTENCES = new Set<IssuedDocument['kind']>(['note', 'silence', 'due'])

/** "What is pending (everything pending), CSV, as of 24 November 2026". */
export function documentInWords({ title, query, digest, format, asOf }: IssuedDocument): Sentence {
  const which = query && !digest ? [' (', { said: words.queryInWords(query) }, ')'] : []
  const how = digest ? '' : `, ${FORMATS[format] ?? format}`
  return [{ said: title }, ...which, `${how}, as of ${words.formatDay(asOf)}`]
}

const FORMATS: Readonly<Record<string, string>> = {
  csv: 'CSV',
  docx: 'Word',
  html: 'HTML',
  ics: 'calendar file',
  json: 'JSON',
  jsonl: 'JSON Lines',
  md: 'Markdown',
  pdf: 'PDF',
  xlsx: 'spreadsheet',
}

/** `lastWordOn` as "last word on". */
function nameInWords(field: string): string {
  return field.replaceAll(/(?<=[a-z])[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`).replaceAll('_', ' ')
}

function valueInWords(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/u.test(text)) return words.formatDay(Temporal.PlainDate.from(text))
  return /^[a-z]+(?:_[a-z]+)+$/u.test(text) ? text.replaceAll('_', ' ') : text
}
