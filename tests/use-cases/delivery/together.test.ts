import { expect, test } from 'vitest'
import { together } from '../../../src/use-cases/delivery/together.ts'

/** Work that waits until it is let go, and tells who went together. */
function heldWork() {
  const went: number[][] = []
  const holds: PromiseWithResolvers<void>[] = []
  const ask = together(async (all: readonly number[]) => {
    went.push([...all])
    const hold = Promise.withResolvers<void>()
    holds.push(hold)
    await hold.promise
    return all.map((each) => each * 10)
  })
  const letGo = () => holds.shift()!.resolve()
  return { ask, went, letGo }
}

test('those who ask at one moment go together, and those who ask meanwhile go together after them', async () => {
  const { ask, went, letGo } = heldWork()
  const first = Promise.all([ask(1), ask(2)])
  await Promise.resolve()
  const second = Promise.all([ask(3), ask(4), ask(5)])
  letGo()
  expect(await first).toEqual([10, 20])
  await Promise.resolve()
  letGo()
  expect(await second).toEqual([30, 40, 50])
  expect(went).toEqual([
    [1, 2],
    [3, 4, 5],
  ])
})

test('what fails fails for those who went, and not for those after them', async () => {
  let isBroken = true
  const ask = together(async (all: readonly number[]) => {
    if (isBroken) throw new Error('no answer')
    return Promise.resolve(all)
  })
  const failed = await Promise.allSettled([ask(1), ask(2)])
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  isBroken = false
  expect(await ask(3)).toBe(3)
})
