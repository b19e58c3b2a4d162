import { expect, test } from 'vitest'
import { listRecordedFacts } from '../../src/store/correspondence/facts.ts'
import { listFollowUpRows } from '../../src/store/correspondence/follow-ups.ts'
import { listStandings } from '../../src/store/standings/standings.ts'
import { listWrittenAfter, write } from '../../src/store/standings/written-follow-ups.ts'
import { workedAt } from '../support/ledgers/worked-at.ts'

test('what is kept is written here as Postgres writes it, and the facts are those that are read column by column', async () => {
  await using desk = await workedAt()
  const written = await listWrittenAfter(desk.db, 0, 1_000)
  const ids = written.map(({ id }) => id)
  const [kept, held] = [await listFollowUpRows(desk.db, ids), await listStandings(desk.db, ids)]
  expect(ids.length).toBeGreaterThan(2)
  expect(kept.map((row) => ({ id: row.id, ...write({ kept: row, held: held.get(row.id)! }) }))).toEqual(
    written.map(({ id, kept: columns, held: rows }) => ({ id, kept: columns, held: rows })),
  )
  const facts = await listRecordedFacts(desk.db, ids)
  for (const one of written) {
    expect(one.facts).toHaveLength(facts.get(one.id)!.length)
    expect(JSON.parse(JSON.stringify(one.facts))).toEqual(
      expect.arrayContaining(JSON.parse(JSON.stringify(facts.get(one.id)))),
    )
  }
  expect(await listWrittenAfter(desk.db, ids[0]!, 1)).toEqual([written[1]])
})
