import type { DutyStanding, ProjectedDuty } from '../../../domain/duty.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import { dayShown, type WebContext } from '../../web.ts'
import { askHead } from '../ask-cells.ts'
import { cardTable } from '../card-table.ts'
import { html, said, type Html } from '../html.ts'

const words = catalogueOf('en')

const TONES: Readonly<Record<DutyStanding, string>> = {
  overdue: 'late',
  due_soon: 'soon',
  no_day: 'soon',
  ahead: 'soft',
  met: 'soft',
}

/** "14 March 2027; in 110 days", in alarm where that is due. */
export function dueOf(c: WebContext, duty: ProjectedDuty): Html {
  return html`<span class="${TONES[duty.standing]}">${words.duties.due(duty, dayShown(c))}</span>`
}

/** How many of its asks will be pending on its day, and how many of them late. */
export function tallyOf({ asks }: ProjectedDuty): string {
  if (asks.length === 0) return 'no ask'
  const pending = asks.filter(({ bracket }) => bracket !== null)
  const late = pending.filter(({ daysOverdue }) => (daysOverdue ?? 0) > 0).length
  const told = `${words.formatNumber(pending.length)} of ${words.formatCount(asks.length, { one: '# ask', other: '# asks' })} pending`
  return late > 0 ? `${told}, ${words.formatNumber(late)} overdue` : told
}

/** Each ask of a duty as it will stand on its day. */
export function projectionTable(c: WebContext, { asks }: ProjectedDuty): Html {
  if (asks.length === 0) return html`<p class="empty">${words.digest.dutyWithoutAsks}</p>`
  return cardTable(asks, [
    { heading: 'Ask', cell: (ask) => askHead(c, ask) },
    { heading: 'With', cell: ({ counterpart }) => said(counterpart) },
    {
      heading: 'Standing',
      cell: (ask) => html`<span class="${ask.daysOverdue ? 'late' : ''}">${words.duties.ask(ask)}</span>`,
    },
  ])
}
