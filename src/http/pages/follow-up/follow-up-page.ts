import { speakerOf } from '../../../domain/correspondence/speaker.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { Reason } from '../../../language/story-words.ts'
import { may } from '../../../use-cases/permission.ts'
import type { FollowUpStory } from '../../../use-cases/stories/show-follow-up.ts'
import { contextOf, dayShown, type WebContext } from '../../web.ts'
import { mandatesOf } from '../dossier/mandates.ts'
import { sentenceOnPage } from '../dossier/sentence.ts'
import { withdrawnSection } from '../dossier/withdrawn.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { chronology } from './chronology.ts'
import { clocks } from './clocks.ts'

const words = catalogueOf('en')

export function followUpPage(c: WebContext, story: FollowUpStory): Html {
  const { followUp, withdrawn, mandates } = story
  return layout(c, {
    title: `${followUp.reference} ${followUp.title}`,
    within: '/dossiers',
    body: html`${headOf(c, story)} ${standingOf(c, story)} ${actionsOf(c, story)} ${clocks(c, story)}
    ${chronology(c, story)} ${withdrawnSection(c, followUp.dossier, withdrawn)} ${mandatesOf(c, mandates)}`,
  })
}

function headOf(c: WebContext, { followUp, dossierTitle }: FollowUpStory): Html {
  const { reference, title, counterpart, counterpartReference, dossier, desk, owner, isConfidential } = followUp
  return html`<header class="follow-up-head">
    <p class="reference soft">
      ${reference} ${isConfidential ? html`<strong class="mark soon">confidential to desk ${desk}</strong>` : ''}
    </p>
    <h1>${said(title)}</h1>
    <dl class="facts">
      <dt>Counterpart</dt>
      <dd><a href="${withMoment(c, `/counterparts/${counterpartReference}`)}">${said(counterpart)}</a></dd>
      <dt>Dossier</dt>
      <dd>
        <a href="${withMoment(c, `/dossiers/${dossier}`)}">${dossier}</a> ${said(dossierTitle)},
        <a href="${withMoment(c, `/dossiers/${dossier}/issued`)}">given out</a>
      </dd>
      <dt>Owner</dt>
      <dd>${owner ? said(owner) : html`<span class="soft">nobody yet</span>`}</dd>
      <dt>Desk</dt>
      <dd>${said(desk)}</dd>
    </dl>
  </header>`
}

function standingOf(c: WebContext, { followUp, deciding }: FollowUpStory): Html {
  const { unreadReplies } = followUp
  return html`<section aria-label="Where it stands">
    <p class="standing">${sentenceOnPage(words.story.standingWithReason(followUp, reasonOf(deciding)))}.</p>
    <p>
      ${words.story.move(followUp)}
      ${
        unreadReplies > 0
          ? html`<strong class="soon"
              >${words.formatCount(unreadReplies, {
                one: '# reply has not been read here yet',
                other: '# replies have not been read here yet',
              })}.</strong
            >`
          : ''
      }
      <span class="soft">As of ${words.formatDay(dayShown(c))}.</span>
      ${
        followUp.bracket
          ? html`<a href="${withMoment(c, `/follow-ups/${followUp.reference}/silence`)}">State the silence</a>`
          : ''
      }
    </p>
  </section>`
}

function reasonOf(deciding: FollowUpStory['deciding']): Reason | null {
  if (!deciding) return null
  const { fact, communication } = deciding
  const isSpoken = communication && fact.bearing !== 'closes'
  return { fact, speaker: isSpoken ? speakerOf(communication.communication, fact.bearing) : null }
}

/** What an officer may do next; of the past, nothing. */
function actionsOf(c: WebContext, { followUp, chronology: filed }: FollowUpStory): Html | '' {
  if (c.get('moment') || !may('officer', contextOf(c).officer)) return ''
  const { reference, dossier, state } = followUp
  const isReplied = filed.some(({ entries }) => entries.some(({ bearing }) => bearing === 'replies'))
  const path = `/follow-ups/${reference}`
  return html`<p class="actions">
    <a class="button" href="/dossiers/${dossier}/record?follow-up=${reference}">Record a reply</a>
    ${
      state === 'closed'
        ? html`${link(`${path}/reopen`, 'Reopen')} ${link(`${path}/correct-closure`, 'Correct the closure')}`
        : html`${followUp.bracket ? link(`${path}/remind`, 'Remind') : ''} ${link(`${path}/close`, 'Close')}`
    }
    ${isReplied ? link(`${path}/assess`, 'Assess a reply') : ''} ${link(`${path}/title`, 'Correct the title')}
  </p>`
}

function link(to: string, name: string): Html {
  return html`<a class="button quiet" href="${to}">${name}</a>`
}
