import type postgres from 'postgres'
import { interleave, secondsOf, type Ratio } from '../measure.ts'
import { copyTables, LAYOUTS, type Layout } from './partitioned.ts'
import { print, type Line } from './tables.ts'

const AS_OF = '2022-06-30'
const LOOKS = 300
const [PLAIN, ...OTHERS] = LAYOUTS

/** The same deed on each copy: what it asks, by the same words but for the column that the entries have there. */
interface Deed {
  what: string
  statement: (layout: Layout) => string
  /** As often in a round, with a dossier or a follow-up as parameter. */
  looks: number
}

const READ: readonly Deed[] = [
  {
    what: 'the correspondence of one dossier',
    looks: LOOKS,
    statement: ({ schema, key, inEntries }) => `select c.*, e.* from ${schema}.communications c
      join ${schema}.entries e on e.communication_id = c.id ${inEntries ? `and e.${key} = c.${key}` : ''}
      where c.dossier_id = $1 order by c.took_effect_on, c.order_on_day, c.place`,
  },
  {
    what: 'the entries of one follow-up',
    looks: LOOKS,
    statement: ({ schema, inEntries, key }) => `select * from ${schema}.entries where follow_up_id = $1
      ${inEntries && key === 'dossier_id' ? 'and dossier_id = ($1 - 1) / 4 + 1' : ''}`,
  },
  {
    what: 'the last word on each follow-up as of a date',
    looks: 1,
    statement: ({ schema, key, inEntries }) => `select count(*) from (
      select e.follow_up_id, max(c.took_effect_on) from ${schema}.entries e join ${schema}.communications c
        on c.id = e.communication_id ${inEntries ? `and e.${key} = c.${key}` : ''}
      where c.took_effect_on <= '${AS_OF}' and $1::bigint > 0 group by 1) as one`,
  },
]

/** Copies without foreign keys and triggers; every ratio is to the plain copy, both asked in turn. */
export async function comparePartitions(sql: postgres.Sql): Promise<void> {
  for (const layout of LAYOUTS) await copyTables(sql, layout)
  print('copies of communications and entries', await sizesOf(sql))
  print('of one statement: shared buffers and planning', await plans(sql))
  print('reading, against the plain copy: median (least to most)', await readings(sql))
  // Last, for what is undone leaves its rows behind, dead.
  print('inserting, against the plain copy', [await insertingInOne(sql), await insertingEach(sql)])
}

function sizesOf(sql: postgres.Sql): Promise<Line[]> {
  return sql<Line[]>`
    select n.nspname as "Layout", count(*)::text as "Tables",
      pg_size_pretty(sum(pg_total_relation_size(c.oid))) as "Together"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ${sql(LAYOUTS.map(({ schema }) => schema))} group by 1 order by 1`
}

function insertingInOne(sql: postgres.Sql): Promise<Line> {
  const add = ({ schema, source }: Layout) =>
    undone(sql, [
      `insert into ${schema}.communications overriding system value select ${source.communications} from more_communications as c`,
      `insert into ${schema}.entries overriding system value select ${source.entries} from more_communications as c join more_entries as e on e.communication_id = c.id`,
    ])
  return compared('inserting 10,000 of each, one statement', add)
}

/** As recordings do it, without their transactions. */
function insertingEach(sql: postgres.Sql): Promise<Line> {
  const add = ({ schema, source }: Layout) =>
    undone(sql, [
      `do $$ declare m record; begin
        for m in select id from more_communications loop
          insert into ${schema}.communications overriding system value select ${source.communications} from more_communications as c where c.id = m.id;
          insert into ${schema}.entries overriding system value
            select ${source.entries} from more_communications as c join more_entries as e on e.communication_id = c.id where c.id = m.id;
        end loop; end $$`,
    ])
  return compared('inserting 10,000 of each, one by one', add)
}

/** Seconds until it stands, without the commit that would keep it. */
async function undone(sql: postgres.Sql, statements: readonly string[]): Promise<number> {
  await sql.unsafe('begin')
  const took = await secondsOf(async () => {
    for (const statement of statements) await sql.unsafe(statement)
  })
  await sql.unsafe('rollback')
  return took
}

async function readings(sql: postgres.Sql): Promise<Line[]> {
  const lines: Line[] = []
  for (const { what, statement, looks } of READ)
    lines.push(
      await compared(what, (layout) =>
        secondsOf(async () => {
          for (let look = 1; look <= looks; look += 1)
            await sql.unsafe(statement(layout), [look * 37], { prepare: true })
        }),
      ),
    )
  return lines
}

async function compared(what: string, deed: (layout: Layout) => Promise<number>): Promise<Line> {
  const line: Record<string, string> = { What: what }
  for (const layout of OTHERS) {
    const { ratio } = await interleave(
      7,
      () => deed(PLAIN),
      () => deed(layout),
    )
    line[layout.schema] = told(ratio)
  }
  return line
}

const told = ({ median, min, max }: Ratio) => `${median.toFixed(2)}x (${min.toFixed(2)} to ${max.toFixed(2)})`

async function plans(sql: postgres.Sql): Promise<Line[]> {
  const lines: Line[] = []
  for (const { what, statement } of READ) {
    const line: Record<string, string> = { What: what }
    for (const layout of LAYOUTS) line[layout.schema] = await planned(sql, statement(layout))
    lines.push(line)
  }
  return lines
}

interface Explained {
  Plan: Record<'Shared Hit Blocks' | 'Shared Read Blocks', number>
  'Planning Time': number
}

/** The last of some: what is looked up the first time is known then. */
async function planned(sql: postgres.Sql, statement: string): Promise<string> {
  const times: number[] = []
  let buffers = 0
  for (let round = 0; round < 9; round += 1) {
    const [row] = await sql.unsafe(
      `explain (analyze, buffers, summary, format json) ${statement.replaceAll('$1', '4321')}`,
    )
    const [explained] = row!['QUERY PLAN'] as [Explained]
    buffers = explained.Plan['Shared Hit Blocks'] + explained.Plan['Shared Read Blocks']
    times.push(explained['Planning Time'])
  }
  return `${buffers.toLocaleString('en')}, ${times.toSorted((a, b) => a - b)[4]!.toFixed(2)} ms`
}
