import { attestReading } from '../silence/attest-reading.ts'
import type { Context } from '../context.ts'
import { declareReceivingPoint, retireReceivingPoint } from '../silence/declare-receiving-point.ts'
import type { LedgerDocument } from './ledger-document.ts'
import { named } from './named.ts'

/** In the order in which each rests on the others: what was attested of a point was so before it was retired. */
export async function importReceivingPoints(
  context: Context,
  { receivingPoints, attestations }: Pick<LedgerDocument, 'receivingPoints' | 'attestations'>,
): Promise<void> {
  for (const { retiredOn: _retiredOn, retiredWhy: _retiredWhy, ...point } of receivingPoints)
    await named(point.reference, () => declareReceivingPoint(context, point))
  for (const { point, ...days } of attestations)
    await named(point, () => attestReading(context, { points: [point], ...days }))
  for (const { reference: point, retiredOn, retiredWhy } of receivingPoints)
    if (retiredOn) {
      const retirement = { point, retiredOn, why: retiredWhy ?? 'As imported.' }
      await named(point, () => retireReceivingPoint(context, retirement))
    }
}
