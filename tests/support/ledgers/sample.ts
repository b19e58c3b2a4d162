import { listFollowUps } from '../../../src/store/correspondence/follow-ups.ts'
import { parseLedgerDocument, type LedgerDocument } from '../../../src/use-cases/ledger-files/ledger-document.ts'
import { standingOf } from '../../../src/use-cases/pending/list-pending.ts'
import type { Desk } from './desk.ts'
import { readSample } from './sample-ledger.ts'

/** A file before it is read, when anything can still be wrong with it. */
export type File = Record<string, any>

/** The record of E/CN.4/2005/32 as it stands in the file, changed before it is read. */
export async function sampleWith(change: (file: File) => unknown): Promise<LedgerDocument> {
  const file = (await readSample()) as File
  change(file)
  return parseLedgerDocument(file)
}

export function sample(): Promise<LedgerDocument> {
  return sampleWith(() => {})
}

export function letterOf(file: File, number: number): File {
  return file.dossiers[0].communications[number - 1]
}

/** One more reply to the first letter, of 20 January 2005. */
export function addsReply({ dossiers: [dossier] }: File): void {
  const entries = [{ followUp: 'PRK-TC-1', bearing: 'replies', character: 'noted' }]
  dossier.communications.push({
    number: 7,
    channel: 'letter',
    direction: 'received',
    receivedOn: '2005-01-20',
    entries,
  })
}

export async function standingsOf({ seen }: Desk) {
  return (await listFollowUps(seen, {})).map((row) => ({ reference: row.reference, ...standingOf(row) }))
}
