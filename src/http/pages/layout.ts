import { catalogueOf } from '../../language/catalogue.ts'
import { may } from '../../use-cases/permission.ts'
import { assets } from '../assets.ts'
import type { WebContext } from '../web.ts'
import { html, said, type Html } from './html.ts'
import { momentFields, momentPicker, withMoment } from './moment.ts'

const words = catalogueOf('en')

interface Page {
  /** Of the tab; the product's name comes after it. */
  title: string
  body: Html
  /** The path of the navigation's entry that this page belongs to. */
  within?: '/' | '/plan' | '/dossiers' | '/counterparts' | '/duties' | '/subscriptions' | '/officers'
}

const NAVIGATION = [
  ['/', 'Board'],
  ['/plan', 'Plan'],
  ['/dossiers', 'Dossiers'],
  ['/counterparts', 'Counterparts'],
  ['/duties', 'Reports'],
  ['/subscriptions', 'Digests'],
] as const

/** Every page: what it is in, the past that it shows, if it does, and the way to everything else. */
export function layout(c: WebContext, { title, body, within }: Page): Html {
  const officer = c.get('caller')?.context.officer
  const link = ([path, name]: readonly [string, string]) =>
    html`<li><a href="${withMoment(c, path)}" ${path === within ? html`aria-current="page"` : ''}>${name}</a></li>`
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Relance</title>
        <link rel="stylesheet" href="${assets.styleSheet}" />
        <link rel="icon" href="${assets.icon}" type="image/svg+xml" />
        <script type="module" src="${assets.script}"></script>
      </head>
      <body>
        <a class="skip" href="#content">To the content</a>
        <header class="masthead">
          <a class="brand" href="${withMoment(c, '/')}">Relance</a>
          ${
            officer
              ? html`<nav aria-label="Main">
                    <ul>
                      ${NAVIGATION.map(link)} ${may('administrator', officer) ? link(['/officers', 'Officers']) : ''}
                    </ul>
                  </nav>
                  <form class="search" role="search" action="/" method="get">
                    <label class="hidden" for="search-all">Search pending follow-ups</label>
                    <input id="search-all" type="search" name="search" maxlength="200" placeholder="Search" />
                    ${momentFields(c)}
                  </form>
                  ${momentPicker(c)} <a class="account" href="/account">${said(officer.name)}</a>`
              : ''
          }
        </header>
        ${replayBanner(c)}
        <main id="content" tabindex="-1">${body}</main>
        <footer class="colophon">
          ${officer ? html`<a href="/policies">Policies</a>` : ''} <a href="/api">API</a>
          <a href="/keys">Keys <kbd>?</kbd></a>
          <span>Quiet is not an answer.</span>
        </footer>
      </body>
    </html>`
}

/** Nobody mistakes the past for the present. */
function replayBanner(c: WebContext): Html | '' {
  const moment = c.get('moment')
  if (!moment) return ''
  const here = new URL(c.req.url)
  for (const name of ['as-of', 'known-at']) here.searchParams.delete(name)
  const { timeZone } = c.get('surroundings')
  const known = moment.knownAt.toZonedDateTimeISO(timeZone)
  return html`<aside class="replay" aria-label="Replay">
    <strong>You are looking at the past:</strong> as of ${words.formatDay(moment.asOf)}, as known on
    ${words.formatDay(known.toPlainDate())} at ${known.toPlainTime().toString({ smallestUnit: 'minute' })}.
    <a href="${here.pathname}${here.search}">Back to today</a>
  </aside>`
}
