import { Problem } from '../problem.ts'
import { describeInput } from '../visible.ts'

const FIRST_YEAR = 1900
const LAST_YEAR = 2200
const MOST = 100

/** Years written `2026` or `2024-2026`. */
export function parseYears(value: unknown, field: string): number[] {
  const [, from = '', to = from] = /^(\d{4})(?:-(\d{4}))?$/u.exec(String(value).trim()) ?? []
  const [first, last] = [Number(from), Number(to)]
  if (first >= FIRST_YEAR && last <= LAST_YEAR && first <= last && last - first < MOST)
    return Array.from({ length: last - first + 1 }, (_, after) => first + after)
  const wanted = `a year or years from ${FIRST_YEAR} to ${LAST_YEAR}, ${MOST} at most`
  throw new Problem('invalid', `${field}: got ${describeInput(value)} — expected ${wanted}; try 2026 or 2024-2026`)
}

/** `2024-2026, 2028` */
export function yearsAsWritten(years: readonly number[]): string {
  const spans: [number, number][] = []
  for (const year of years.toSorted((a, b) => a - b)) {
    const last = spans.at(-1)
    if (last && last[1] === year - 1) last[1] = year
    else spans.push([year, year])
  }
  return spans.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(', ')
}
