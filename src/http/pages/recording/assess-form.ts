import { GRADES, type Grade } from '../../../domain/correspondence/facts.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { FollowUpStory } from '../../../use-cases/stories/show-follow-up.ts'
import type { WebContext } from '../../web.ts'
import { choiceField, summaryOf, textField, type Filled } from '../form.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { headOfFollowUp } from './head.ts'

const words = catalogueOf('en')

/** The Human Rights Committee's scale (CCPR/C/128/3). */
const GRADE_NAMES: Readonly<Record<Grade, string>> = {
  A: 'largely satisfactory',
  B: 'partially satisfactory, more is needed',
  C: 'not satisfactory: it answers, but not the point',
  D: 'no cooperation',
  E: 'contrary to what was asked',
}

export function assessPage(c: WebContext, story: FollowUpStory, filled: Filled): Html {
  const { reference, dossier } = story.followUp
  const replies = repliesOf(story)
  return layout(c, {
    title: `Assess a reply to ${reference}`,
    within: '/dossiers',
    body: html`${headOfFollowUp(story, `Assess a reply to ${reference}`)}
    ${
      replies.length === 0
        ? html`<p class="empty">
            There is no reply to it yet. What it says is recorded first, what we think of it after.
          </p>`
        : html`<form method="post" class="narrow">
            ${summaryOf(filled)}
            ${choiceField(filled, {
              name: 'communication',
              label: 'Which reply',
              choices: replies.map(({ communication: of, entries }) => ({
                value: `${dossier}/${of.number}`,
                label: `${dossier}/${of.number}, ${words.story.dayOf(of)}: ${entries.map(words.story.bears).join('; ')}`,
              })),
            })}
            ${choiceField(filled, {
              name: 'grade',
              label: 'Our opinion of it',
              choices: [
                { value: '', label: 'choose a grade' },
                ...GRADES.map((value) => ({ value, label: `${value}: ${GRADE_NAMES[value]}` })),
              ],
              isRequired: true,
            })}
            ${textField(filled, { name: 'reason', label: 'Why', isRequired: true })}
            <p class="soft">It changes no standing, and an earlier opinion stays beside it.</p>
            <p class="actions">
              <button type="submit">Record the opinion</button> <a href="/follow-ups/${reference}">Leave it</a>
            </p>
          </form>`
    }`,
  })
}

/** The latest first. */
export function repliesOf({ chronology }: FollowUpStory): FollowUpStory['chronology'] {
  return chronology.filter(({ entries }) => entries.some(({ bearing }) => bearing === 'replies')).toReversed()
}
