import { catalogueOf } from '../../language/catalogue.ts'
import { html, type Html } from '../pages/html.ts'
import type { WebContext } from '../web.ts'

const words = catalogueOf('en')

/** "24 Nov 2026, 09:00", by the office's clock. */
export function when(c: WebContext, at: Temporal.Instant): Html {
  const local = at.toZonedDateTimeISO(c.get('surroundings').timeZone)
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
  return html`<time datetime="${at.toString({ smallestUnit: 'second' })}"
    >${words.formatShortDay(local.toPlainDate())}, ${time}</time
  >`
}
