import { showSafely } from '../../domain/visible.ts'
import type { Told } from '../answer-problem.ts'
import type { WebContext } from '../web.ts'
import { html } from './html.ts'
import { layout } from './layout.ts'

const HEADINGS: Readonly<Record<number, string>> = {
  400: 'This could not be read',
  403: 'Not for you to do',
  404: 'Not found',
  405: 'Not done this way',
  409: 'In conflict with the record',
  413: 'Too large',
  421: 'Not the address of this service',
  422: 'Something is not right yet',
  429: 'Too many tries',
  503: 'Not just now',
}

export function problemPage(c: WebContext, { status, message, details }: Told) {
  const heading = HEADINGS[status] ?? 'Something went wrong'
  return layout(c, {
    title: heading,
    body: html`<h1>${heading}</h1>
      <p class="problem" role="alert">${showSafely(message)}</p>
      ${
        details.length > 0
          ? html`<ul>
              ${details.map((detail) => html`<li>${showSafely(detail)}</li>`)}
            </ul>`
          : ''
      }
      <p><a href="/">To the board</a></p>`,
  })
}
