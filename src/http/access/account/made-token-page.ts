import type { ApiTokenRow } from '../../../use-cases/access/api-tokens.ts'
import { html, said, type Html } from '../../pages/html.ts'
import { layout } from '../../pages/layout.ts'
import type { WebContext } from '../../web.ts'
import { when } from '../when.ts'

/** The only page that ever shows the secret: it is kept nowhere, here or in the browser. */
export function madeTokenPage(
  c: WebContext,
  { token, secret, baseUrl }: { token: ApiTokenRow; secret: string; baseUrl: string },
): Html {
  return layout(c, {
    title: 'A new token',
    body: html`<h1>A new token</h1>
      <p class="done" role="status">
        ${said(token.name)} may ${token.scopes.join(', ')} until ${when(c, token.expiresAt)}.
      </p>
      <p><strong>Copy it now.</strong> It is shown this once and kept nowhere; whoever has it acts in your name.</p>
      <p><label for="secret">The token</label></p>
      <input id="secret" class="secret" type="text" readonly autocomplete="off" spellcheck="false" value="${secret}" />
      <p>To try it, set it as <code>RELANCE_TOKEN</code> in your shell and run:</p>
      <pre
        tabindex="0"
        aria-label="Example"
      ><code>curl -H "Authorization: Bearer $RELANCE_TOKEN" ${baseUrl}/api/v1/me</code></pre>
      <p class="actions"><a class="button quiet" href="/account#tokens">Back to your account</a></p>`,
  })
}
