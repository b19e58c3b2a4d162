import { Problem } from '../../../domain/problem.ts'
import { describeInput } from '../../../domain/visible.ts'
import type { WebContext } from '../../web.ts'

/** The number of a subscription, `n`, or of one of its issues, in an address. */
export function numberIn(c: WebContext, name: 'n' | 'number'): number {
  const text = c.req.param(name) ?? ''
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new Problem('not_found', `no ${name === 'n' ? 'subscription' : 'issue'} ${describeInput(text)}`)
}
