import type postgres from 'postgres'

/** How a copy of the ledger's tables is cut. */
export interface Layout {
  schema: 'plain' | 'by_dossier' | 'by_year'
  /** What a row's partition follows from: every unique key has to contain it. */
  key: string
  /** Entries have no such column of their own. */
  inEntries: boolean
  cut: string
  parts: readonly { name: string; bound: string }[]
  source: { communications: string; entries: string }
}

const PARTS = 16
/** The first holds all that is earlier, the last what is later. */
const YEARS = Array.from({ length: 11 }, (_, place) => 2016 + place)

export const LAYOUTS: readonly [Layout, Layout, Layout] = [
  {
    schema: 'plain',
    key: 'dossier_id',
    inEntries: false,
    cut: '',
    parts: [],
    source: { communications: 'c.*', entries: 'e.*' },
  },
  {
    schema: 'by_dossier',
    key: 'dossier_id',
    inEntries: true,
    cut: 'partition by hash (dossier_id)',
    parts: Array.from({ length: PARTS }, (_, place) => ({
      name: String(place),
      bound: `with (modulus ${PARTS}, remainder ${place})`,
    })),
    source: { communications: 'c.*', entries: 'e.*, c.dossier_id' },
  },
  {
    schema: 'by_year',
    key: 'took_effect_on',
    inEntries: true,
    cut: 'partition by range (took_effect_on)',
    parts: YEARS.map((year, place) => {
      const [from, to] = [place === 0 ? 'minvalue' : `'${year}-01-01'`, `'${year + 1}-01-01'`]
      return { name: String(year), bound: `from (${from}) to (${place === YEARS.length - 1 ? 'maxvalue' : to})` }
    }),
    source: { communications: 'c.*', entries: 'e.*, c.took_effect_on' },
  },
]

/** With the indexes of the schema, each unique one with the key behind it where the table is cut. */
export async function copyTables(sql: postgres.Sql, layout: Layout): Promise<void> {
  const { schema, key, inEntries, cut, parts, source } = layout
  const more = cut === '' ? '' : `, ${key}`
  const column = key === 'dossier_id' ? 'dossier_id bigint not null' : 'took_effect_on date not null'
  const like = 'including defaults including identity including constraints'
  const statements = [
    `create schema ${schema}`,
    `create table ${schema}.communications (like public.communications ${like}) ${cut}`,
    `create table ${schema}.entries (like public.entries ${like}${inEntries ? `, ${column}` : ''}) ${cut}`,
    ...['communications', 'entries'].flatMap((table) =>
      parts.map(
        ({ name, bound }) =>
          `create table ${schema}.${table}_${name} partition of ${schema}.${table} for values ${bound}`,
      ),
    ),
    ...indexes(schema, more),
    `insert into ${schema}.communications overriding system value select ${source.communications} from communications as c order by c.id`,
    `insert into ${schema}.entries overriding system value
     select ${source.entries} from entries as e join communications as c on c.id = e.communication_id order by e.id`,
    ...moreRows(),
    `vacuum analyze ${schema}.communications`,
    `vacuum analyze ${schema}.entries`,
  ]
  for (const statement of statements) await sql.unsafe(statement)
}

const indexes = (schema: string, more: string) => [
  `create unique index on ${schema}.communications (id${more})`,
  `create unique index on ${schema}.communications (corrects_id${more})`,
  `create unique index on ${schema}.communications (dossier_id, number${more}) where corrects_id is null`,
  `create unique index on ${schema}.communications (dossier_id, external_reference${more})
   where corrects_id is null and external_reference is not null`,
  `create index on ${schema}.communications (dossier_id, took_effect_on)`,
  `create index on ${schema}.communications (recorded_at) where corrects_id is not null`,
  `create unique index on ${schema}.entries (id${more})`,
  `create unique index on ${schema}.entries (communication_id, follow_up_id, bearing${more})`,
  `create index on ${schema}.entries (follow_up_id)`,
]

/** Letters of this year to dossiers all over the ledger, each with its entry. */
const moreRows = () => [
  `create temp table if not exists more_communications as select * from communications order by hashint8(id) limit 10000`,
  `create temp table if not exists more_entries as
   select * from entries where communication_id in (select id from more_communications)`,
  `update more_communications set id = id + 100000000, number = number + 1000000, took_effect_on = '2026-11-24',
     took_effect_latest_on = '2026-11-24' where id < 100000000`,
  `update more_entries set id = id + 100000000, communication_id = communication_id + 100000000 where id < 100000000`,
  'create unique index if not exists more_by_id on more_communications (id)',
  'create index if not exists more_by_communication on more_entries (communication_id)',
  'analyze more_communications, more_entries',
]
