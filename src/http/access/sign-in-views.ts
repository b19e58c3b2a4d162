import type { Told } from '../answer-problem.ts'
import { fill, lineField, summaryOf, type Filled } from '../pages/form.ts'
import { html, said, type Html } from '../pages/html.ts'
import { layout } from '../pages/layout.ts'
import type { Web, WebContext } from '../web.ts'

export function askPage(c: WebContext, filled: Filled, next: string): Html {
  return layout(c, {
    title: 'Sign in',
    body: html`<h1>Sign in</h1>
      <p>There are no passwords: a link to sign in comes by mail. Open it in this browser.</p>
      ${askForm(filled, next)}`,
  })
}

/** The same for an address that nobody here has. */
export function sentPage(c: WebContext, { mailGoesToFolder: folder }: Web, email: string): Html {
  return layout(c, {
    title: 'Look at your mail',
    body: html`<h1>Look at your mail</h1>
      <p>If ${said(email)} is known here, a link is on its way. It is good for ten minutes, once, in this browser.</p>
      ${folder ? html`<p>There is no mail server: mails are written to <code>${folder}</code>.</p>` : ''}
      <p class="soft">
        Nothing comes? Look among the unwanted mails and check the address. Whoever runs this service can hand you a
        link: <code>relance sign-in</code>.
      </p>
      <p><a href="/sign-in">Ask again</a></p>`,
  })
}

export function confirmPage(c: WebContext, officer: { name: string; email: string }, next: string): Html {
  return layout(c, {
    title: 'Sign in',
    body: html`<h1>Sign in</h1>
      <form method="post" class="narrow">
        <p>You are ${said(officer.name)}, ${said(officer.email)}.</p>
        <input type="hidden" name="next" value="${next}" />
        <button type="submit">Sign in</button>
      </form>`,
  })
}

export function noLinkPage(c: WebContext, { status, message }: Told, next: string): Html {
  const heading = status === 403 ? 'Open it where you asked for it' : 'This link is good no longer'
  return layout(c, {
    title: heading,
    body: html`<h1>${heading}</h1>
      <p class="problem" role="alert">${capital(message)}.</p>
      <h2>Ask for a new link</h2>
      ${askForm(fill(), next)}`,
  })
}

function askForm(filled: Filled, next: string): Html {
  return html`<form method="post" action="/sign-in" class="narrow">
    ${summaryOf(filled)}
    ${lineField(filled, {
      name: 'email',
      label: 'Your mail address',
      type: 'email',
      autocomplete: 'email',
      isRequired: true,
    })}
    <input type="hidden" name="next" value="${next}" />
    <button type="submit">Send me a link</button>
  </form>`
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
