import type { Version } from '../../../use-cases/stories/dossier-record.ts'
import type { WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { withMoment } from '../moment.ts'
import { communicationPath } from './filed.ts'
import { recordedAt, versionsTable } from './versions.ts'

/** What was taken back stays to be read, apart from what holds. */
export function withdrawnSection(
  c: WebContext,
  dossier: string,
  withdrawn: readonly (readonly Version[])[],
): Html | '' {
  if (withdrawn.length === 0) return ''
  return html`<section aria-labelledby="withdrawn">
    <h2 id="withdrawn">Taken back</h2>
    <ul class="correspondence-list">
      ${withdrawn.map((versions) => {
        const { communication: last, recordedByName } = versions.at(-1)!
        const name = `${dossier}/${last.number}`
        return html`<li class="filed">
          <p>
            <a class="reference" href="${withMoment(c, communicationPath(dossier, last.number))}">${name}</a> was
            withdrawn by ${said(recordedByName)}, ${recordedAt(c, last.recordedAt)}:
            ${last.correctionReason ? said(last.correctionReason) : ''}
          </p>
          <details>
            <summary>What it had said</summary>
            ${versionsTable(c, versions, name)}
          </details>
        </li>`
      })}
    </ul>
  </section>`
}
