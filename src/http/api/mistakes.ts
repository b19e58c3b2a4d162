import type { z } from '@hono/zod-openapi'
import { Problem } from '../../domain/problem.ts'
import { describeInput } from '../../domain/visible.ts'
import { placeOf } from '../../use-cases/read-field.ts'

const MOST_TOLD = 100

interface Result {
  success: boolean
  error?: z.ZodError
}

/** All that is wrong with one part of a request, each with its field. */
export function refuseMistakes(result: Result): void {
  if (result.success || !result.error) return
  const mistakes = result.error.issues.flatMap(mistakesOf)
  const told = mistakes.slice(0, MOST_TOLD)
  if (mistakes.length === 1) throw new Problem('invalid', mistakes[0]!)
  throw new Problem('invalid', `${mistakes.length} fields are not right yet`, told)
}

type Issue = z.ZodError['issues'][number]

function mistakesOf(issue: Issue): string[] {
  const place = placeOf(issue.path) || 'body'
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${placeOf([...issue.path, shown(key)])}: there is no such field`)
  return [`${place}: ${wordsOf(issue)}`]
}

function wordsOf(issue: Issue): string {
  if (issue.code === 'invalid_type') return `expected ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`
  if (issue.code === 'too_small') return `expected at least ${issue.minimum}`
  if (issue.code === 'too_big') return `expected at most ${issue.maximum}`
  return issue.message
}

function shown(key: string): string {
  return /^[\w-]{1,60}$/.test(key) ? key : describeInput(key)
}
