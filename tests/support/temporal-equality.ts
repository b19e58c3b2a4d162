import { expect } from 'vitest'

// toMatchObject looks at own properties alone, and a day has none: it would match any other day, and null.
expect.addEqualityTesters([
  (one, other) => {
    if (!isTemporal(one) && !isTemporal(other)) return undefined
    return isTemporal(one) && isTemporal(other) && String(one) === String(other)
  },
])

function isTemporal(value: unknown): boolean {
  return Object.prototype.toString.call(value).startsWith('[object Temporal.')
}
