import { circleOf, type Circle } from '../../domain/correspondence/succession.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { listOfficeNames } from '../../store/correspondence/names.ts'
import { listCounterparts } from '../../store/parties/parties.ts'

/** The first of some offices that took its own place on some day, with what is wrong with that; null of none. */
export async function findCircle(
  tx: Transaction,
  ids: ReadonlySet<number>,
): Promise<{ reference: string; says: string } | null> {
  const offices = await listCounterparts(tx)
  const versions = Map.groupBy(await listOfficeNames(tx), ({ counterpartId }) => counterpartId)
  const successions = new Map(
    offices
      .map((office) => [office.id, versions.get(office.id) ?? [{ ...office, sinceOn: null }]] as const)
      .filter(([, of]) => of.some(({ succeedsId }) => succeedsId !== null)),
  )
  const referenceOf = (wanted: number) => offices.find(({ id }) => id === wanted)!.reference
  for (const id of successions.keys()) {
    const circle = ids.has(id) ? circleOf(id, successions) : null
    if (circle) return { reference: referenceOf(id), says: inWords(circle, referenceOf) }
  }
  return null
}

function inWords({ offices, sinceOn }: Circle, referenceOf: (office: number) => string): string {
  const [first, ...others] = offices.map(referenceOf)
  const chain = [first, ...others, first].join(' after ')
  const since = sinceOn ? ` from ${sinceOn.toString()} on` : ''
  return `succeeds: got ${chain}${since}, a circle — expected an office that did not come after ${first} itself`
}
