import type { Desk } from './desk.ts'

/** As many more of PRK-TC-2, under references of their own; none of them has correspondence, or a line ahead. */
export async function addPending({ db }: Desk, count: number): Promise<void> {
  const [{ columns }] = (await db.execute<{ columns: string }>(
    `select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
     where table_name = 'follow_ups' and column_name not in ('id', 'reference', 'next_line_on')`,
  )) as unknown as [{ columns: string }]
  await db.execute(`insert into follow_ups (reference, ${columns})
    select 'PRK-TC-' || (1000 + n), ${columns} from follow_ups, generate_series(1, ${count}) as n
    where reference = 'PRK-TC-2'`)
  await db.execute('analyze follow_ups')
}
