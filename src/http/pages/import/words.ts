import type { Filled } from '../form.ts'

/** What reads a sheet speaks of the command's options: here they are fields, and are called so. */
export function asFields(message: string): string {
  return message
    .replaceAll('say --date-format', 'try --date-format')
    .replaceAll(/--date-format (dmy|mdy|ymd)/gu, (_, order: string) => `“How it writes days” as ${ORDERS[order]}`)
    .replaceAll(', mdy if the month does', `, as ${ORDERS['mdy']} if the month does`)
    .replace(/a mapping file (?:can name another|names what it means)[^;]*$/u, 'say what it is')
    .replaceAll(/--(sheet|encoding)\b/gu, (_, name: string) => FIELDS[name]!)
}

/** As the choices of the field have them. */
export const ORDERS: Readonly<Record<string, string>> = { dmy: '24/08/2004', mdy: '08/24/2004', ymd: '2004/08/24' }

const FIELDS: Readonly<Record<string, string>> = { sheet: '“Sheet of the workbook”', encoding: '“Encoding”' }

export function inWordsOfPage(filled: Filled): Filled {
  const { told, wrong } = filled
  return {
    ...filled,
    wrong: new Map([...wrong].map(([field, why]) => [field, asFields(why)])),
    told: told && { ...told, message: asFields(told.message), details: told.details.map(asFields) },
  }
}
