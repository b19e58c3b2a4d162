import { CLOSURE_REASONS } from '../../../domain/correspondence/facts.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { FollowUpStory } from '../../../use-cases/stories/show-follow-up.ts'
import type { WebContext } from '../../web.ts'
import { choiceField, lineField, summaryOf, textField, type Filled } from '../form.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { headOfFollowUp } from './head.ts'

const words = catalogueOf('en')

export function closePage(c: WebContext, story: FollowUpStory, filled: Filled): Html {
  const { reference, unreadReplies } = story.followUp
  return layout(c, {
    title: `Close ${reference}`,
    within: '/dossiers',
    body: html`${headOfFollowUp(story, `Close ${reference}`)}
      ${
        unreadReplies > 0
          ? html`<p class="notice">A reply to it has not been read here yet. Read it before you close.</p>`
          : ''
      }
      <form method="post" class="narrow">
        ${summaryOf(filled)} ${versionField(filled, story)} ${closureFields(filled)}
        <p class="soft">It leaves the board and its digests. A later reply or a new ask reopens it by itself.</p>
        <p class="actions">
          <button type="submit">Close it</button> <a href="/follow-ups/${reference}">Leave it open</a>
        </p>
      </form>`,
  })
}

export function correctClosurePage(c: WebContext, story: FollowUpStory, filled: Filled): Html {
  const { reference } = story.followUp
  return layout(c, {
    title: `Correct the closure of ${reference}`,
    within: '/dossiers',
    body: html`${headOfFollowUp(story, `Correct the closure of ${reference}`)}
      <p>What was recorded before stays on record, with who corrected it and why.</p>
      <form method="post" class="narrow">
        ${summaryOf(filled)} ${versionField(filled, story)} ${closureFields(filled)}
        ${textField(filled, { name: 'why', label: 'Why it is corrected', isRequired: true })}
        <p class="actions">
          <button type="submit">Correct it</button> <a href="/follow-ups/${reference}">Leave it as it is</a>
        </p>
      </form>`,
  })
}

function closureFields(filled: Filled): Html {
  return html`${choiceField(filled, {
    name: 'reason',
    label: 'Why it ends',
    choices: [
      { value: '', label: 'choose a reason' },
      ...CLOSURE_REASONS.map((value) => ({ value, label: words.closureReasons[value] })),
    ],
    isRequired: true,
  })}
  ${lineField(filled, { name: 'on', label: 'Closed on', type: 'date', isRequired: true })}
  ${textField(filled, { name: 'remark', label: 'Remark', hint: 'For whoever asks why, years later.' })}`
}

export function reopenPage(c: WebContext, story: FollowUpStory, filled: Filled): Html {
  const { reference } = story.followUp
  const last = story.closures.at(-1)
  return layout(c, {
    title: `Reopen ${reference}`,
    within: '/dossiers',
    body: html`${headOfFollowUp(story, `Reopen ${reference}`)}
      ${
        last
          ? html`<p>
              ${said(last.by)} closed it on ${words.formatDay(last.closure.closedOn)}:
              ${words.closureReasons[last.closure.reason]}. Reopening takes that closure back; both stay on record.
            </p>`
          : ''
      }
      <form method="post" class="narrow">
        ${summaryOf(filled)} ${versionField(filled, story)}
        ${textField(filled, { name: 'why', label: 'Why the closure is taken back', isRequired: true })}
        <p class="actions">
          <button type="submit">Reopen it</button> <a href="/follow-ups/${reference}">Leave it closed</a>
        </p>
      </form>`,
  })
}

/** What the officer has in front of them: if it has changed by the time they press the button, they are told. */
function versionField({ values }: Filled, { version }: FollowUpStory): Html {
  return html`<input type="hidden" name="version" value="${values['version'] ?? String(version)}" />`
}
