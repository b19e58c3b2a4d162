import { catalogueOf } from '../../../language/catalogue.ts'
import type { KnownSubscription } from '../../../use-cases/digests/list-subscriptions.ts'
import { previewDigest } from '../../../use-cases/digests/preview-digest.ts'
import { contextOf, dayShown, type Preview, type Web, type WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { mailShown } from './framed.ts'

const words = catalogueOf('en')

/** The mail that would go out now, or would have gone out at the moment of the replay. */
export async function composePreview(c: WebContext, web: Web, subscription: KnownSubscription) {
  const { id: number, language, unsubscribeToken } = subscription
  const moment = c.get('moment')
  const digest = await previewDigest(contextOf(c), { number, tell: web.post.tell }, moment)
  const preview: Preview = { language, unsubscribeToken, moment }
  return web.composeDigest(digest, preview)
}

export function previewPage(
  c: WebContext,
  { id, name, issues }: KnownSubscription,
  composed: { subject: string; text: string },
): Html {
  return layout(c, {
    title: `Preview of ${name}`,
    within: '/subscriptions',
    body: html`<p class="soft"><a href="${withMoment(c, `/subscriptions/${id}`)}">${said(name)}</a></p>
      <h1>Preview of No. ${issues + 1}</h1>
      <p class="soft">
        ${
          c.get('moment')
            ? html`As it would have been on ${words.formatDay(dayShown(c))}, standing alone: what was mailed since is of
              a later day.`
            : 'Put together just now. Nothing is planned, numbered or sent by looking at it. “Another day” replays it.'
        }
      </p>
      ${
        c.get('moment')
          ? ''
          : html`<form method="post" action="/subscriptions/${id}/test" class="actions">
              <button type="submit">Send me this as a test</button>
            </form>`
      }
      ${mailShown({ path: withMoment(c, `/subscriptions/${id}/preview.html`), ...composed })}`,
  })
}
