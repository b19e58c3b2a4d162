/** How long something took; or, where it had not ended when last looked at, how long it had stayed open. */
export interface Span {
  days: number
  isEnded: boolean
}

/** A day after which something ended. */
interface Step {
  day: number
  /** How many had lasted until then. */
  atRisk: number
  ended: number
  /** The share that is still open after it, from 1 to 0. */
  survival: number
}

export interface Survival {
  steps: readonly Step[]
  /** The day after which at most half are still open; null where that was never reached. */
  median: number | null
  /** The longest that any was watched; null of none. */
  watched: number | null
}

/**
 * The product-limit estimate of Kaplan and Meier (1958): what is still open counts as open for as long as it was watched.
 * What stayed open until a day was still at risk on it.
 */
export function estimateSurvival(spans: readonly Span[]): Survival {
  const byDay = Map.groupBy(
    spans.toSorted((a, b) => a.days - b.days),
    ({ days }) => days,
  )
  const steps: Step[] = []
  let atRisk = spans.length
  for (const [day, of] of byDay) {
    const ended = of.filter(({ isEnded }) => isEnded).length
    const before = steps.at(-1)?.survival ?? 1
    if (ended > 0) steps.push({ day, atRisk, ended, survival: (before * (atRisk - ended)) / atRisk })
    atRisk -= of.length
  }
  return {
    steps,
    median: steps.find(({ survival }) => survival <= 0.5 + ROUNDING)?.day ?? null,
    watched: [...byDay.keys()].at(-1) ?? null,
  }
}

const ROUNDING = 1e-9

/** The share still open after so many days; null where none was watched for so long. */
export function shareOpenAfter({ steps, watched }: Survival, days: number): number | null {
  const share = steps.findLast(({ day }) => day <= days)?.survival ?? 1
  const isKnown = share === 0 || (watched !== null && watched >= days)
  return isKnown ? share : null
}

/** Where a span stands after so many days: open as far as is known, ended, or not watched for so long. */
export function standingAfterDays({ days, isEnded }: Span, after: number): 'open' | 'ended' | 'unwatched' {
  if (isEnded) return days <= after ? 'ended' : 'open'
  return days >= after ? 'open' : 'unwatched'
}
