import { html, type Html } from '../../pages/html.ts'
import { layout } from '../../pages/layout.ts'
import type { WebContext } from '../../web.ts'
import { operationView } from './operation-view.ts'
import type { Reading } from './reading.ts'
import { fieldsTable, rowsOf } from './schema-view.ts'

/** All of it on one page, so that the browser's own search finds everything. */
export function docsPage(c: WebContext, body: Html): Html {
  return layout(c, { title: 'API', body })
}

export function docsBody(reading: Reading): Html {
  const groups = reading.tags
    .map((tag) => ({ ...tag, of: reading.operations.filter(({ tags }) => tags.includes(tag.name)) }))
    .filter(({ of }) => of.length > 0)
  return html`<div class="docs">
    <nav class="contents" aria-label="Contents of the API">
      <ul>
        <li><a href="#begin">Begin</a></li>
        ${groups.map(
          ({ name, of }) =>
            html`<li>
              <a href="#${idOf(name)}">${name}</a>
              <ul>
                ${of.map(({ operationId, summary }) => html`<li><a href="#${operationId}">${summary}</a></li>`)}
              </ul>
            </li>`,
        )}
        <li><a href="#shapes">Shapes</a></li>
      </ul>
    </nav>
    <div class="told">
      ${beginning(reading)}
      ${groups.map(
        ({ name, description, of }) =>
          html`<section aria-labelledby="${idOf(name)}">
            <h2 id="${idOf(name)}">${name}</h2>
            <p>${description}</p>
            ${of.map((operation) => operationView(reading, operation))}
          </section>`,
      )}
      ${shapes(reading)}
    </div>
  </div>`
}

function beginning({ description, server, operations }: Reading): Html {
  return html`<h1>API</h1>
    <p>${description}</p>
    <h2 id="begin">Begin</h2>
    <p>
      Make a token on <a href="/account#tokens">your account</a> and keep it as <code>RELANCE_TOKEN</code>. It is sent
      in the Authorization header, never in an address.
    </p>
    <pre
      tabindex="0"
      aria-label="A first call"
    ><code>curl -H "Authorization: Bearer $RELANCE_TOKEN" '${server}/me'</code></pre>
    <ul>
      <li>Lists come a page at a time: follow <code>next</code>, or the Link header, until it is <code>null</code>.</li>
      <li>
        What changes something that exists wants <code>If-Match</code> with the ETag that was read. Whoever was
        overtaken is answered 409 and loses nothing.
      </li>
      <li>
        A POST with an <code>Idempotency-Key</code> may be sent again: it is done once and answered alike. Keys are kept
        for a week.
      </li>
      <li>
        Whoever sends more than is taken is answered 429; <code>Retry-After</code> says in how many seconds to come
        back.
      </li>
      <li>The same as a document for programs: <a href="/api/v1/openapi.json">OpenAPI 3.1</a>.</li>
    </ul>
    ${refusals(operations)}`
}

/** Each status once, as the operations tell it. */
function refusals(operations: Reading['operations']): Html {
  const told = new Map(
    operations.flatMap(({ responses }) =>
      Object.entries(responses).flatMap(([status, { description }]) =>
        status.startsWith('2') ? [] : [[status, description] as const],
      ),
    ),
  )
  return html`<h3>What is refused</h3>
    <p>As <a href="#Problem">Problem</a>, with a code that does not change and every mistake by its field.</p>
    <dl class="facts">
      ${[...told]
        .toSorted(([one], [other]) => Number(one) - Number(other))
        .map(
          ([status, description]) =>
            html`<dt class="number" id="status-${status}">${status}</dt>
              <dd>${description}</dd>`,
        )}
    </dl>`
}

function shapes({ schemas }: Reading): Html {
  return html`<section aria-labelledby="shapes">
    <h2 id="shapes">Shapes</h2>
    ${Object.entries(schemas)
      .toSorted(([one], [other]) => one.localeCompare(other))
      .map(
        ([name, schema]) =>
          html`<details class="shape">
            <summary>${name}</summary>
            <div id="${name}">
              ${schema.description ? html`<p>${schema.description}</p>` : ''}
              ${fieldsTable(`Fields of ${name}`, rowsOf(schema))}
            </div>
          </details>`,
      )}
  </section>`
}

function idOf(tag: string): string {
  return `about-${tag.toLowerCase().replaceAll(/\W+/g, '-')}`
}
