import type { Sql } from 'postgres'

/** All that a database holds, so that it can be put back as it was. */
export interface Contents {
  tables: readonly { name: string; columns: string; rows: string | null }[]
  sequences: readonly { name: string; last: string; isCalled: boolean }[]
}

const OURS = "relnamespace <> all ('{pg_catalog,information_schema,pg_toast}'::regnamespace[])"

export async function readContents(sql: Sql): Promise<Contents> {
  const tables = await sql.unsafe<{ name: string; columns: string }[]>(
    `select oid::regclass::text as name, string_agg(quote_ident(attname), ', ' order by attnum) as columns
     from pg_class join pg_attribute on attrelid = pg_class.oid
     where relkind = 'r' and ${OURS} and attnum > 0 and not attisdropped and attgenerated = ''
     group by pg_class.oid order by 1`,
  )
  const sequences = await sql.unsafe<{ name: string }[]>(
    `select oid::regclass::text as name from pg_class where relkind = 'S' and ${OURS} order by 1`,
  )
  const alone = async <Row extends object>(statement: string) => (await sql.unsafe<Row[]>(statement))[0]!
  return {
    tables: await Promise.all(
      tables.map(async ({ name, columns }) => {
        const rows = `select json_agg(row)::text as rows from (select ${columns} from ${name}) as row`
        return { name, columns, ...(await alone<{ rows: string | null }>(rows)) }
      }),
    ),
    sequences: await Promise.all(
      sequences.map(async ({ name }) => {
        const place = `select last_value::text as last, is_called as "isCalled" from ${name}`
        return { name, ...(await alone<{ last: string; isCalled: boolean }>(place)) }
      }),
    ),
  }
}

/** Empties every table and fills it again, with all triggers and foreign keys out of force: as superuser. */
export async function putBack(sql: Sql, { tables, sequences }: Contents): Promise<void> {
  const filled = tables.filter(({ rows }) => rows !== null)
  const emptying = tables.map(({ name }, place) => `t${place} as (delete from ${name})`)
  const filling = filled.map(
    ({ name, columns }, place) =>
      `t${place} as (insert into ${name} (${columns}) overriding system value
        select ${columns} from json_populate_recordset(null::${name}, $${place + 1}::text::json))`,
  )
  const counting = sequences.map(({ name, last, isCalled }) => `setval('${name}', ${last}, ${isCalled})`)
  const rows = filled.map((table) => table.rows)
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    await tx.unsafe(`with ${emptying.join()} select`, [], { prepare: true })
    if (rows.length > 0) await tx.unsafe(`with ${filling.join()} select`, rows, { prepare: true })
    await tx.unsafe(`select ${counting.join()}`, [], { prepare: true })
  })
}
