import type { Imported } from '../use-cases/import-ledger.ts'

/** `1 dossier, 3 follow-ups`; empty where nothing was. */
export function addedInWords(added: Imported['added']): string {
  return Object.entries(added)
    .flatMap(([kind, count]) => (count > 0 ? [`${count} ${count === 1 ? singular(kind) : kind}`] : []))
    .join(', ')
}

function singular(kind: string): string {
  return kind === 'policies' ? 'policy' : kind.slice(0, -1)
}
