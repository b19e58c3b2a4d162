/** `1 dossier, 3 follow-ups`, of how many of each kind were added; empty where nothing was. */
export function addedInWords(added: Readonly<Record<string, number>>): string {
  return Object.entries(added)
    .flatMap(([kind, count]) => (count > 0 ? [`${count} ${count === 1 ? singular(kind) : kind}`] : []))
    .join(', ')
}

function singular(kind: string): string {
  return kind.endsWith('ies') ? `${kind.slice(0, -3)}y` : kind.slice(0, -1)
}
