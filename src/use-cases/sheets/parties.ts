import { parseLedgerDocument, type LedgerDocument } from '../ledger-files/ledger-document.ts'
import { agreedOn, isSame, shown } from './agree.ts'
import type { Known } from './known.ts'
import type { Row, Trouble } from './read-rows.ts'

type Found = { troubles: Trouble[]; changes: Trouble[] }

/** The dossiers to begin, with their titles. */
export function newDossiers(rows: readonly Row[], known: Known, { troubles, changes }: Found): Map<string, string> {
  const begun = new Map<string, string>()
  for (const [dossier, of] of Map.groupBy(rows, ({ told }) => told.dossier)) {
    if (dossier === null) continue
    const { dossierTitle } = agreedOn(of, ['dossierTitle'], { of: dossier, troubles })
    const recorded = known.dossier(dossier)?.title
    const row = of.find(({ told }) => told.dossierTitle !== null) ?? of[0]!
    const at = { row, field: 'dossierTitle' as const }
    if (recorded !== undefined) {
      if (dossierTitle !== null && !isSame(dossierTitle, recorded))
        changes.push({ ...at, says: otherwise(`dossier ${dossier}`, recorded, dossierTitle) })
    } else if (known.taken.has(dossier))
      troubles.push({ row, field: 'dossier', says: `dossier ${dossier} is begun already; take another reference` })
    else if (dossierTitle === null)
      troubles.push({ ...at, says: `dossier title: got nothing — expected it once, for ${dossier} is new` })
    else begun.set(dossier, dossierTitle)
  }
  return begun
}

type CounterpartDocument = LedgerDocument['counterparts'][number]

/** The offices to enter. */
export function newCounterparts(
  all: readonly Row[],
  { recorded }: Known,
  { troubles, changes }: Found,
): CounterpartDocument[] {
  const rows = all.filter(({ told }) => told.counterpart !== null)
  return [...Map.groupBy(rows, ({ told }) => told.counterpart!)].flatMap(([reference, of]) => {
    const told = agreedOn(of, ['counterpartName', 'country'], { of: reference, troubles })
    const there = recorded.counterparts.find((one) => one.reference === reference)
    const rowOf = (field: 'counterpartName' | 'country') => of.find((row) => row.told[field] !== null) ?? of[0]!
    if (!there && told.counterpartName === null) {
      const says = `counterpart name: got nothing — expected it once, for ${reference} is new`
      troubles.push({ row: rowOf('counterpartName'), field: 'counterpartName', says })
      return []
    }
    if (!there) return officeOf({ reference, name: told.counterpartName!, country: told.country })
    const pairs = [
      ['counterpartName', there.name],
      ['country', there.country],
    ] as const
    for (const [field, is] of pairs)
      if (told[field] !== null && !isSame(told[field], is))
        changes.push({
          row: rowOf(field),
          field,
          says: otherwise(`${field === 'country' ? 'the country of ' : ''}${reference}`, is, told[field]),
        })
    return []
  })
}

/** As a file that says no more of it. */
function officeOf(office: Pick<CounterpartDocument, 'reference' | 'name' | 'country'>): CounterpartDocument[] {
  return parseLedgerDocument({ relance: 1, counterparts: [office] }).counterparts
}

function otherwise(of: string, there: unknown, here: unknown): string {
  return `${of} is recorded as ${shown(there)}, the sheet has ${shown(here)}; leave the cell empty to keep what is recorded`
}
