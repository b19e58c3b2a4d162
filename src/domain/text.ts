import { Problem } from './problem.ts'
import { describeInput, nameOfCharacter } from './visible.ts'

/** One line a person typed, without its outer spaces. Nothing inside it is changed: what cannot stand is refused. */
export function parseLine(value: unknown, field: string, max = 200): string {
  return parseCharacters(value, field, { expected: 'one line of text', refused: /[\p{Cc}\u2028\u2029]/u, max })
}

/** Text of several lines. CRLF becomes LF, nothing else is changed. */
export function parseText(value: unknown, field: string, max = 20_000): string {
  const text = typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value
  return parseCharacters(text, field, { expected: 'text', refused: /(?!\n)[\p{Cc}\u2028\u2029]/u, max })
}

/** The reference of a dossier, such as `PRK-TC`. Officers type lower case. */
export function parseReference(value: unknown, field: string): string {
  const form = /^[a-z0-9][a-z0-9-]{0,39}$/i
  const expected = 'a reference such as PRK-TC; try only A-Z, digits and hyphens, at most 40'
  return parseUpperCase(value, field, { form, expected })
}

/** The reference of a follow-up: that of its dossier and a number, such as `PRK-TC-2`. */
export function parseFollowUpReference(value: unknown, field: string): string {
  const form = /^[a-z0-9][a-z0-9-]{0,39}-[1-9][0-9]{0,5}$/i
  const expected = 'a follow-up such as PRK-TC-2; try the reference of its dossier, a hyphen and its number'
  return parseUpperCase(value, field, { form, expected })
}

/** ISO 3166-1 alpha-3, such as `PRK`, by its form alone. */
export function parseCountry(value: unknown, field: string): string {
  const code = parseLine(value, field)
  if (/^[A-Z]{3}$/.test(code)) return code
  throw new Problem('invalid', `${field}: got ${describeInput(code)} — expected ISO 3166-1 alpha-3; try PRK`)
}

/** A language as BCP 47 has it, such as `fr` or `zh-Hant`. */
export function parseLanguage(value: unknown, field: string): string {
  const tag = parseLine(value, field, 35)
  try {
    const [canonical] = Intl.getCanonicalLocales(tag)
    if (canonical !== undefined && /^[a-z]{2,3}(?:-|$)/.test(canonical)) return canonical
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  throw new Problem('invalid', `${field}: got ${describeInput(tag)} — expected a language such as fr; try its code`)
}

type Shape = { readonly expected: string; readonly refused: RegExp; readonly max: number }

const OUTER_SPACE = /^[\p{Zs}\n]+|(?<![\p{Zs}\n])[\p{Zs}\n]+$/gu // the lookbehind keeps long runs of spaces linear
const SEEN = /[^\p{Zs}\n\p{Default_Ignorable_Code_Point}\p{Cf}]/u

function parseCharacters(value: unknown, field: string, { expected, refused, max }: Shape): string {
  if (typeof value !== 'string') {
    throw new Problem('invalid', `${field}: got ${describeInput(value)} — expected ${expected}; try quotes around it`)
  }
  refuseIllFormed(value, field)
  refuseControl(value, field, { expected, found: refused.exec(value) })
  const text = value.replace(OUTER_SPACE, '')
  if (!SEEN.test(text)) {
    const got = value === '' ? 'nothing' : `${describeInput(value)}, which shows nothing`
    throw new Problem('invalid', `${field}: got ${got} — expected ${expected}; try a word or two`)
  }
  refuseTooLong(text, field, max)
  return text
}

function refuseIllFormed(text: string, field: string): void {
  const found = /\p{Cs}/u.exec(text)
  if (!found) return
  const which = `${nameOfCharacter(found[0])} at character ${positionOf(found)}`
  const got = `${describeInput(text)}, not well-formed (half a character, ${which})`
  throw new Problem('invalid', `${field}: got ${got} — expected well-formed Unicode; try typing that character again`)
}

type Found = { readonly expected: string; readonly found: RegExpExecArray | null }

function refuseControl(text: string, field: string, { expected, found }: Found): void {
  if (!found) return
  const name = nameOfCharacter(found[0])
  const got = `${describeInput(text)} with ${name} at character ${positionOf(found)}`
  throw new Problem('invalid', `${field}: got ${got} — expected ${expected}; try a space instead of ${name}`)
}

function refuseTooLong(text: string, field: string, max: number): void {
  const length = text.length > max ? countCharacters(text) : 0
  if (length <= max) return
  const got = `${length} characters, ${describeInput(text)}`
  throw new Problem('too_large', `${field}: got ${got} — expected at most ${max}; try to say it shorter`)
}

type Spelling = { readonly form: RegExp; readonly expected: string }

function parseUpperCase(value: unknown, field: string, { form, expected }: Spelling): string {
  const line = parseLine(value, field)
  if (form.test(line)) return line.toUpperCase()
  throw new Problem('invalid', `${field}: got ${describeInput(line)} — expected ${expected}`)
}

function positionOf(found: RegExpExecArray): number {
  return countCharacters(found.input.slice(0, found.index)) + 1
}

function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
