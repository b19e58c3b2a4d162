import type { z } from '@hono/zod-openapi'
import { Problem } from '../../domain/problem.ts'
import { mistakesOfShape } from '../../use-cases/mistakes-of-shape.ts'

const MOST_TOLD = 100

interface Result {
  success: boolean
  error?: z.ZodError
}

/** All that is wrong with one part of a request, each with its field. */
export function refuseMistakes(result: Result): void {
  if (result.success || !result.error) return
  const mistakes = mistakesOfShape(result.error, 'body')
  const told = mistakes.slice(0, MOST_TOLD)
  if (mistakes.length === 1) throw new Problem('invalid', mistakes[0]!)
  throw new Problem('invalid', `${mistakes.length} fields are not right yet`, told)
}
