import { expect, test } from 'vitest'
import { atWork } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'

test('three workers without any fault send each mail once', async ({ task }) => {
  await using work = await atWork()
  await work.plan(30)
  await Promise.all(Array.from({ length: 3 }, () => work.run(['worker', '--once'])))
  const { delivered, distinct, lost, ...found } = await work.oracle()
  tell(task, { fault: 'none', injected: '3 workers, 30 mails', delivered, distinct, lost })
  expect({ delivered, distinct, lost, ...found }).toEqual({
    planned: 30,
    delivered: 30,
    distinct: 30,
    lost: 0,
    differing: 0,
    doubledSlots: 0,
    unsettled: 0,
  })
})
