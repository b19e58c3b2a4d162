import { catalogueOf } from '../../../language/catalogue.ts'
import { may } from '../../../use-cases/permission.ts'
import type { Corrigendum } from '../../../use-cases/issued/draft-corrigendum.ts'
import type { CommunicationStory } from '../../../use-cases/stories/show-communication.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { CARRIED_LOOKED_AT, carriedList, corrigendumLinks } from './carried.ts'
import { changedTable } from './changed.ts'
import { attachmentsOf, communicationPath, contentOf } from './filed.ts'
import { recordedAt, versionsTable } from './versions.ts'

const words = catalogueOf('en')

/** With what went out and says otherwise than the record does now; null of a replay. */
export function communicationPage(c: WebContext, story: CommunicationStory, corrigendum: Corrigendum | null): Html {
  const { reference, dossier, holds, isWithdrawn } = story
  const { communication: of } = holds
  return layout(c, {
    title: reference,
    within: '/dossiers',
    body: html`<header>
        <p class="soft">
          <a href="${withMoment(c, `/dossiers/${dossier.reference}`)}">${dossier.reference}</a> ${said(dossier.title)}
        </p>
        <h1>${reference}: ${words.channels[of.channel]}, ${words.directions[of.direction]}</h1>
      </header>
      ${doneNotice(c)} ${isWithdrawn ? withdrawnNotice(c, story) : ''}
      <div class="content">${contentOf(of)} ${attachmentsOf(dossier.reference, story.attachments)}</div>
      ${actionsOf(c, story)} ${datesOf(c, story)} ${bearingsOf(c, story)} ${changedSection(story)}
      ${versionsSection(c, story)} ${corrigendum ? carriedSection(c, corrigendum) : ''}`,
  })
}

const DONE: Readonly<Record<string, string>> = {
  recorded: 'Recorded. What it changed stands below.',
  corrected: 'Corrected. Both versions, and what changed, stand below.',
  attached: 'Attached.',
}

function doneNotice(c: WebContext): Html | '' {
  const done = DONE[c.req.query('done') ?? '']
  return done ? html`<p class="done" role="status">${done}</p>` : ''
}

function withdrawnNotice(c: WebContext, { versions }: CommunicationStory): Html {
  const { communication: last, recordedByName } = versions.at(-1)!
  return html`<p class="notice">
    This was withdrawn by ${said(recordedByName)}, ${recordedAt(c, last.recordedAt)}:
    ${last.correctionReason ? said(last.correctionReason) : ''} It bears on nothing any more.
  </p>`
}

function actionsOf(c: WebContext, { dossier, holds, isWithdrawn }: CommunicationStory): Html | '' {
  if (c.get('moment') || isWithdrawn || !may('officer', contextOf(c).officer)) return ''
  const path = communicationPath(dossier.reference, holds.communication.number)
  return html`<p class="actions">
    <a class="button quiet" href="${path}/correct">Correct or withdraw</a>
    <a class="button quiet" href="${path}/attachments">Attach a file</a>
  </p>`
}

/** The four dates that are easily taken for each other, each under its own name. */
function datesOf(c: WebContext, story: CommunicationStory): Html {
  const { communication: of, recordedByName } = story.holds
  const none = html`<span class="soft">not recorded</span>`
  const { communication: first, recordedByName: firstBy } = story.versions[0] ?? { communication: of, recordedByName }
  return html`<section aria-labelledby="dates">
    <h2 id="dates">Its dates</h2>
    <dl class="facts">
      <dt>Dated, on the paper</dt>
      <dd>${of.dated ? words.story.vagueDate(of.dated) : none}</dd>
      <dt>Sent</dt>
      <dd>${of.sentOn ? words.formatDay(of.sentOn) : none}</dd>
      <dt>Received</dt>
      <dd>${of.receivedOn ? words.formatDay(of.receivedOn) : none}</dd>
      <dt>Recorded here</dt>
      <dd>${recordedAt(c, first.recordedAt)}, by ${said(firstBy)}</dd>
      <dt>Counts from</dt>
      <dd>${countsFrom(story)}</dd>
    </dl>
  </section>`
}

function countsFrom({ holds, effect: { on: day, latestOn, dating } }: CommunicationStory): string {
  const on = words.formatDay(day)
  if (dating === 'unknown') {
    return holds.communication.tookEffectOn.equals(day)
      ? `${on}, the day it was recorded, because no other day is known`
      : `${on}, the first day of what bears on the same ask, because its own day is unknown`
  }
  if (dating === 'exact' || day.equals(latestOn)) return on
  return `${on} at the earliest, ${words.formatDay(latestOn)} at the latest`
}

function bearingsOf(c: WebContext, { holds, followUps, assessments }: CommunicationStory): Html {
  return html`<section aria-labelledby="bearings">
    <h2 id="bearings">What it bears on</h2>
    ${
      holds.entries.length === 0
        ? html`<p>No ask: it is on record as part of the dossier.</p>`
        : html`<ul class="bears-on">
            ${holds.entries.map((entry) => {
              const ask = followUps.find(({ reference }) => reference === entry.followUp)
              const opinions = assessments.filter(({ followUp }) => followUp === entry.followUp)
              return html`<li>
                <a class="reference" href="${withMoment(c, `/follow-ups/${entry.followUp}`)}">${entry.followUp}</a>
                ${ask ? said(ask.title) : ''}<br />${words.story.bears(entry)}
                ${ask ? html`<br /><span class="soft">As it stands: ${words.stateInWords(ask)}</span>` : ''}
                ${
                  entry.bearing === 'replies'
                    ? opinions.map(
                        ({ assessment: { grade, reason, recordedAt: at }, by }) =>
                          html`<br /><span
                              >Assessed <strong>${grade}</strong> by ${said(by)}, ${recordedAt(c, at)}:
                              ${said(reason)}</span
                            >`,
                      )
                    : ''
                }
              </li>`
            })}
          </ul>`
    }
  </section>`
}

function changedSection({ changed, versions }: CommunicationStory): Html | '' {
  if (changed.length === 0) return ''
  const what = versions.length > 1 ? 'its last correction' : 'it'
  return html`<section aria-labelledby="changed">
    <h2 id="changed">What it changed</h2>
    <p class="soft">Each ask just before and just after ${what} was recorded.</p>
    ${changedTable(changed)}
  </section>`
}

function versionsSection(c: WebContext, { versions, reference }: CommunicationStory): Html {
  return html`<section aria-labelledby="versions">
    <h2 id="versions">${versions.length > 1 ? 'Its versions' : 'Its one version'}</h2>
    ${versionsTable(c, versions, reference)}
  </section>`
}

function carriedSection(c: WebContext, { dossier, communication, documents }: Corrigendum): Html | '' {
  if (documents.length === 0) return ''
  return html`<section aria-labelledby="carried">
    <h2 id="carried">Documents that carried the earlier version</h2>
    ${carriedList(c, documents)}
    <p class="soft">Of the latest ${CARRIED_LOOKED_AT} that may have. The corrigendum goes through all of them.</p>
    ${corrigendumLinks(c, dossier.reference, communication)}
    <p>
      <a href="${withMoment(c, `/dossiers/${dossier.reference}/issued`)}"
        >All that was given out of ${dossier.reference}</a
      >
    </p>
  </section>`
}
