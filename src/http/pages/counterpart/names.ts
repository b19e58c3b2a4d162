import { catalogueOf } from '../../../language/catalogue.ts'
import type { OfficeNameVersion } from '../../../use-cases/counterparts/list-office-names.ts'
import { when } from '../../access/when.ts'
import type { WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'

const words = catalogueOf('en')

/** What an office was called and whose place it took, where that ever changed or was corrected. */
export function namesSection(c: WebContext, names: readonly OfficeNameVersion[]): Html | '' {
  if (names.length < 2) return ''
  return html`<section aria-labelledby="names">
    <h2 id="names">What it was called</h2>
    <ol class="duty-record">
      ${names.map((version) => versionItem(c, version))}
    </ol>
  </section>`
}

function versionItem(c: WebContext, version: OfficeNameVersion): Html {
  const { name, succeeds, sinceOn, isWithdrawn, isSuperseded, why, by, at } = version
  const since = sinceOn ? `, since ${words.formatDay(sinceOn)}` : ''
  const fate = isWithdrawn ? ': taken back' : isSuperseded ? ' (something else stands instead)' : ''
  return html`<li>
    ${said(name)}${succeeds ? `, in the place of ${succeeds}` : ''}${since}${fate}
    ${
      at === null
        ? ''
        : html`<br /><span class="record soft"
              >Recorded
              ${by === null ? '' : html`by ${said(by)}, `}${when(c, at)}${why === null ? '' : html`: ${said(why)}`}</span
            >`
    }
  </li>`
}
