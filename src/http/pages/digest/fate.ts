import { catalogueOf } from '../../../language/catalogue.ts'
import type { KnownSubscription } from '../../../use-cases/digests/list-subscriptions.ts'
import { html, said, type Html } from '../html.ts'
import { timeOf } from './slots.ts'

const words = catalogueOf('en')

type Latest = NonNullable<KnownSubscription['latest']>
type Fate = Pick<Latest, 'state' | 'said' | 'attempts'>

const STATES: Record<Fate['state'], readonly [string, string]> = {
  planned: ['In line', 'soon'],
  sending: ['Being sent', 'soon'],
  sent: ['Sent', 'good'],
  undeliverable: ['Given up', 'late'],
  suppressed: ['Not mailed', 'soft'],
}

function stateMark({ state }: Pick<Fate, 'state'>): Html {
  const [word, tone] = STATES[state]
  return html`<strong class="mark ${tone}">${word}</strong>`
}

export function collapsedInWords(collapsed: number): string {
  const forms = {
    one: '# earlier one that passed while no worker ran',
    other: '# earlier ones that passed while no worker ran',
  }
  return `and ${words.formatCount(collapsed, forms)}`
}

/** What became of one slot, with the words of the mail server, or ours where nothing was mailed. */
export function fateOf(digest: Fate & Partial<Pick<Latest, 'nextAttemptAt' | 'timeZone'>>): Html {
  const { state, said: answer, attempts, nextAttemptAt, timeZone } = digest
  const again =
    state === 'planned' && attempts > 0 && nextAttemptAt && timeZone
      ? html`; tried again from ${timeOf(nextAttemptAt.toZonedDateTimeISO(timeZone))}`
      : ''
  return html`${stateMark(digest)}${answer ? html` <span class="soft">${said(answer)}</span>` : ''}${again}`
}
