import type { Effect } from '../../domain/correspondence/facts.ts'
import type { Row } from './read-rows.ts'

interface InSheet {
  rows: readonly Row[]
  effect: Effect
}

/** Those of unknown day that stand, in a sheet that runs from old to new or from new to old, before what asks the same with a day. */
export function askedBeforeOthers<L extends InSheet>(letters: readonly L[]): ReadonlySet<L> {
  const direction = isNewestFirst(letters) ? -1 : 1
  const asking = letters.flatMap((letter) =>
    letter.rows
      .filter(({ told }) => told.bearing === 'asks' && told.followUp !== null)
      .map(({ line, told }) => ({ letter, at: line * direction, asks: `${told.dossier} ${told.followUp}` })),
  )
  const first = new Set<L>()
  for (const same of Map.groupBy(asking, ({ asks }) => asks).values()) {
    const dated = same.filter(({ letter }) => letter.effect.dating !== 'unknown').map(({ at }) => at)
    for (const { letter, at } of same)
      if (letter.effect.dating === 'unknown' && dated.length > 0 && dated.every((other) => at < other))
        first.add(letter)
  }
  return first
}

function isNewestFirst(letters: readonly InSheet[]): boolean {
  const dated = letters.filter(({ effect }) => effect.dating !== 'unknown')
  const steps = dated
    .slice(1)
    .map(({ effect }, index) => Temporal.PlainDate.compare(dated[index]!.effect.on, effect.on))
  return steps.reduce((sum, step) => sum + step, 0) > 0
}
