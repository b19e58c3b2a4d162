import { expect, test } from 'vitest'
import { condemnsAddress } from '../../../src/domain/digests/mail-refusal.ts'

test.for([
  ['550 5.1.1 <a@example.org>: no such user', true],
  ['550-5.1.1 The email account that you tried to reach does not exist', true],
  ['550 5.1.10 RESOLVER.ADR.RecipientNotFound', true],
  ['550 no such user here', true],
  ['5.0.0', true],
  ['550 5.2.1 mailbox disabled', true],
  ['550 5.5.0 unavailable', true],
  ['552 5.2.2 mailbox full', false],
  ['552 5.2.3 too large for it', false],
  ['553 5.1.8 bad sender', false],
  ['550 5.7.1 blocked by policy', false],
  ['554 5.3.4 too large', false],
  ['554 5.4.14 hop count exceeded', false],
] as const)('%s: no mailbox? %s', ([said, isMailbox]) => {
  expect(condemnsAddress(said)).toBe(isMailbox)
})
