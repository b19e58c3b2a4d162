import { Problem, PROBLEM_CODES, type ProblemCode } from '../domain/problem.ts'

export type Names = Readonly<Record<string, string>>

interface Told {
  code: string
  detail: string
  errors: { field: string | null; message: string }[]
}

/** What the service refused, as it would be refused here: fields under the names that the commands have for them. */
export function refusalIn(body: unknown, { origin }: { origin: string }, names: Names = {}): Problem {
  const { code, detail, errors } = body as Told
  if (code === 'unauthenticated')
    return new Problem(code, `RELANCE_TOKEN: ${detail}; ${origin}/account makes a new one`)
  if (!isKnown(code)) return new Problem('unavailable', `${origin} could not do it: ${detail}`)
  const mistakes = errors.map(({ field, message }) => (field ? `${field}: ${message}` : message))
  const details = mistakes.length === 1 && mistakes[0] === detail ? [] : mistakes
  const renamed = (message: string) => message.replace(/^[\w.[\]-]+(?=: )/, (name) => names[name] ?? name)
  return new Problem(code, renamed(detail), details.map(renamed))
}

function isKnown(code: string): code is ProblemCode {
  return (PROBLEM_CODES as readonly string[]).includes(code)
}
