import type { Desk } from './desk.ts'

/** As many more of PRK-TC-2, under references of their own, without correspondence, a line ahead or a place in a chain. */
export async function addPending({ db, tamper }: Desk, count: number): Promise<void> {
  const columns = await columnsOf(db, 'follow_ups', ['id', 'reference', 'next_line_on'])
  const adding = `insert into follow_ups (reference, ${columns})
    select 'PRK-TC-' || (1000 + n), ${columns} from follow_ups, generate_series(1, ${count}) as n
    where reference = 'PRK-TC-2'`
  const standing = await columnsOf(db, 'standings', ['follow_up_id'])
  const standings = `insert into standings (follow_up_id, ${standing})
    select added.id, ${standing} from standings,
      (select id from follow_ups where reference ~ '^PRK-TC-[0-9]{4,}$') as added
    where follow_up_id = (select id from follow_ups where reference = 'PRK-TC-2')
    on conflict do nothing`
  await tamper(adding, standings)
  await db.execute('analyze follow_ups, standings')
}

/** Each of them asks one of so many offices, `OFFICE-1` and so on: the one whose number SQL tells from its `id`. */
export async function spreadOverOffices({ db }: Desk, count: number, number: string): Promise<void> {
  await db.execute(`insert into counterparts (reference, name, languages, emails)
    select 'OFFICE-' || n, 'Office ' || n, '{}', '{}' from generate_series(1, ${count}) as n`)
  await db.execute(`with asked as (
      update follow_ups set counterpart_id = (select c.id from counterparts as c where c.reference = 'OFFICE-' || (${number}))
      where reference ~ '^PRK-TC-[0-9]{4,}$' returning id, counterpart_id)
    update standings set counterpart_id = asked.counterpart_id from asked where asked.id = follow_up_id`)
}

async function columnsOf(db: Desk['db'], table: string, but: readonly string[]): Promise<string> {
  const [row] = await db.execute<{ columns: string }>(
    `select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
     where table_name = '${table}' and column_name not in (${but.map((name) => `'${name}'`).join()})`,
  )
  return row!.columns
}
