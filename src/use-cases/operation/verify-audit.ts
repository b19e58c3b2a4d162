import { createHash } from 'node:crypto'
import { findAnchor, listDeparted } from '../../store/operation/anchors.ts'
import {
  countRecords,
  LEDGERS_OWN,
  listRecords,
  listUnchained,
  type ChainedRecord,
  type Unchained,
} from '../../store/operation/audit.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { anchorOf } from './anchor.ts'
import type { Context } from '../context.ts'
import type { Tell } from './verify.ts'

export interface Tampering {
  /** Null of what is of the ledger, and where the dossier itself is gone. */
  dossier: string | null
  /** Of the first record of the chain that does not hold; null where a row is in no chain. */
  record: number | null
  /** Such as "communications 12". */
  row: string
  says: string
}

export interface AuditReport {
  /** Each with its chain, beside the ledger's own. */
  dossiers: number
  records: number
  found: Tampering[]
}

const PAGE = 500

/**
 * Refolds every chain from its first record, a page at a time, and looks for what is in no chain. Tells of each chain
 * the first record that does not hold. What was cut off at the end of a chain shows only against an anchor.
 */
export async function verifyAudit(
  { db }: Pick<Context, 'db'>,
  anchor?: string,
  tell: Tell = () => {},
): Promise<AuditReport> {
  return db.transaction(
    async (tx) => {
      const report: AuditReport = { dossiers: 0, records: 0, found: [] }
      await refoldChains(tx, report, tell)
      for (const row of await listUnchained(tx)) report.found.push(unchained(row)) // may be of the whole ledger
      if (anchor !== undefined) report.found.push(...(await compareAnchor(tx, anchor)))
      return report
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

interface Place {
  dossierId: number
  number: number
  hash: Buffer
  isBroken: boolean
}

const NOTHING = Buffer.alloc(0)

async function refoldChains(tx: Transaction, report: AuditReport, tell: Tell): Promise<void> {
  const of = await countRecords(tx)
  tell(0, of)
  let at: Place = { dossierId: LEDGERS_OWN, number: 0, hash: NOTHING, isBroken: false }
  for (;;) {
    const page = await listRecords(tx, at, PAGE)
    for (const record of page) {
      if (record.dossierId !== at.dossierId) {
        at = { dossierId: record.dossierId, number: 0, hash: NOTHING, isBroken: false }
        report.dossiers += 1
      }
      const says = at.isBroken ? null : trouble(record, at)
      if (says) report.found.push({ dossier: record.dossier, record: record.number, row: nameOf(record), says })
      at = { ...at, number: record.number, hash: record.hash, isBroken: at.isBroken || says !== null }
    }
    report.records += page.length
    tell(report.records, of)
    if (page.length < PAGE) return
  }
}

/** What is wrong with a record that comes after a place; null where nothing is. */
function trouble(record: ChainedRecord, before: Place): string | null {
  const { number, previous, hash, isItsOwn, isThere, altered } = record
  if (number !== before.number + 1) return `the record before it is gone: ${before.number} is followed by ${number}`
  if (!previous.equals(before.hash)) return 'it does not follow from the record before it'
  if (!hashOf(record).equals(hash)) return 'the record itself was altered'
  if (!isItsOwn) return 'the record stands in the place of another'
  if (!isThere) return 'what was recorded is gone'
  return altered === null ? null : `what was recorded was altered: ${altered}`
}

function hashOf({ previous, record }: ChainedRecord): Buffer {
  return createHash('sha256').update(previous).update(record, 'utf8').digest()
}

function nameOf({ fact, rowId }: { fact: string; rowId: number }): string {
  return `${fact} ${rowId}`
}

function unchained({ dossier, count, ...row }: Unchained): Tampering {
  const more = count > 1 ? `, and ${count - 1} more like it` : ''
  return { dossier, record: null, row: nameOf(row), says: `it is in no chain, so it was not recorded by us${more}` }
}

/** The rows that an anchor stands for prove themselves; then each chain must still be what it was at that length. */
async function compareAnchor(tx: Transaction, anchor: string): Promise<Tampering[]> {
  for (let next: string | null = anchor; next !== null;) {
    const row = await findAnchor(tx, next)
    const ofAnchor = (says: string) => [{ dossier: null, record: null, row: `anchor ${anchor}`, says }]
    if (!row) return ofAnchor('no digest of this ledger had it, or what it stood for was removed')
    if (anchorOf(row) !== next) return ofAnchor('what it stood for was altered')
    next = row.previous
  }
  return (await listDeparted(tx, anchor)).map(({ dossier, dossierId, number, isThere }) => ({
    dossier,
    record: number,
    row: dossierId === LEDGERS_OWN ? 'the ledger' : `dossier ${dossierId}`,
    says: isThere
      ? 'its chain is not the one that the digest saw'
      : `its chain had ${number} records when the digest was sent, and is shorter now`,
  }))
}
