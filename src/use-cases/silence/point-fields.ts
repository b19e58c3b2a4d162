import type { Attested } from './attest-reading.ts'
import type { PointStory } from './list-receiving-points.ts'

export type PointStoryFields = ReturnType<typeof pointStoryFields>
export type AttestedFields = ReturnType<typeof attestedFields>

/** A receiving point with all that was attested of it, under names that are promised to other programs. */
export function pointStoryFields({ attestations, declaredBy, ...shown }: PointStory) {
  return {
    ...shown,
    declaredBy,
    attestations: attestations.map(({ number, from, through, remark, by, recordedAt: at, ...one }) => {
      const { withdrawnWhy: why, withdrawnBy, withdrawnAt } = one
      const withdrawn = withdrawnAt && { why: why!, by: withdrawnBy!, at: withdrawnAt }
      return { number, from, through, remark, by, at, withdrawn }
    }),
  }
}

export function attestedFields({ days, point }: Attested) {
  return { days: days && { from: days.from, through: days.through }, point: pointStoryFields(point) }
}
