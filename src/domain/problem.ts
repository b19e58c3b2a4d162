/** A line, and how it goes on for whoever works at the command line: `no policy X`, and `; relance policies lists what there is`. */
type Line = string | { says: string; atCommandLine: string }

/** What the caller can put right: safe to show, and mapped once per edge. Anything else that is thrown is a fault. */
export class Problem extends Error {
  readonly code: ProblemCode
  /** Further lines, one for each mistake, each complete in itself. */
  readonly details: readonly string[]
  readonly #lines: readonly Line[]

  constructor(code: ProblemCode, message: Line, details: readonly Line[] = []) {
    super(inFull(message))
    this.name = 'Problem'
    this.code = code
    this.details = details.map(inFull)
    this.#lines = [message, ...details]
  }

  /** The same for whoever has no command line. */
  elsewhere(): Problem {
    const [message, ...details] = this.#lines.map((line) => (typeof line === 'string' ? line : line.says))
    return new Problem(this.code, message!, details)
  }

  /** In other words: the message is the first line, with number 0. What is for the command line stays. */
  reworded(reword: (says: string, number: number) => string): Problem {
    const [message, ...details] = this.#lines.map((line, number) =>
      typeof line === 'string' ? reword(line, number) : { ...line, says: reword(line.says, number) },
    )
    return new Problem(this.code, message!, details)
  }

  /** With the place that it is of before its message. */
  at(place: string): Problem {
    return this.reworded((says, number) => (number === 0 ? `${place}: ${says}` : says))
  }
}

function inFull(line: Line): string {
  return typeof line === 'string' ? line : line.says + line.atCommandLine
}

export const PROBLEM_CODES = [
  'usage',
  'invalid',
  'malformed',
  'unsupported',
  'not_acceptable',
  'too_large',
  'uri_too_long',
  'misdirected',
  'not_found',
  'wrong_method',
  'unauthenticated',
  'forbidden',
  'conflict',
  'precondition_required',
  'too_many',
  'configuration',
  'unavailable',
  'retry_later',
] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]
