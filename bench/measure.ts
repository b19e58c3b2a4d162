export interface Ratio {
  median: number
  min: number
  max: number
  /** Of so many rounds. */
  of: number
}

/** What one round took or did: seconds of one deed, or deeds a second, whichever the row speaks of. */
type Round = () => Promise<number>

export interface Compared {
  ours: number
  baseline: number
  ratio: Ratio
}

/** What takes long has few rounds, and none to warm up. */
export const cold = (rounds: number) => ({ rounds, first: 1 })

/** One after the other in each round, so that a machine that slows down slows both; ours over the baseline. */
export async function interleave(
  of: number | ReturnType<typeof cold>,
  baseline: Round,
  ours: Round,
): Promise<Compared> {
  const { rounds, first } = typeof of === 'number' ? { rounds: of, first: 0 } : of
  const ratios: number[] = []
  const both: { ours: number[]; baseline: number[] } = { ours: [], baseline: [] }
  for (let round = first; round <= rounds; round += 1) {
    const [base, own] = [await baseline(), await ours()]
    if (round === 0) continue // warms up
    both.baseline.push(base)
    both.ours.push(own)
    ratios.push(own / base)
  }
  return { ours: medianOf(both.ours), baseline: medianOf(both.baseline), ratio: spreadOf(ratios) }
}

export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1_000
}

/** How many a second, asked on several lanes for a while. */
export async function rateOf(lanes: number, seconds: number, ask: (n: number) => Promise<unknown>): Promise<number> {
  const until = performance.now() + seconds * 1_000
  let asked = 0
  const lane = async () => {
    while (performance.now() < until) await ask((asked += 1))
  }
  const took = await secondsOf(() => Promise.all(Array.from({ length: lanes }, lane)))
  return asked / took
}

export function spreadOf(values: readonly number[]): Ratio {
  return { median: medianOf(values), min: Math.min(...values), max: Math.max(...values), of: values.length }
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
