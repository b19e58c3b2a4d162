import { parseCron } from '../../../domain/digests/cron.ts'
import { Problem } from '../../../domain/problem.ts'
import { parseTimeZone } from '../../../domain/dates/time-zone.ts'
import { showSafely } from '../../../domain/visible.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import { slotsAhead } from '../../../use-cases/digests/list-subscriptions.ts'
import { mistakeOf } from '../../answer-problem.ts'
import { html, type Html } from '../html.ts'

const words = catalogueOf('en')

/** When a schedule next comes, by the wall clock of its zone; or why it is none. A script asks for it while one types. */
export function slotsFragment(
  { cron, zone }: { cron: string | undefined; zone: string | undefined },
  now: Temporal.Instant,
): Html {
  try {
    const schedule = parseCron(cron, 'cron')
    const timeZone = parseTimeZone(zone, 'zone')
    return html`<p>${words.scheduleInWords(schedule)}, by the clocks of ${timeZone}. The next three:</p>
      ${timesList(slotsAhead({ cron: schedule.expression, timeZone }, now))}`
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return html`<p class="soft">No times yet: ${showSafely(mistakeOf(error.message).message)}</p>`
  }
}

export function timesList(times: readonly Temporal.ZonedDateTime[]): Html {
  return html`<ol class="times">
    ${times.map((at) => html`<li>${timeOf(at)}</li>`)}
  </ol>`
}

export function timeOf(at: Temporal.ZonedDateTime): Html {
  return html`<time datetime="${at.toString({ timeZoneName: 'never', smallestUnit: 'second' })}"
    >${words.formatInstant(at)}</time
  >`
}
