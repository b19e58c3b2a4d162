import { Hono } from 'hono'
import type { Web, WebEnv } from '../web.ts'
import { html, type Html } from './html.ts'
import { layout } from './layout.ts'

const KEYS: readonly (readonly [readonly string[], string])[] = [
  [['/'], 'search'],
  [['j'], 'next row of a list'],
  [['k'], 'row before'],
  [['Enter'], 'open the row'],
  [[']'], 'next page of a list'],
  [['n'], "the page's main action: record, open, subscribe"],
  [['g', 'b'], 'to the board'],
  [['g', 'd'], 'to the dossiers'],
  [['g', 'c'], 'to the counterparts'],
  [['g', 's'], 'to the digests'],
  [['g', 'a'], 'to my account'],
  [['?'], 'this page'],
]

export function keysPage(_web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/keys', (c) =>
    c.html(
      layout(c, {
        title: 'Keys',
        body: html`<h1>Keys</h1>
          <p>
            They work where JavaScript does and nobody is typing. Everything can also be reached with
            <kbd>Tab</kbd> alone.
          </p>
          <table class="keys">
            <caption class="hidden">
              Keys and what they do
            </caption>
            <thead>
              <tr>
                <th scope="col">Key</th>
                <th scope="col">Does</th>
              </tr>
            </thead>
            <tbody>
              ${KEYS.map(([keys, does]) => rowOf(keys, does))}
            </tbody>
          </table>
          <p hidden>
            <label class="inline"><input type="checkbox" id="keys-off" /> turn single keys off in this browser</label>
          </p>`,
      }),
    ),
  )
  return app
}

function rowOf(keys: readonly string[], does: string): Html {
  return html`<tr>
    <th scope="row">${keys.map((key, i) => html`${i > 0 ? ' then ' : ''}<kbd>${key}</kbd>`)}</th>
    <td>${does}</td>
  </tr>`
}
