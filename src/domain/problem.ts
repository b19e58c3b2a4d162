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

export type ProblemCode =
  | 'usage'
  | 'invalid'
  | 'too_large'
  | 'not_found'
  | 'forbidden'
  | 'unauthenticated'
  | 'too_many'
  | 'malformed'
  | 'wrong_method'
  | 'uri_too_long'
  | 'unsupported'
  | 'precondition_required'
  | 'conflict'
  | 'configuration'
  | 'unavailable'
  | 'retry_later'
