import { catalogueOf } from '../../../language/catalogue.ts'
import type { PointOnDay } from '../../../use-cases/silence/list-receiving-points.ts'
import { may } from '../../../use-cases/permission.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { cardTable } from '../card-table.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { readUntil } from './read-until.ts'

const words = catalogueOf('en')

export function pointListPage(c: WebContext, points: readonly PointOnDay[]): Html {
  const mayRecord = !c.get('moment') && may('officer', contextOf(c).officer)
  return layout(c, {
    title: 'Receiving points',
    body: html`<h1>Receiving points</h1>
      ${
        mayRecord
          ? html`<p class="actions">
              <a class="button" href="/receiving-points/declare">Declare a receiving point</a>
            </p>`
          : ''
      }
      ${points.length > 0 ? tableOf(c, points, mayRecord) : emptyState()}`,
  })
}

function tableOf(c: WebContext, points: readonly PointOnDay[], mayRecord: boolean): Html {
  return html`<p class="soft">
      That a counterpart was silent can be stated only where every point of the desk was read on every day since.
    </p>
    ${cardTable(
      points,
      [
        {
          heading: 'Receiving point',
          cell: ({ reference, name }) =>
            html`<a class="reference" href="${withMoment(c, `/receiving-points/${reference}`)}">${reference}</a
              ><br />${said(name)}`,
        },
        { heading: 'Desk', cell: ({ desk }) => desk },
        {
          heading: 'By it come in',
          cell: ({ channels }) => words.formatList(channels.map((channel) => words.channels[channel])),
        },
        { heading: 'Read', cell: readUntil },
        mayRecord ? { heading: 'Attest', cell: (point) => attestToday(c, point) } : null,
      ],
      { className: 'receiving-points', caption: 'Receiving points by desk, each with until when it was read' },
    )}`
}

/** One tap for what is read every day; whoever attests more than a week says so in full. */
function attestToday(c: WebContext, { reference, retiredOn, readThroughOn, isStale }: PointOnDay): Html | '' {
  const { today } = contextOf(c)
  if (retiredOn) return ''
  if (readThroughOn?.equals(today)) return html`<span class="soft">done for today</span>`
  if (isStale) return html`<a href="/receiving-points/${reference}">Say until when</a>`
  return html`<form method="post" action="/receiving-points/${reference}/attest">
    <input type="hidden" name="through" value="${today.toString()}" /><input type="hidden" name="back" value="list" />
    <button type="submit" class="quiet" aria-label="Attest that ${reference} was read through today">
      Read through today
    </button>
  </form>`
}

function emptyState(): Html {
  return html`<div class="empty">
    <p>
      A receiving point is where what is sent to a desk comes in: a mailbox, the registry, the pouch. An officer attests
      until when each was read, or a program does that empties it.
    </p>
    <p>
      From then on it can be stated, as of a day, that no further response was received: where every point was read on
      every day, and not where one was left out.
    </p>
  </div>`
}
