import type { z } from 'zod'
import { describeInput } from '../../domain/visible.ts'
import { placeOf } from './read-field.ts'

type Issue = z.core.$ZodIssue

/**
 * What is wrong with the shape of what came in, each with its place, in the words of a field that is wrong; `whole` names
 * what has no other place. What was got is told where it was parsed with `reportInput`.
 */
export function mistakesOfShape({ issues }: { issues: readonly Issue[] }, whole: string): string[] {
  return issues.flatMap((issue) => mistakesIn(issue, whole))
}

export const MOST_TOLD = 100

/** The first of them, and how many more there are. */
export function firstMistakes(mistakes: readonly string[]): string[] {
  const shown = mistakes.slice(0, MOST_TOLD)
  return mistakes.length > shown.length ? [...shown, `… and ${mistakes.length - shown.length} more`] : shown
}

function mistakesIn(issue: Issue, whole: string): string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${placeOf([...issue.path, namedKey(key)])}: there is no such field`)
  return [`${placeOf(issue.path) || whole}: ${wordsOf(issue)}`]
}

function wordsOf(issue: Issue): string {
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message
  const expected = expectedBy(issue)
  if (expected === null) return issue.message
  return 'input' in issue ? `got ${gotBy(issue)} — expected ${expected}` : `expected ${expected}`
}

function gotBy({ code, input }: Issue): string {
  if (input === null) return 'null'
  const isOfSize = code === 'too_small' || code === 'too_big'
  return isOfSize && Array.isArray(input) ? String(input.length) : describeInput(input)
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'an object',
  record: 'an object',
  array: 'a list',
  string: 'a text',
  number: 'a whole number', // no field takes another
  int: 'a whole number',
  boolean: 'true or false',
}

/** Null where the schema says it in a sentence of its own. */
function expectedBy(issue: Issue): string | null {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected
    case 'invalid_value':
      return issue.values.map(String).join(' or ')
    case 'too_small':
      return `at least ${issue.minimum}${unitOf(issue.origin)}`
    case 'too_big':
      return `at most ${issue.maximum}${unitOf(issue.origin)}`
    // The schema has to say what would be right.
    case 'invalid_format':
      return issue.message
    default:
      return null
  }
}

function unitOf(origin: string): string {
  if (origin === 'array') return ' of them'
  return origin === 'string' ? ' characters' : ''
}

function namedKey(key: string): string {
  return /^[\w-]{1,60}$/.test(key) ? key : describeInput(key)
}
