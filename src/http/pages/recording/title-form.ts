import type { WebContext } from '../../web.ts'
import { lineField, summaryOf, textField, type Filled } from '../form.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'

/** What a dossier or a follow-up is to be called. */
export function titlePage(c: WebContext, called: { at: string; of: string; title: string }, filled: Filled): Html {
  const { at, of, title } = called
  return layout(c, {
    title: `Correct the title of ${of}`,
    within: '/dossiers',
    body: html`<header>
        <p class="soft"><a class="reference" href="${at}/${of}">${of}</a> ${said(title)}</p>
        <h1>Correct the title</h1>
      </header>
      <form method="post" class="narrow">
        ${summaryOf(filled)}
        <p class="soft">What is shown as was known before keeps the title of then.</p>
        ${lineField(filled, { name: 'title', label: 'Title', isRequired: true })}
        ${textField(filled, { name: 'why', label: 'Why', isRequired: true })}
        <p class="actions"><button type="submit">Correct it</button> <a href="${at}/${of}">Leave it as it is</a></p>
      </form>`,
  })
}
