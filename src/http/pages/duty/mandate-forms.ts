import type { MandateStory } from '../../../use-cases/mandates/list-mandates.ts'
import type { DossierStory } from '../../../use-cases/stories/show-dossier.ts'
import type { WebContext } from '../../web.ts'
import { checkField, choiceField, lineField, summaryOf, textField, type Filled } from '../form.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'

export function enterMandatePage(c: WebContext, story: DossierStory, filled: Filled): Html {
  return framed(c, story, {
    title: 'Enter a mandate',
    action: 'mandates',
    fields: html`${summaryOf(filled)}
      <p class="soft">The decision that obliges somebody. What is to be reported under it is entered next.</p>
      ${decisionFields(filled)}`,
  })
}

export function correctMandatePage(c: WebContext, { dossier, mandate }: MandateStory, filled: Filled): Html {
  const { id, document, paragraph } = mandate
  return layout(c, {
    title: 'Correct a mandate',
    within: '/dossiers',
    body: html`<header>
        <p class="soft">
          <a class="reference" href="/dossiers/${dossier}">${dossier}</a>
          <a href="/mandates/${id}">${said(document)}, para. ${said(paragraph)}</a>
        </p>
        <h1>Correct a mandate</h1>
      </header>
      <form method="post" class="narrow">
        ${summaryOf(filled)}
        <p class="soft">What was recorded before stays on record.</p>
        ${decisionFields(filled)}
        ${checkField(filled, { name: 'withdraw', label: 'It obliges to nothing here after all' })}
        ${textField(filled, { name: 'why', label: 'Why', isRequired: true })}
        <p class="actions"><button type="submit">Correct it</button> <a href="/mandates/${id}">Leave it as it is</a></p>
      </form>`,
  })
}

function decisionFields(filled: Filled): Html {
  return html`${lineField(filled, { name: 'document', label: 'Document', hint: 'Such as E/CN.4/RES/2004/13', isRequired: true, maxLength: 200 })}
  ${lineField(filled, { name: 'paragraph', label: 'Paragraph', isRequired: true, maxLength: 200 })}
  ${lineField(filled, {
    name: 'decided',
    label: 'Decided',
    hint: 'A day, or as much of it as is known: 2004-04-15, 2004-04, 2004. Before it, nothing shows that this obliges.',
    isDate: true,
  })}
  ${textField(filled, { name: 'requires', label: 'What it requires', isRequired: true })}`
}

export function enterDutyPage(c: WebContext, story: DossierStory, filled: Filled): Html {
  const { mandates } = story
  return framed(c, story, {
    title: 'Enter a report',
    action: 'duties',
    fields: html`${summaryOf(filled)}
    ${
      mandates.length > 1
        ? choiceField(filled, {
            name: 'mandate',
            label: 'Under',
            choices: mandates.map(({ id, document, paragraph }) => ({
              value: String(id),
              label: `${document}, para. ${paragraph}`,
            })),
            isRequired: true,
          })
        : ''
    }
    ${lineField(filled, { name: 'body', label: 'To', hint: 'Such as Commission on Human Rights', isRequired: true, maxLength: 200 })}
    ${lineField(filled, { name: 'session', label: 'Session', hint: 'Such as sixty-second session', isRequired: true, maxLength: 200 })}
    ${lineField(filled, {
      name: 'due',
      label: 'Due by',
      type: 'date',
      hint: 'Left empty where nobody knows yet. It is shown as not known, and never as not due.',
    })}`,
  })
}

function framed(
  c: WebContext,
  { reference, title: subject }: DossierStory,
  { title, action, fields }: { title: string; action: string; fields: Html },
): Html {
  return layout(c, {
    title,
    within: '/dossiers',
    body: html`<header>
        <p class="soft"><a class="reference" href="/dossiers/${reference}">${reference}</a> ${said(subject)}</p>
        <h1>${title}</h1>
      </header>
      <form method="post" action="/dossiers/${reference}/${action}" class="narrow">
        ${fields}
        <p class="actions"><button type="submit">Enter it</button> <a href="/dossiers/${reference}">Leave it</a></p>
      </form>`,
  })
}
