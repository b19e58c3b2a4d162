import { refusalOf } from './store/connection/sqlstate.ts'

export interface Fault {
  name: string
  /** SQLSTATE or the system's code, and the constraint, where there is one. */
  code?: string
  constraint?: string
  /** Left out where a database refused: its words can hold what was recorded. */
  message?: string
  at?: string
}

/** What may be logged of an error that nobody can put right: never a statement, its parameters or a row. */
export function describeFault(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error) }
  const refusal = refusalOf(error)
  const at = /^\s+at (.+)$/m.exec(error.stack?.slice(error.stack.indexOf('\n    at ')) ?? '')?.[1]
  return {
    name: error.name,
    ...(refusal
      ? { code: refusal.code, ...(refusal.constraint && { constraint: refusal.constraint }) }
      : { message: error.message }),
    ...(at && { at }),
  }
}
