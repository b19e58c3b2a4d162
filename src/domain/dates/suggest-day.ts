/** The one day a foreign writing can mean, as YYYY-MM-DD; nothing when it can mean two (03/04/2004), or none. */
export function suggestDay(text: string): string | undefined {
  const readings = new Set(readAsDay(text.trim().normalize('NFKC')).filter(isDay))
  return readings.size === 1 ? [...readings][0] : undefined
}

/** The same for a month and its year (August 2003, 08/2003), as YYYY-MM. */
export function suggestMonth(text: string): string | undefined {
  const plain = text.trim().normalize('NFKC')
  const [, year, month] = /^(\d{4})-(\d)$/.exec(plain) ?? []
  const [, monthFirst, yearLast] = /^(\d{1,2})[-/.](\d{4})$/.exec(plain) ?? []
  const [, name, namedYear] = /^([a-z]{3,9})\.? (\d{4})$/i.exec(plain) ?? []
  const found = written(year ?? yearLast ?? namedYear, month ?? monthFirst ?? numberOfMonth(name), '1')
  return isDay(found) ? found.slice(0, 7) : undefined
}

function readAsDay(text: string): string[] {
  const yearFirst = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))(?:[T ][\d:.]+)?$/i.exec(text)
  if (yearFirst) return [written(yearFirst[1], yearFirst[3] ?? yearFirst[5], yearFirst[4] ?? yearFirst[6])]
  const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(text)
  if (yearLast) {
    const [, one, , other, year] = yearLast
    return [written(year, other, one), written(year, one, other)]
  }
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})$/i.exec(text)
  if (dayFirst) return [written(dayFirst[3], numberOfMonth(dayFirst[2]), dayFirst[1])]
  const monthFirst = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i.exec(text)
  return monthFirst ? [written(monthFirst[3], numberOfMonth(monthFirst[1]), monthFirst[2])] : []
}

function written(year = '', month = '', day = ''): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function numberOfMonth(name = ''): string | undefined {
  const index = name === '' ? -1 : MONTHS.findIndex((month) => month.startsWith(name.toLowerCase()))
  return index === -1 ? undefined : String(index + 1)
}

function isDay(text: string): boolean {
  const [, year, month, day] = /^((?:19|20|21)\d{2}|2200)-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (year === undefined || Number(month) < 1 || Number(month) > 12) return false
  return Number(day) >= 1 && Number(day) <= Temporal.PlainYearMonth.from(`${year}-${month}`).daysInMonth
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
