import type { Span } from '../../../domain/silence/receiving-points.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { PointOnDay } from '../../../use-cases/silence/list-receiving-points.ts'
import { html, said, type Html } from '../html.ts'

const words = catalogueOf('en')

/** The last day that is attested, and what was left out before or since. */
export function readUntil({ readThroughOn, unread, isStale, retiredOn, retiredWhy }: PointOnDay): Html {
  return html`${readThroughOn ? html`through ${words.formatDay(readThroughOn)}` : 'never'}
  ${isStale ? html`<strong class="mark soon">stale</strong>` : ''}
  ${unread.length > 0 ? html`<br /><span class="soft">not read ${words.formatList(unread.map(spanInWords))}</span>` : ''}
  ${retiredOn ? html`<br /><span class="soft">retired on ${words.formatDay(retiredOn)}: ${said(retiredWhy ?? '')}</span>` : ''}`
}

export function spanInWords({ from, through }: Span): string {
  if (from.equals(through)) return `on ${words.formatDay(from)}`
  return `from ${words.formatDay(from)} to ${words.formatDay(through)}`
}
