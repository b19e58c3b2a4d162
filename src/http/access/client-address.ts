import { isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Web, WebContext } from '../web.ts'

/**
 * Who asks: where the socket comes from or, where a proxy of ours is there, whom it asks for by X-Forwarded-For. What
 * anybody else claims counts for nothing. Of IPv6, the network that one customer is given.
 */
export function clientOf(c: WebContext, { isProxy }: Pick<Web, 'isProxy'>): string {
  const isServed = (c.env as { incoming?: unknown } | undefined)?.incoming !== undefined
  const nearest = plain((isServed && getConnInfo(c).remote.address) || 'unknown')
  const claimed = isProxy(nearest) ? (c.req.header('x-forwarded-for')?.split(',') ?? []) : []
  // From the last on, each told of the one before it, and is believed while it is a proxy of ours.
  const told = [...claimed.map(plain), nearest]
  const client = told.findLast((address) => !isProxy(address)) ?? told[0]!
  return client.includes(':') ? networkOf(client) : client
}

/** Some proxies add the port: `192.0.2.7:50123`, `[2001:db8::7]:50123`. */
function plain(address: string): string {
  const [, bracketed, dotted] = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(address.trim()) ?? []
  const bare = (bracketed ?? dotted ?? address.trim()).replace(/^::ffff:(?=\d+\.)/i, '')
  return isIP(bare) === 0 ? 'unknown' : bare
}

function networkOf(address: string): string {
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(Boolean)
  const later = tail?.split(':').filter(Boolean) ?? []
  const missing = tail === undefined ? 0 : 8 - groups.length - later.length
  return [...groups, ...Array(Math.max(missing, 0)).fill('0'), ...later].slice(0, 4).join(':')
}
