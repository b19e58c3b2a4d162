import { getColumns, type AnyColumn } from 'drizzle-orm'
import { ask } from '../connection/by-hand.ts'
import type { NewCommunicationRow, NewEntry } from './communications.ts'
import type { Transaction } from '../connection/database.ts'
import { communications } from '../schema/ledger.ts'

/** Postgres numbers it; the others are of a correction, or of an import. */
const NOT_GIVEN = [
  'id',
  'number',
  'place',
  'correctsId',
  'correctionReason',
  'isWithdrawn',
  'externalReference',
] as const

export type FiledRow = Omit<NewCommunicationRow, (typeof NOT_GIVEN)[number]>

/**
 * Files one communication with how it bears on follow-ups, all at once, and gives its number. Locks the dossier until
 * the transaction ends, so that numbers have no gaps and no doubles; in its chain the communication comes first.
 */
export async function fileCommunication(
  tx: Transaction,
  communication: FiledRow,
  entries: readonly NewEntry[],
): Promise<number> {
  const [row] = await ask<{ number: number }>(tx, FILE, [
    communication.dossierId,
    JSON.stringify(entries),
    ...GIVEN.map(([field, column]) => written(communication[field], column)),
  ])
  return row!.number
}

const APART: readonly string[] = ['dossierId', ...NOT_GIVEN]
const GIVEN = Object.entries(getColumns(communications)).filter(([field]) => !APART.includes(field)) as [
  keyof FiledRow,
  AnyColumn,
][]

const FILE = `with numbered as (
    update dossiers set communications = communications + 1 where id = $1 returning communications as number
  ), filed as (
    insert into communications (dossier_id, number, ${GIVEN.map(([, { name }]) => name).join()})
    values ($1, (select number from numbered), ${GIVEN.map((_, at) => `$${at + 3}`).join()})
    returning id, number
  )
  insert into entries (communication_id, follow_up_id, bearing, character, until_on)
  select filed.id, entry.* from filed, json_to_recordset($2::text::json) as entry
    ("followUpId" int8, bearing text, character text, "untilOn" date)
  returning (select number from filed) as number`

function written(value: unknown, column: AnyColumn) {
  return value === null || value === undefined ? null : (column.mapToDriverValue(value) as string | number)
}
