import type { FollowUpOnDay } from '../../../domain/standings/follow-up.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { Changed } from '../../../use-cases/stories/what-it-changed.ts'
import { cardTable } from '../card-table.ts'
import { html, said, type Html } from '../html.ts'

const words = catalogueOf('en')

/** Each ask before and after; what did not change is said once. */
export function changedTable(changed: readonly Changed[]): Html {
  return cardTable(
    changed,
    [
      {
        heading: 'Ask',
        cell: ({ followUp }) => html`<span class="reference">${followUp.reference}</span><br />${said(followUp.title)}`,
      },
      { heading: 'Before', cell: ({ before }) => standing(before) },
      {
        heading: 'After',
        cell: ({ before, after }) =>
          isSame(before, after) ? html`<span class="soft">the same</span>` : standing(after),
      },
    ],
    { className: 'changed' },
  )
}

function isSame(before: FollowUpOnDay | null, after: FollowUpOnDay | null): boolean {
  if (!before || !after) return before === after
  return words.standingInWords(before) === words.standingInWords(after) && detailsOf(before) === detailsOf(after)
}

function standing(ask: FollowUpOnDay | null): Html {
  if (!ask) return html`<span class="soft">not asked</span>`
  return html`${words.standingInWords(ask)}<br /><span class="soft">${detailsOf(ask)}</span>`
}

function detailsOf({ unreadReplies, reminders, answerDueOn, answerDueBasis, move }: FollowUpOnDay): string {
  return [
    `move ${words.moves[move]}`,
    ...(reminders > 0 ? [words.formatCount(reminders, { one: 'reminded once', other: 'reminded # times' })] : []),
    ...(unreadReplies > 0
      ? [words.formatCount(unreadReplies, { one: '# unread reply', other: '# unread replies' })]
      : []),
    ...(answerDueOn ? [`answer ${answerDueBasis} by ${words.formatShortDay(answerDueOn)}`] : []),
  ].join(', ')
}
