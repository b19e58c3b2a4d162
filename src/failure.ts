import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Terminal } from './cli/house.ts'
import { Problem, type ProblemCode } from './domain/problem.ts'
import { showSafely } from './domain/visible.ts'
import { describeFault } from './fault.ts'

/** By sysexits.h, as far as it has a number for it. */
const EXIT_CODES: Record<ProblemCode, number> = {
  usage: 2,
  invalid: 2,
  too_large: 2,
  not_found: 1,
  unauthenticated: 77,
  forbidden: 77,
  too_many: 75,
  malformed: 2,
  wrong_method: 2,
  uri_too_long: 2,
  misdirected: 2,
  unsupported: 2,
  not_acceptable: 2,
  precondition_required: 1,
  conflict: 1,
  unavailable: 69,
  retry_later: 75,
  configuration: 78,
}
export const EXIT_INTERNAL = 70

/** Says what went wrong, in a line and its details; of a fault, only that there was one and how to find it in the log. */
export function tellFailure(error: unknown, { note }: Terminal, log: Logger): number {
  if (error instanceof Problem) {
    note(onOneLine(`error[${error.code}] ${error.message}`))
    for (const detail of error.details) note(onOneLine(`  ${detail}`))
    return EXIT_CODES[error.code]
  }
  const id = randomUUID()
  log.error({ id, ...describeFault(error) }, 'internal error')
  note(`error[internal] something went wrong that is not your doing; the log has it under ${id}`)
  return EXIT_INTERNAL
}

/** What was typed may stand in it. */
function onOneLine(text: string): string {
  return showSafely(text).replace(/\s*\n\s*/g, ' ')
}
