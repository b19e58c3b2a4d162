import { isPending } from '../../../domain/correspondence/characters.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import { may } from '../../../use-cases/permission.ts'
import type { DossierStory } from '../../../use-cases/stories/show-dossier.ts'
import { correspondenceChart } from '../../charts/correspondence.ts'
import { contextOf, dayShown, type WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { asksTable } from './asks.ts'
import { communicationPath, filedItem } from './filed.ts'
import { mandatesOfDossier } from './mandates.ts'
import { matrixOf } from './matrix.ts'
import { notePath } from './note-page.ts'
import { descriptionOf, pictureOf } from './picture.ts'
import { withdrawnSection } from './withdrawn.ts'

const words = catalogueOf('en')

export function dossierPage(c: WebContext, story: DossierStory): Html {
  const { reference, title, counterparts } = story
  return layout(c, {
    title: `${reference} ${title}`,
    within: '/dossiers',
    body: html`<header class="dossier-head">
        <p class="reference soft">${reference}</p>
        <h1>${said(title)}</h1>
        <p class="soft">${officesOf(c, counterparts)}</p>
        <p>${balanceOf(story)}</p>
      </header>
      ${actionsOf(c, story)} ${pictureSection(c, story)} ${asksTable(c, story.followUps)} ${matrixOf(c, story)}
      ${correspondenceSection(c, story)} ${withdrawnSection(c, reference, story.withdrawn)}
      ${mandatesOfDossier(c, story)}`,
  })
}

function officesOf(c: WebContext, counterparts: DossierStory['counterparts']): Html {
  return html`${counterparts.map(
    ({ reference, name }, i) =>
      html`${i > 0 ? '; ' : ''}<a href="${withMoment(c, `/counterparts/${reference}`)}">${said(name)}</a>`,
  )}`
}

function balanceOf({ followUps }: DossierStory): string {
  const pending = followUps.filter(({ state }) => isPending(state)).length
  const ended = followUps.length - pending
  if (followUps.length === 0) return 'Nothing had been asked in it yet.'
  const asks = words.formatCount(pending, { one: '# follow-up pending', other: '# follow-ups pending' })
  return ended > 0 ? `${asks}, ${words.formatNumber(ended)} ended.` : `${asks}.`
}

function actionsOf(c: WebContext, { reference }: DossierStory): Html {
  const mayRecord = !c.get('moment') && may('officer', contextOf(c).officer)
  return html`<p class="actions">
    ${
      mayRecord
        ? html`<a class="button" href="/dossiers/${reference}/record">Record a communication</a>
            <a class="button quiet" href="/open?dossier=${reference}">Open a follow-up</a>
            <a class="button quiet" href="/dossiers/${reference}/title">Correct the title</a>`
        : ''
    }
    <a class="button quiet" href="${withMoment(c, notePath(reference))}">The note</a>
    <a class="button quiet" href="${withMoment(c, `/dossiers/${reference}/issued`)}">Given out</a>
  </p>`
}

function pictureSection(c: WebContext, story: DossierStory): Html | '' {
  if (story.correspondence.length === 0) return ''
  const shownOn = dayShown(c)
  const picture = pictureOf(story, shownOn, (number) => withMoment(c, communicationPath(story.reference, number)))
  return html`<section aria-labelledby="picture">
    <h2 id="picture">The correspondence</h2>
    ${correspondenceChart({
      picture,
      title: `The correspondence of ${story.reference} over time`,
      description: descriptionOf(picture),
      isToday: shownOn.equals(contextOf(c).today),
    })}
  </section>`
}

function correspondenceSection(c: WebContext, { correspondence }: DossierStory): Html {
  return html`<section aria-labelledby="letters">
    <h2 id="letters">Letter by letter</h2>
    ${
      correspondence.length === 0
        ? html`<p class="empty">
            No communication is on record here as of this day. What was written or said will stand here, in the order in
            which it happened, each with the document that it is known from.
          </p>`
        : html`<ol class="correspondence-list">
            ${correspondence.map((filed) => filedItem(c, filed, { bearings: bearingsOf(c, filed.entries) }))}
          </ol>`
    }
  </section>`
}

function bearingsOf(c: WebContext, entries: DossierStory['correspondence'][number]['entries']): Html {
  if (entries.length === 0) return html`<p class="bearings soft">bears on no ask</p>`
  return html`<p class="bearings">
    ${entries.map(
      (entry, i) =>
        html`${i > 0 ? html`<br />` : ''}<a class="reference" href="${withMoment(c, `/follow-ups/${entry.followUp}`)}"
            >${entry.followUp}</a
          >
          ${words.story.bears(entry)}`,
    )}
  </p>`
}
