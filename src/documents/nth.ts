const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

/** Of a place that is counted from nothing, in words. */
export function nth(place: number): string {
  return ORDINALS[place] ?? `${place + 1}th`
}
