import { findSuppression, liftSuppression, type Suppression } from '../../store/digests/suppressions.ts'
import type { Context } from '../context.ts'
import { showOfficer } from '../access/officers.ts'

export type { Suppression }

/** Why an officer gets no mail; null where nothing is known that stands in its way. */
export async function showSuppression(context: Context, officerId: number): Promise<Suppression | null> {
  const { email } = await showOfficer(context, officerId)
  return findSuppression(context.db, email)
}

/** What comes from now on is sent to the address again. */
export async function liftSuppressionOf(context: Context, officerId: number): Promise<void> {
  const { email } = await showOfficer(context, officerId)
  await liftSuppression(context.db, email, context.officer.id)
}
