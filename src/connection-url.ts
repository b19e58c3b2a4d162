import type { Config } from './config.ts'
import { Problem } from './domain/problem.ts'

type Form = { readonly schemes: readonly string[]; readonly example: string }

export function parseDatabaseUrl(text: string, name: string): string {
  const form = { schemes: ['postgres', 'postgresql'], example: 'postgres://user:password@host:5432/database' }
  const url = parseUrl(text, name, form)
  if (!url.hostname && !url.searchParams.has('host')) throw mistake(text, name, `a host, as in ${form.example}`)
  if (url.pathname.length < 2) throw mistake(text, name, `the name of a database at its end, as in ${form.example}`)
  return text
}

export function parseSmtpUrl(text: string, name: string): string {
  const form = { schemes: ['smtp', 'smtps'], example: 'smtp://user:password@host:587' }
  const url = parseUrl(text, name, form)
  const host = url.hostname
  if (!host) throw mistake(text, name, `a host, as in ${form.example}`)
  if (!url.port) throw mistake(text, name, `a port; try smtp://${host}:587 or smtps://${host}:465`)
  if (url.protocol === 'smtps:' && url.port === '587') {
    throw mistake(text, name, `smtps:// with port 465, for 587 starts without TLS; try smtp://${host}:587`)
  }
  if (url.protocol === 'smtp:' && url.port === '465') {
    throw mistake(text, name, `smtp:// with port 587 or 25, for 465 starts with TLS; try smtps://${host}:465`)
  }
  const isPlain = url.search === '?tls=none' && url.protocol === 'smtp:'
  if (!['', '/'].includes(url.pathname) || url.hash || (url.search && !isPlain)) {
    throw mistake(text, name, `nothing after the port, or ?tls=none for a server without TLS, as in ${form.example}`)
  }
  return text
}

/** The origin that links in pages and mail begin with, without a slash at its end. */
export function parseBaseUrl(text: string, name: string): string {
  const form = { schemes: ['http', 'https'], example: 'https://relance.example.org' }
  const url = parseUrl(text, name, form)
  if (url.username || url.password) throw mistake(text, name, `no user and password, as in ${form.example}`)
  if (url.pathname !== '/' || /[?#]/u.test(text)) throw mistake(text, name, `nothing after the host; try ${url.origin}`)
  return url.origin
}

/** The origin of a service. A token goes with every request, so without TLS only within this machine. */
export function parseServiceUrl(text: string, name: string): string {
  const origin = parseBaseUrl(text, name)
  const { protocol, hostname, host } = new URL(origin)
  if (protocol === 'https:' || LOOPBACK.test(hostname)) return origin
  throw mistake(text, name, `https://, for the token goes with every request; try https://${host}`)
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u

/** Where the database is, without its password: an address, or the folder of our own. */
export function placeOf({ databaseUrl, dir }: Pick<Config, 'databaseUrl' | 'dir'>): string {
  return databaseUrl === undefined ? dir : redactUrl(databaseUrl)
}

export function redactUrl(text: string): string {
  const url = new URL(text)
  if (url.password) url.password = '***'
  for (const key of url.searchParams.keys()) if (/pass|secret|token|key/iu.test(key)) url.searchParams.set(key, '***')
  return url.href
}

function parseUrl(text: string, name: string, { schemes, example }: Form): URL {
  const known = schemes.map((scheme) => `${scheme}://`)
  if (!known.some((scheme) => text.toLowerCase().startsWith(scheme))) {
    throw mistake(text, name, `${known.join(' or ')}, as in ${example}`)
  }
  if (isBadlyEncoded(text)) {
    const expected = 'percent-encoding of signs such as @ / ? # % in user and password'
    throw mistake(text, name, `${expected}; try %40 for @, %2F for /, %3F for ?, %23 for #, %25 for %`)
  }
  const url = URL.parse(text)
  if (!url) throw mistake(text, name, example)
  return url
}

/** Whether what stands before the last @ cannot be read back as user and password. */
function isBadlyEncoded(text: string): boolean {
  const credentials = text.slice(text.indexOf('://') + 3, Math.max(0, text.lastIndexOf('@')))
  if (/[@/?#\s]|%(?![0-9a-f]{2})/iu.test(credentials)) return true
  try {
    decodeURIComponent(credentials)
    return false
  } catch {
    return true
  }
}

function mistake(text: string, name: string, expected: string): Problem {
  return new Problem('configuration', `${name}: got ${describeUrl(text)} — expected ${expected}`)
}

/** Scheme and host only. Where it is not sure which part is the host, it could be a piece of the password. */
function describeUrl(text: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//iu.exec(text)?.[0]
  if (!scheme) return 'text that does not begin with a scheme and ://'
  return `${scheme}${isBadlyEncoded(text) ? '…' : (URL.parse(text)?.hostname ?? '…')}`
}
