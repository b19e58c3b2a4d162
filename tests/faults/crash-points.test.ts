import { expect, test } from 'vitest'
import { CRASH_POINTS } from '../../src/domain/crash-points.ts'
import { SCENARIOS } from './support/crash-scenarios.ts'
import { atWork } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'

test('each crash point has a scenario that reaches it', () => {
  expect(Object.keys(SCENARIOS).toSorted()).toEqual(CRASH_POINTS.toSorted())
})

test.for(CRASH_POINTS)(
  'killed at %s nothing is lost, and the same command ends what was begun',
  async (point, { task }) => {
    const { fault, injected, pass = 1, isLeased, extraCopies = 0, undelivered = 0, begin } = SCENARIOS[point]
    await using opened = new AsyncDisposableStack()
    const work = opened.use(await atWork())
    const { words, env, crashed, codeOfRepeat = 0, converged } = await begin(work, opened)

    expect(await work.run(words, { ...env, CRASH_AT: `${point}:${pass}` })).toMatchObject({ signal: 'SIGKILL' })
    const killedAt = performance.now()
    await crashed?.()
    expect(await work.run(words, env)).toMatchObject({ code: codeOfRepeat, signal: null })
    const recoveredMs = performance.now() - killedAt
    await converged?.()
    if ((await work.oracle()).unsettled > 0) await work.settle()

    const { planned, delivered, distinct, ...found } = await work.oracle()
    const mails = planned > 0 ? { delivered, distinct } : {}
    const back = isLeased ? { note: 'taken up when its lease is over' } : { recoveredMs }
    tell(task, { fault, injected, ...mails, lost: found.lost, ...back })
    expect({ distinct, copies: delivered - distinct, ...found }).toEqual({
      distinct: planned - undelivered,
      copies: extraCopies,
      lost: 0,
      differing: 0,
      doubledSlots: 0,
      unsettled: 0,
    })
  },
)
