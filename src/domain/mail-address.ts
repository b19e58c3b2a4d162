import { Problem } from './problem.ts'
import { parseLine } from './text.ts'
import { describeInput } from './visible.ts'

const LONGEST = 254 // RFC 5321, 4.5.3.1.3: a path of 256 octets less its angle brackets
const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
const LOCAL_PART = new RegExp(`^(?=.{1,64}$)${ATOM}(?:\\.${ATOM})*$`, 'u')
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const DOMAIN = new RegExp(`^(?:localhost|(?:${LABEL}\\.)+(?=[a-z])${LABEL})$`, 'u')

/** One bare address, a strict dot-atom. Its domain comes back in lower case and punycode, its local part as given. */
export function parseMailAddress(value: unknown, field: string): string {
  const line = parseLine(value, field, LONGEST)
  const [local = '', domain = '', ...more] = line.split('@')
  const address = `${local}@${toAscii(domain)}`
  if (more.length === 0 && LOCAL_PART.test(local) && DOMAIN.test(toAscii(domain)) && address.length <= LONGEST) {
    return address
  }
  const got = describeInput(line)
  throw new Problem(
    'invalid',
    `${field}: got ${got} — expected one address such as name@example.org; try ${hint(line)}`,
  )
}

/** Empty for what is no domain: the URL parser alone would also read ports, paths and %41. */
function toAscii(domain: string): string {
  return /^[\p{L}\p{N}\p{M}.-]+$/u.test(domain) ? (URL.parse(`http://${domain}`)?.hostname ?? '') : ''
}

const HINTS: readonly (readonly [RegExp, string])[] = [
  [/[,;]/u, 'one address at a time'],
  [/[<>]/u, 'only what stands between < and >'],
  [/["()]/u, 'it without quotation marks and parentheses'],
  [/[[\]]/u, 'the name of the mail domain instead of its number'],
  [/\p{Zs}/u, 'it without spaces'],
  [/^[^@]*$/u, 'it with @ and a domain'],
  [/@.*@/u, 'it with only one @'],
  [/^@|@$/u, 'something on both sides of the @'],
  [/\.$/u, 'it without the last dot'],
  [/\.\.|^\.|\.@|@\./u, 'it with single dots, and none beside the @'],
  [/^[^@]*[^\p{ASCII}@]/u, 'only A-Z, digits and .!#$%&*+-/=?^_ before the @'],
  [/^[^@]{65}/u, 'at most 64 characters before the @'],
  [/@[^.]*$/u, 'a whole domain, with a dot in it'],
]

function hint(line: string): string {
  return HINTS.find(([symptom]) => symptom.test(line))?.[1] ?? 'the domain as it is registered'
}
