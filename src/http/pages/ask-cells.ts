import type { FollowUpOnDay } from '../../domain/standings/follow-up.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import { dayShown, type WebContext } from '../web.ts'
import { html, said, type Html } from './html.ts'
import { withMoment } from './moment.ts'

const words = catalogueOf('en')

interface Named {
  reference: string
  title: string
  isConfidential: boolean
}

export function askHead(c: WebContext, { reference, title, isConfidential }: Named): Html {
  return html`<a class="reference" href="${withMoment(c, `/follow-ups/${reference}`)}">${reference}</a>
    ${isConfidential ? html`<span class="mark soon">confidential</span>` : ''}<br />${said(title)}`
}

type Asked = Pick<FollowUpOnDay, 'askedOn' | 'daysSinceAsked' | 'isAskedVague'>

export function askedOnOf({ askedOn, daysSinceAsked, isAskedVague }: Asked): Html {
  return html`${askedOn ? words.formatShortDay(askedOn) : ''}
    <span class="soft">${words.agoInWords(daysSinceAsked, isAskedVague)}</span>`
}

/** Of one that is pending. */
export function answerDueOf(c: WebContext, ask: FollowUpOnDay): Html {
  if (!ask.answerDueOn) return html`<span class="soft">${words.bracketInWords(ask)}</span>`
  return html`${words.formatShortDay(ask.answerDueOn)}
    <span class="${ask.daysOverdue ? 'late' : 'soft'}">${words.dueInWords(ask, dayShown(c))}</span>`
}
