import type { PointStory } from '../../../use-cases/silence/list-receiving-points.ts'
import type { WebContext } from '../../web.ts'
import { lineField, summaryOf, textField, type Filled } from '../form.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { readUntil, spanInWords } from './read-until.ts'

export function retirePage(c: WebContext, story: PointStory, filled: Filled): Html {
  const { reference, name } = story
  return layout(c, {
    title: `Retire ${reference}`,
    body: html`${headOf(story, `Retire ${reference}`)}
      <p>${said(name)}, read ${readUntil(story)}</p>
      <form method="post" class="narrow">
        ${summaryOf(filled)}
        ${lineField(filled, { name: 'on', label: 'Retired on', type: 'date', hint: 'From that day on nothing comes in by it.', isRequired: true })}
        ${textField(filled, { name: 'why', label: 'Why', isRequired: true })}
        <p class="soft">What it received before must still have been read. This cannot be taken back.</p>
        <p class="actions">
          <button type="submit">Retire it</button> <a href="/receiving-points/${reference}">Leave it</a>
        </p>
      </form>`,
  })
}

interface Withdrawing {
  story: PointStory
  attestation: PointStory['attestations'][number]
  filled: Filled
}

export function withdrawPage(c: WebContext, { story, attestation, filled }: Withdrawing): Html {
  const { reference } = story
  return layout(c, {
    title: `Take back an attestation of ${reference}`,
    body: html`${headOf(story, 'Take back an attestation')}
      <p>${said(attestation.by)} attests that ${reference} was read ${spanInWords(attestation)}.</p>
      <form method="post" class="narrow">
        ${summaryOf(filled)} ${textField(filled, { name: 'why', label: 'Why it is taken back', isRequired: true })}
        <p class="soft">Both stay on record. What was stated on it before stays stated as it was known then.</p>
        <p class="actions">
          <button type="submit">Take it back</button> <a href="/receiving-points/${reference}">Leave it</a>
        </p>
      </form>`,
  })
}

function headOf({ reference, name }: PointStory, heading: string): Html {
  return html`<header>
    <p class="soft"><a class="reference" href="/receiving-points/${reference}">${reference}</a> ${said(name)}</p>
    <h1>${heading}</h1>
  </header>`
}
