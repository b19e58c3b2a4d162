import { readFile } from 'node:fs/promises'
import type { Database } from '../../../src/store/connection/database.ts'
import { appendOfficer, type Officer } from '../../../src/store/parties/parties.ts'
import type { Context } from '../../../src/use-cases/context.ts'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { parseLedgerDocument } from '../../../src/use-cases/ledger-files/ledger-document.ts'

const TIME_ZONE = 'Europe/Zurich'
const SAMPLE = new URL('../../../data/e-cn4-2005-32.json', import.meta.url)
const IMPORTED_AT = '2026-11-24T08:00'

export const AMINA = { email: 'amina@example.org', name: 'Amina Officer', role: 'officer' } as const

/** An officer at work, and the record of E/CN.4/2005/32 as imported on 24 November 2026, at eight. */
export async function fillWithSample(db: Database): Promise<void> {
  const officer = await appendOfficer(db, AMINA)
  await importLedger(contextOn(IMPORTED_AT, db, officer), parseLedgerDocument(await readSample()))
}

export async function readSample(): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(SAMPLE, 'utf8')) as Record<string, unknown>
}

/** What an officer acts with on a day, at nine in the morning, or at an instant. */
export function contextOn(when: string, db: Database, officer: Officer): Context {
  const now = instantOf(when)
  return {
    db,
    officer,
    sight: 'everything',
    now,
    today: now.toZonedDateTimeISO(TIME_ZONE).toPlainDate(),
    timeZone: TIME_ZONE,
  }
}

export function instantOf(when: string): Temporal.Instant {
  const local = when.includes('T')
    ? Temporal.PlainDateTime.from(when)
    : Temporal.PlainDate.from(when).toPlainDateTime('09:00')
  return local.toZonedDateTime(TIME_ZONE).toInstant()
}
