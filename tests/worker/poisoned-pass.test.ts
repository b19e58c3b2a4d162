import { expect, test } from 'vitest'
import { readClock } from '../../src/store/connection/clock.ts'
import { checkLedger } from '../../src/use-cases/operation/check-ledger.ts'
import { cancelSubscription } from '../../src/use-cases/digests/subscribe.ts'
import type { Delivered } from '../../src/use-cases/delivery/deliver-digests.ts'
import type { Post } from '../../src/use-cases/delivery/post.ts'
import { runPass } from '../../src/worker/pass.ts'
import { freshDesk, type Desk } from '../support/ledgers/desk.ts'
import { keepingPost, listIssues, subscribeDaily, takingAll } from '../support/ledgers/issues.ts'

/** The one called Daily cannot be composed. */
function poisonedPost(): Post {
  const post = keepingPost()
  return {
    ...post,
    compose: (digest, series) =>
      digest.subscription.name === 'Daily' ? Promise.reject(new Error('poison')) : post.compose(digest, series),
  }
}

async function twoReaders(): Promise<Desk> {
  const desk = await freshDesk('the sample')
  await cancelSubscription(desk.on('2026-11-24'), 1)
  await subscribeDaily(desk, '2026-11-24T12:00')
  await subscribeDaily(desk, '2026-11-24T12:00', { name: 'Another' })
  return desk
}

test('a digest that cannot be put together keeps its slot and is told of, while another reader’s goes out', async () => {
  await using desk = await twoReaders()
  const server = takingAll()
  const pass = (post: Post) => runPass(desk.on('2026-11-25T09:00'), { post, send: server.send })
  for (let count = 0; count < 3; count += 1) await expect(pass(poisonedPost())).rejects.toThrow('poison')
  expect(server.taken).toHaveLength(1)
  await desk.db.execute(`update subscriptions set next_slot_at = clock_timestamp()
    + case id when 2 then interval '-6 minutes' else interval '1 hour' end where next_slot_at is not null`)
  const now = await readClock(desk.db)
  expect((await checkLedger({ ...desk.on('2026-11-25T09:00'), now })).unplanned).toMatchObject([
    { subscription: 2, name: 'Daily' },
  ])
})

test('what cannot be flagged keeps no digest back, and what went out is told of', async () => {
  await using desk = await twoReaders()
  // A day beyond those that there are: nothing of ours would write it, and reading it throws.
  await desk.db.execute(`update follow_ups set next_line_on = '2026-11-01', answer_due_on = 'infinity' where id = 1`)
  await desk.db.execute(`update follow_ups set state = 'closed', closed_on = '2026-11-01' where id = 1`)
  const server = takingAll()
  const mail = { post: keepingPost(), send: server.send }
  const told: Delivered[] = []
  const onFailure = (delivered: Delivered) => void told.push(delivered)
  await expect(runPass(desk.on('2026-11-25T09:00'), mail, { onFailure })).rejects.toThrow(RangeError)
  expect(told).toMatchObject([{ sent: 2 }])
  expect(server.taken).toHaveLength(2)
  expect((await listIssues(desk)).map(({ state }) => state)).toEqual(['sent', 'sent'])
})
