import { Problem } from '../domain/problem.ts'
import { describeInput } from '../domain/visible.ts'

/** Of an address: what is no number names nothing that is there. */
export function readNumber(text: string, of: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new Problem('not_found', `no ${of} ${describeInput(text)}`)
}
