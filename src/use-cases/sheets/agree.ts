import { describeInput } from '../../domain/visible.ts'
import { COLUMNS, type Field, type Told } from './columns.ts'
import type { Row, Trouble } from './read-rows.ts'

/** What several rows say of one thing: the same, or nothing. Where two differ, it says where both stand. */
export function agreedOn<F extends Field>(
  rows: readonly Row[],
  fields: readonly F[],
  { of, troubles }: { of: string; troubles: Trouble[] },
): Pick<Told, F> {
  const agreed = {} as Pick<Told, F>
  for (const field of fields) {
    const [first, ...others] = rows.filter(({ told }) => told[field] !== null)
    agreed[field] = (first?.told[field] ?? null) as Told[F]
    for (const row of others) {
      const { told } = row
      if (isSame(told[field], first!.told[field])) continue
      const says = `${COLUMNS[field].heading} of ${of} is ${shown(told[field])} here, and ${shown(first!.told[field])} in row ${first!.line}`
      troubles.push({ row, field, says: `${says} — expected the same, or nothing` })
    }
  }
  return agreed
}

export function isSame(one: unknown, other: unknown): boolean {
  return plain(one) === plain(other)
}

export function shown(value: unknown): string {
  const text = plain(value)
  return typeof text === 'string' && typeof value === 'string' ? describeInput(text) : String(text ?? 'nothing')
}

/** Days and vague dates by what is written of them. */
function plain(value: unknown): unknown {
  if (value instanceof Temporal.PlainDate) return value.toString()
  if (typeof value === 'object' && value !== null && 'text' in value) return value.text
  return value ?? null
}
