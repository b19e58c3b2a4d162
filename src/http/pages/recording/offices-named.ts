import { nearest } from '../../../domain/choice.ts'
import { Problem } from '../../../domain/problem.ts'
import { describeInput } from '../../../domain/visible.ts'

interface Office {
  reference: string
  name: string
}

/** One on a line, by its name or its reference; references may share a line. Each office once. */
export function officesNamed(text: string | undefined, field: string, offices: readonly Office[]): string[] {
  const lines = (text ?? '').split('\n').filter((line) => line.trim() !== '')
  if (lines.length === 0) throw new Problem('invalid', `${field}: got nothing — expected an office at least`)
  const found = lines.flatMap((line) => officesIn(line.trim(), field, offices))
  return [...new Set(found.map(({ reference }) => reference))]
}

function officesIn(line: string, field: string, offices: readonly Office[]): Office[] {
  const refuse = (expected: string) => new Problem('invalid', `${field}: got ${describeInput(line)} — ${expected}`)
  const alike = offices.filter(({ name }) => name.toLowerCase() === line.toLowerCase())
  if (alike.length > 1) throw refuse(`expected which: ${alike.map(({ reference }) => reference).join(' or ')}`)
  if (alike.length === 1) return alike
  return line.split(/[,;]/u).map((part) => {
    const reference = part.trim().toUpperCase()
    const office = offices.find((known) => known.reference === reference)
    if (office) return office
    const references = offices.map((known) => known.reference)
    const attempt = nearest(reference.slice(0, 40), references) ?? 'to enter it as a counterpart first'
    throw refuse(`expected the name or the reference of an office; try ${attempt}`)
  })
}
