import { expect, test } from 'vitest'
import { findingOf } from './support/at-the-mail-server.ts'
import { atWork } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'

const ABSENT =
  /Digests are due since .+ and not planned: the last worker looked at .+, 3 days ago\. Nothing is flagged or mailed/
const QUESTIONS = [['pending'], ['pending', '--json'], ['show', 'PRK-TC-1'], ['due', 'PRK-TC-1']]

test('while no worker has looked for days every command says so, and the next issue stands for what was missed', async ({
  task,
}) => {
  await using work = await atWork()
  await work.desk.db.execute(`update installations set last_pass_at = clock_timestamp() - interval '3 days'`)
  await work.desk.db.execute(
    `update subscriptions set cron = '0 9 * * *', next_slot_at = clock_timestamp() - interval '3 days'`,
  )
  for (const words of QUESTIONS) {
    const { code, stdout, stderr } = await work.run(words)
    expect.soft({ words, code, stderr }).toEqual({ words, code: 0, stderr: expect.stringMatching(ABSENT) })
    expect.soft(stdout).not.toMatch(ABSENT) // whoever reads it in a pipe reads what they asked for
  }
  expect(await findingOf(work, 'worker', {})).toMatchObject({
    state: 'warning',
    says: expect.stringContaining('4320 minutes ago'),
  })

  await work.run(['worker', '--once'])
  const [mail] = work.server.accepted.map(({ bytes }) => String(bytes).replaceAll('=\r\n', '').replaceAll(/\s+/g, ' '))
  expect(mail).toMatch(/\d earlier issues fell due while Relance was not running\. This issue stands for them too\./)
  const { delivered, distinct, lost } = await work.oracle()
  const again = await work.run(['pending'])
  tell(task, {
    fault: 'F70',
    injected: 'no worker for 3 days',
    delivered,
    distinct,
    lost,
    note: 'every command says so, then one issue for all',
  })
  expect(again).toMatchObject({ code: 0, stderr: '' })
  expect({ delivered, distinct, lost }).toEqual({ delivered: 1, distinct: 1, lost: 0 })
})
