import type { AtWork } from './ledger-at-work.ts'

/**
 * So many mails to be sent at once, each a copy of one that was planned, under a Message-ID, number and slot of its
 * own; and no other, for the subscription's own slot is put off.
 */
export async function planMany(work: AtWork, count: number): Promise<void> {
  await work.plan(1)
  await work.desk.db.execute(`update subscriptions set next_slot_at = now() + interval '1 year'`)
  await work.desk.db.execute(`
    insert into digests overriding system value select (jsonb_populate_record(d, jsonb_build_object(
      'id', d.id + n, 'number', d.number + n,
      'slot_at', d.slot_at - n * interval '1 minute', 'slot_local', d.slot_local - n * interval '1 minute',
      'message_id', replace(d.message_id, '<', '<' || n || '.'),
      'message', convert_to(replace(convert_from(d.message, 'UTF8'), d.message_id, replace(d.message_id, '<', '<' || n || '.')), 'UTF8')
    ))).* from digests d, generate_series(1, ${count - 1}) n where d.state = 'planned'`)
  await work.desk.db.execute(`
    select setval(pg_get_serial_sequence('digests', 'id'), max(id)) from digests`)
}

/** How many of the lines that each of `askMany` has crossed are to be flagged. */
export const LINES_CROSSED = 3

/** So many asks that have long crossed three lines, and that no sweep has seen. */
export async function askMany({ desk }: AtWork, count: number): Promise<void> {
  await desk.db.execute(`
    insert into follow_ups overriding system value select (jsonb_populate_record(f, jsonb_build_object(
      'id', f.id + 1000 + n, 'reference', 'PRK-TC-' || 1000 + n, 'state', 'awaiting_reply',
      'answer_due_on', '2020-01-08', 'answer_due_basis', 'set', 'long_overdue_after_on', '2020-02-08',
      'paused_on', null, 'is_promise', false, 'next_line_on', '2020-01-01'
    ))).* from follow_ups f, generate_series(1, ${count}) n where f.reference = 'PRK-TC-2'`)
}

/** Flags of those asks, and how many of them are different. */
export async function flagsOfMany({ desk }: AtWork): Promise<{ raised: number; distinct: number }> {
  const [row] = await desk.db.execute<{ raised: number; distinct: number }>(`
    select count(*)::int as raised, count(distinct (follow_up_id, kind, due_on))::int as "distinct"
    from flags join follow_ups f on f.id = follow_up_id where f.reference ~ '^PRK-TC-1[0-9]{3}$'`)
  return row!
}

/** The sample's subscription and copies of it, each with a slot that has come. */
export async function subscriptionsDue({ desk }: AtWork, count: number): Promise<void> {
  await desk.db.execute(`
    insert into subscriptions overriding system value select (jsonb_populate_record(s, jsonb_build_object(
      'id', s.id + n, 'unsubscribe_token', s.unsubscribe_token || n
    ))).* from subscriptions s, generate_series(1, ${count - 1}) n where s.id = 1`)
  await desk.db.execute(`update subscriptions set next_slot_at = now() - interval '15 days'`)
}

export async function countOf({ desk }: AtWork, table: string): Promise<number> {
  const [row] = await desk.db.execute<{ count: number }>(`select count(*)::int as count from ${table}`)
  return row!.count
}
