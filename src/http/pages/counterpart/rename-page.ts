import type { CounterpartOwing } from '../../../use-cases/counterparts/list-counterparts.ts'
import type { CounterpartStory } from '../../../use-cases/counterparts/show-counterpart.ts'
import type { WebContext } from '../../web.ts'
import { choiceField, lineField, summaryOf, textField, type Filled } from '../form.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'

interface Renamed {
  story: CounterpartStory
  known: readonly CounterpartOwing[]
}

export function renamePage(c: WebContext, { story, known }: Renamed, filled: Filled): Html {
  const { reference, name } = story.counterpart
  const others = known.filter((office) => office.reference !== reference)
  return layout(c, {
    title: `Rename ${reference}`,
    within: '/counterparts',
    body: html`<header>
        <p class="soft"><a class="reference" href="/counterparts/${reference}">${reference}</a> ${said(name)}</p>
        <h1>Rename an office</h1>
      </header>
      <form method="post" class="narrow">
        ${summaryOf(filled)}
        <p class="soft">Notes and lists as of earlier days keep what it was called then.</p>
        ${lineField(filled, { name: 'name', label: 'Name of the office', isRequired: true })}
        ${choiceField(filled, {
          name: 'succeeds',
          label: 'Takes the place of',
          choices: [
            { value: '', label: 'no other office' },
            ...others.map((office) => ({ value: office.reference, label: `${office.reference} ${office.name}` })),
          ],
        })}
        ${lineField(filled, {
          name: 'since',
          label: 'Since',
          type: 'date',
          hint: 'The day from which it is so. Left empty, what holds is corrected, and the reason is wanted.',
        })}
        ${textField(filled, { name: 'why', label: 'Why' })}
        <p class="actions">
          <button type="submit">Record it</button> <a href="/counterparts/${reference}">Leave it as it is</a>
        </p>
      </form>`,
  })
}
