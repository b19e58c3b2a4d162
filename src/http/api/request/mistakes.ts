import type { z } from '@hono/zod-openapi'
import { Problem } from '../../../domain/problem.ts'
import { MOST_TOLD, mistakesOfShape } from '../../../use-cases/reading/mistakes-of-shape.ts'

interface Result {
  success: boolean
  error?: z.ZodError
}

/** All that is wrong with one part of a request, each with its field. */
export function refuseMistakes(result: Result): void {
  if (result.success || !result.error) return
  const mistakes = mistakesOfShape(result.error, 'body')
  if (mistakes.length === 1) throw new Problem('invalid', mistakes[0]!)
  throw new Problem('invalid', `${mistakes.length} fields are not right yet`, mistakes.slice(0, MOST_TOLD))
}
