import type { Filled } from '../form.ts'

/** What reads a sheet speaks of the command's options: here they are fields, and are called so. */
export function asFields(message: string): string {
  return message.replaceAll(/--(sheet|encoding|date-format)\b/gu, (_, name: string) => FIELDS[name]!)
}

const FIELDS: Readonly<Record<string, string>> = {
  sheet: 'the field “Sheet of the workbook”',
  encoding: 'Encoding',
  'date-format': 'the field “How it writes days”',
}

export function inWordsOfPage(filled: Filled): Filled {
  const { told } = filled
  return told
    ? { ...filled, told: { ...told, message: asFields(told.message), details: told.details.map(asFields) } }
    : filled
}
