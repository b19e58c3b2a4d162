/** What the lines of one clock print, and what anybody comes to who adds it again from these lines and nothing else. */
export interface Added {
  printed: string
  added: string
}

const DAY = /(\d{1,2}) (\w{3})\w* (\d{4})/gu
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const isoOf = ([, day, month, year]: string[]) =>
  `${year}-${String(MONTHS.indexOf(month!) + 1).padStart(2, '0')}-${day!.padStart(2, '0')}`
const next = (iso: string) => Temporal.PlainDate.from(iso).add({ days: 1 }).toString()

export function addAgain(lines: readonly string[]): Added[] {
  const found: Added[] = []
  let start = ''
  let set = ''
  let period = [0, '']
  let skipped = new Set<string>()
  for (const [word = '', rest = ''] of lines.map((line) => /^\s*\d+\. (\w+) (.*)$/u.exec(line)?.slice(1) ?? [])) {
    const [first = '', second = first] = [...rest.split(':')[0]!.matchAll(DAY)].map(isoOf)
    if (word === 'start' || word === 'set') skipped = new Set()
    if (word === 'start') start = first
    if (word === 'set') set = first
    if (word === 'period') period = [Number.parseInt(rest, 10), rest.replace(/^\d+ /u, '')]
    if (word === 'skip') for (let on = first; on <= second; on = next(on)) skipped.add(on)
    if (word === 'due')
      found.push({ printed: first, added: set ? pushed(set, skipped) : ended(start, period, skipped) })
  }
  return found
}

function ended(start: string, [count, unit]: (number | string)[], skipped: ReadonlySet<string>): string {
  if (String(unit).startsWith('month')) return pushed(monthsLater(start, Number(count)), skipped)
  let on = start
  for (let left = Number(count); left > 0; left -= skipped.has(on) ? 0 : 1) on = next(on)
  return on
}

function monthsLater(start: string, count: number): string {
  const [year = 0, month = 0, day = 0] = start.split('-').map(Number)
  const at = year * 12 + month - 1 + count
  const first = Temporal.PlainDate.from({ year: Math.floor(at / 12), month: (at % 12) + 1, day: 1 })
  return first.with({ day: Math.min(day, first.daysInMonth) }).toString()
}

/** By a day for each day up to it that does not count. */
function pushed(end: string, skipped: ReadonlySet<string>): string {
  let on = end
  for (const day of [...skipped].toSorted()) if (day <= on) on = next(on)
  return on
}
