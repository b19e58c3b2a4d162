import { readNumber } from '../../read-number.ts'
import type { WebContext } from '../../web.ts'

/** The number of a subscription, `n`, or of one of its issues, in an address. */
export function numberIn(c: WebContext, name: 'n' | 'number'): number {
  return readNumber(c.req.param(name) ?? '', name === 'n' ? 'subscription' : 'issue')
}
