import { isPending } from '../../../domain/correspondence/characters.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { DossierStory } from '../../../use-cases/stories/show-dossier.ts'
import { toneOf } from '../../charts/tones.ts'
import type { WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { withMoment } from '../moment.ts'
import { communicationPath } from './filed.ts'

const words = catalogueOf('en')

/** Which communication bears on which ask, and how: a reply to one cannot hide the silence on another. */
export function matrixOf(c: WebContext, { correspondence, followUps, reference }: DossierStory): Html | '' {
  const bearing = correspondence.filter(({ entries }) => entries.length > 0)
  if (followUps.length === 0 || bearing.length === 0) return ''
  return html`<section aria-labelledby="matrix">
    <h2 id="matrix">What bears on what</h2>
    <div class="wide" role="region" aria-label="Matrix of communications and asks" tabindex="0">
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">Communication</th>
            ${followUps.map(
              (ask) =>
                html`<th scope="col" class="${isPending(ask.state) ? '' : 'ended'}">
                  <a class="reference" href="${withMoment(c, `/follow-ups/${ask.reference}`)}">${ask.reference}</a>
                  <span class="title">${said(ask.title)}</span>
                  <span class="${isPending(ask.state) ? 'soft' : 'good'}"
                    >${isPending(ask.state) ? '' : '✓ '}${words.states[ask.state]}</span
                  >
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${bearing.map(
            ({ communication: of, entries }) =>
              html`<tr>
                <th scope="row">
                  <a class="reference" href="${withMoment(c, communicationPath(reference, of.number))}"
                    >${reference}/${of.number}</a
                  >
                  <span class="day">${words.story.shortDayOf(of)}</span>
                </th>
                ${followUps.map((ask) => cellOf(entries.filter(({ followUp }) => followUp === ask.reference)))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`
}

type Entries = DossierStory['correspondence'][number]['entries']

function cellOf(entries: Entries): Html {
  if (entries.length === 0)
    return html`<td class="nothing"><span aria-hidden="true">·</span><span class="hidden">nothing</span></td>`
  const tone = toneOf(entries, 'theirs') ?? toneOf(entries, 'ours')
  const says = entries.map((entry) => {
    const until = entry.untilOn ? ` (${words.formatShortDay(entry.untilOn)})` : ''
    return `${words.story.briefly(entry)}${until}`
  })
  return html`<td class="bears ${tone}">${says.join(', ')}</td>`
}
