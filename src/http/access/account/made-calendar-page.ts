import { html, said, type Html } from '../../pages/html.ts'
import { layout } from '../../pages/layout.ts'
import type { WebContext } from '../../web.ts'

/** The only page that ever shows the address: of its secret, only a hash is kept. */
export function madeCalendarPage(c: WebContext, { name, address }: { name: string | null; address: string }): Html {
  return layout(c, {
    title: 'A new calendar address',
    body: html`<h1>A new calendar address</h1>
      <p class="done" role="status">
        It shows ${name === null ? 'everything that you see' : html`the view ${said(name)}`}, with your eyes.
      </p>
      <p>
        <strong>Copy it now</strong>, and give it to your calendar program as a calendar to subscribe to. It is shown
        this once; whoever has it reads the calendar until you revoke it. What is confidential is named there by its
        reference alone.
      </p>
      <p><label for="address">The address</label></p>
      <input
        id="address"
        class="secret"
        type="text"
        readonly
        autocomplete="off"
        spellcheck="false"
        value="${address}"
      />
      <p class="actions"><a class="button quiet" href="/account#calendars">Back to your account</a></p>`,
  })
}
