import postgres from 'postgres'
import type { Ground } from './ground.ts'

const KEEP_ASIDE = `
  create schema if not exists bare;
  create table if not exists bare.last_words as select id, last_word_on from follow_ups where id % 2 = 0`

const PUT_BACK = `
  begin; set local session_replication_role = replica;
  delete from communications where number > 1000000;
  update follow_ups set last_word_on = was.last_word_on from bare.last_words as was
    where was.id = follow_ups.id and was.last_word_on is distinct from follow_ups.last_word_on;
  drop schema bare cascade; commit`

/**
 * What bare transactions write to follow-ups of even numbers is not what the facts say: it is taken back, if need be
 * before the work of the next that comes by.
 */
export async function withoutTrace<Result>({ connection }: Ground, work: () => Promise<Result>): Promise<Result> {
  const sql = postgres({ ...(connection as object), user: 'postgres', max: 1, fetch_types: false, onnotice: () => {} })
  try {
    await sql.unsafe(KEEP_ASIDE)
    return await work()
  } finally {
    await sql.unsafe(PUT_BACK)
    await sql.end()
  }
}
