import { expect, test } from 'vitest'

test.for([
  [Temporal.PlainDate.from('2003-08-08'), Temporal.PlainDate.from('2003-12-30')],
  [Temporal.Instant.from('2026-11-24T09:00Z'), Temporal.Instant.from('2026-11-24T09:01Z')],
  [Temporal.PlainDateTime.from('2026-11-24T09:00'), Temporal.PlainDateTime.from('2026-11-25T09:00')],
] as const)('%s matches itself and not %s, as deep as it may lie', ([one, other]) => {
  expect({ dated: [{ on: one }], more: 1 }).toMatchObject({ dated: [{ on: one }] })
  expect({ dated: [{ on: one }], more: 1 }).not.toMatchObject({ dated: [{ on: other }] })
  expect(one).not.toEqual(other)
})

test.for([null, undefined, '2003-08-08', {}])('no day matches %j, nor does it match a day', (other) => {
  const one = Temporal.PlainDate.from('2003-08-08')
  expect({ on: other }).not.toMatchObject({ on: one })
  expect({ on: one }).not.toMatchObject({ on: other })
})
