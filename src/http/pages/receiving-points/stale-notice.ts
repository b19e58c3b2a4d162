import { catalogueOf } from '../../../language/catalogue.ts'
import type { PointOnDay } from '../../../use-cases/silence/list-receiving-points.ts'
import { html, type Html } from '../html.ts'

const words = catalogueOf('en')

/** Quiet, but where the officer looks: of a point that nobody reads no silence can be stated. */
export function staleNotice(stale: readonly PointOnDay[]): Html | '' {
  if (stale.length === 0) return ''
  const named = words.formatList(stale.map(({ reference }) => reference))
  return html`<p class="notice">
    Not attested as read for more than a week: ${named}.
    <a href="/receiving-points">Attest until when</a>
  </p>`
}
