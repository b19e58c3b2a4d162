import { assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { parseMailAddress } from '../../src/domain/mail-address.ts'
import { Problem } from '../../src/domain/problem.ts'

const domainOf189 = `${'d'.repeat(61)}.${'d'.repeat(61)}.${'d'.repeat(61)}.org`

test.for([
  ['desk@ohchr.org', 'desk@ohchr.org', 'as it is'],
  [' desk@ohchr.org ', 'desk@ohchr.org', 'without the spaces around it'],
  ['Anna.Desk+dprk@OHCHR.Org', 'Anna.Desk+dprk@ohchr.org', 'the local part as given, the domain in lower case'],
  ['a@exämple.org', 'a@xn--exmple-cua.org', 'the domain in punycode'],
  ['a@раураl.com', 'a@xn--l-7sba6dbr.com', 'Cyrillic that looks like Latin shows itself'],
  ['a@e\u0301cole.fr', 'a@xn--cole-9oa.fr', 'a decomposed accent is the same domain'],
  ['relance@localhost', 'relance@localhost', 'this machine'],
  ["o'brien!#$%&*/=?^_`{|}~-@x.org", "o'brien!#$%&*/=?^_`{|}~-@x.org", 'every sign of an atom'],
  [`${'l'.repeat(64)}@${domainOf189}`, `${'l'.repeat(64)}@${domainOf189}`, '254 characters'],
] as const)('%s is understood as %s: %s', ([typed, address]) => {
  expect(parseMailAddress(typed, 'to')).toBe(address)
})

test.for([
  ['nobody', 'with @ and a domain'],
  ['a@', 'on both sides'],
  ['@b', 'on both sides'],
  ['a@b@c', 'only one @'],
  ['a@b.org@c.org', 'only one @'],
  ['a b@c.org', 'without spaces'],
  ['a@b..c', 'single dots'],
  ['.a@b.org', 'single dots'],
  ['a.@b.org', 'single dots'],
  ['a@.b.org', 'single dots'],
  ['a@x.org, evil@y.org', 'one address at a time'],
  ['a@x.org;evil@y.org', 'one address at a time'],
  ['a@x.org\r\nBcc: e@y', 'CR at character 8'],
  ['"x@gmail.com y"@internal', 'without quotation marks'],
  ['"quoted"@x.org', 'without quotation marks'],
  ['user@good.com(x)evil.com', 'parentheses'],
  ['Group: a@b;', 'one address at a time'],
  ['<a@b.org>', 'between < and >'],
  ['Anna <a@b.org>', 'between < and >'],
  ['a@[127.0.0.1]', 'the name of the mail domain'],
  ['a@127.0.0.1', 'as it is registered'],
  ['a@0x7f.1', 'as it is registered'],
  ['a@x.org:25', 'as it is registered'],
  ['a@x.org/b', 'as it is registered'],
  ['a@x%2e.org', 'as it is registered'],
  ['a@-x.org', 'as it is registered'],
  ['a@x_y.org', 'as it is registered'],
  ['a@intranet', 'a whole domain'],
  ['jösé@x.org', 'only A-Z'],
  ['a@x.org.', 'without the last dot'],
  [`${'l'.repeat(65)}@x.org`, 'at most 64 characters'],
  ['', 'got nothing'],
  [null, 'got nothing'],
] as const)('%j is no mail address, and the message says why: %s', ([typed, reason]) => {
  const problem = problemOf(typed)
  expect(problem.code).toBe('invalid')
  expect(problem.message).toContain(reason)
})

test('255 characters are one too many', () => {
  expect(problemOf(`${'l'.repeat(64)}@d${domainOf189}`).code).toBe('too_large')
})

test('a domain that grows too long in punycode is refused', () => {
  expect(problemOf(`a@${'ü.'.repeat(60)}org`).code).toBe('invalid')
})

test('whatever is typed, an address that passes is one dot-atom in ASCII', () => {
  assert(
    property(string({ unit: 'grapheme' }), string({ unit: 'grapheme' }), (local, domain) => {
      try {
        expect(parseMailAddress(`${local}@${domain}.org`, 'to')).toMatch(/^[!-~]+@[a-z0-9.-]+$/u)
      } catch (error) {
        if (!(error instanceof Problem)) throw error
      }
    }),
    { numRuns: 2000 },
  )
})

function problemOf(typed: unknown): Problem {
  try {
    parseMailAddress(typed, 'to')
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('nothing was refused')
}
