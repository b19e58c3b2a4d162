/** What the caller can put right: safe to show, and mapped once per edge. Anything else that is thrown is a fault. */
export class Problem extends Error {
  readonly code: ProblemCode
  /** Further lines, one for each mistake, each complete in itself. */
  readonly details: readonly string[]

  constructor(code: ProblemCode, message: string, details: readonly string[] = []) {
    super(message)
    this.name = 'Problem'
    this.code = code
    this.details = details
  }
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
