import type { WebContext } from '../../web.ts'
import { html, type Html } from '../html.ts'

/** A mail has its style in it, and its links lead out of the frame; nothing else of it may act. */
const SANDBOX = 'allow-popups allow-popups-to-escape-sandbox'
const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "frame-ancestors 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  `sandbox ${SANDBOX}`,
].join('; ')

/** A mail as HTML, by itself, for a frame of our own pages. */
export function framedMail(c: WebContext, mail: string): Response | Promise<Response> {
  return c.html(mail.replace('<head>', '<head><base target="_blank">'), 200, {
    'Content-Security-Policy': POLICY,
    'X-Frame-Options': 'SAMEORIGIN',
  })
}

/** The mail as a reader's program shows it, and as one that shows text. */
export function mailShown({ path, subject, text }: { path: string; subject: string; text: string }): Html {
  return html`<section class="mail" aria-labelledby="as-html">
      <h2 id="as-html">As HTML</h2>
      <p>Subject: <strong>${subject}</strong></p>
      <iframe src="${path}" sandbox="${SANDBOX}" title="The mail as HTML"></iframe>
      <p><a href="${path}">Open it by itself</a></p>
    </section>
    <section class="mail" aria-labelledby="as-text">
      <h2 id="as-text">As text</h2>
      <pre dir="auto" tabindex="0" role="region" aria-label="The mail as text">${text}</pre>
    </section>`
}
