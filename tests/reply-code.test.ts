import { expect, test } from 'vitest'
import { replyCodeIn } from '../src/reply-code.ts'

test.for([
  ['550 5.7.1 refused for its subject "Visit"', '550 5.7.1'],
  ['451-4.7.1 greylisted', '451-4.7.1'],
  ['421 Visit', '421'],
  ['Invalid login: 535 5.7.8 amina', '535 5.7.8'],
  ['connect ECONNREFUSED 127.0.0.1:2525', 'ECONNREFUSED'],
  ['self-signed certificate of visit.example', 'certificate'],
  ['no answer within the deadline', 'no answer within the deadline'],
  ['not tried: this address takes no mail since 550 Visit', 'not tried'],
  ['Visit', 'no code'],
] as const)('of %j the log has %j', ([said, logged]) => {
  expect(replyCodeIn(said)).toBe(logged)
})
