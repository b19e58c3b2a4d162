import type { DueDay } from '../domain/due-day.ts'
import { catalogueOf } from '../language/catalogue.ts'

const words = catalogueOf('en')

/** How an expected due day was counted, in a sentence or two; never silent about holidays that nobody knows. */
export function proofInWords(
  { start, period, skipped, uncoveredYears, calendar, on }: DueDay,
  policy: string | null,
): string {
  const unit = period.unit === 'working_days' ? 'working day' : 'calendar day'
  const length = words.formatCount(period.length, { one: `# ${unit}`, other: `# ${unit}s` })
  const counted = `Counted as ${length} from ${start.toString()}${policy ? ` (${policy})` : ''}`
  const holidays = skipped.flatMap((day) => (day.cause === 'holiday' ? [`${day.on.toString()} ${day.name}`] : []))
  const pauses = skipped.flatMap((day) =>
    day.cause === 'paused' ? [`${day.first.toString()} to ${day.last.toString()}`] : [],
  )
  const parts = [
    `${counted}, to ${on.toString()}`,
    ...(calendar ? [`calendar ${calendar}`] : []),
    ...(holidays.length > 0 ? [`holidays left out: ${words.formatList(holidays)}`] : []),
    ...(pauses.length > 0 ? [`clock stopped ${words.formatList(pauses)}`] : []),
    ...(uncoveredYears.length > 0
      ? [`computed without holidays for ${words.formatList(uncoveredYears.map(String))}`]
      : []),
  ]
  return `${parts.join('; ')}.`
}
