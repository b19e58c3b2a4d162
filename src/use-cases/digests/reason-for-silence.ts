import { CHANGES, countOf } from '../../domain/digests/balance.ts'
import { isTrouble, type Digest } from '../../domain/digests/digest.ts'
import type { NamedSubscription } from '../../store/digests/subscriptions.ts'

/** Why nothing is issued for this slot, as the reader asked; a digest that did not arrive is always reported. */
export function reasonForSilence(
  { suppressIfEmpty, onlyIfChanged, issues }: NamedSubscription,
  digest: Digest,
): string | null {
  const { balance, newlyFlagged, yourMove, deliveryProblems, everybodysMail } = digest
  if (deliveryProblems.length > 0 || isTrouble(everybodysMail)) return null
  const isTold = newlyFlagged.count > 0 || digest.corrected !== undefined
  const isChanged = isTold || CHANGES.some((change) => countOf(balance, change) > 0)
  if (suppressIfEmpty && balance.closing === 0 && yourMove.count === 0 && !isChanged) return 'nothing was pending'
  return onlyIfChanged && issues > 0 && !isChanged ? 'nothing had changed' : null
}
