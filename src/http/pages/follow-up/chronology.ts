import { catalogueOf } from '../../../language/catalogue.ts'
import type { FiledWithVersions } from '../../../use-cases/stories/show-dossier.ts'
import type { FollowUpStory } from '../../../use-cases/stories/show-follow-up.ts'
import { may } from '../../../use-cases/permission.ts'
import { communicationPath, filedItem } from '../dossier/filed.ts'
import { recordedAt } from '../dossier/versions.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'

const words = catalogueOf('en')

interface Event {
  on: Temporal.PlainDate
  /** Of one day, what was said comes before what it led to. */
  rank: number
  shown: Html
}

/** What happened, what lines were crossed and how it ended, in the order of days. */
export function chronology(c: WebContext, story: FollowUpStory): Html {
  const filed = story.chronology.map((communication) => ({
    on: communication.effect.on,
    rank: 0,
    shown: filedOf(c, communication, story),
  }))
  const events: Event[] = [...filed, ...closuresOf(c, story), ...flagsOf(story)].toSorted(
    (a, b) => Temporal.PlainDate.compare(a.on, b.on) || a.rank - b.rank,
  )
  return html`<section aria-labelledby="chronology">
    <h2 id="chronology">Chronology</h2>
    <ol class="correspondence-list">
      ${events.map(({ shown }) => shown)}
    </ol>
  </section>`
}

function filedOf(c: WebContext, filed: FiledWithVersions, { assessments }: FollowUpStory): Html {
  const { entries, dossier, communication } = filed
  const bearings = html`<p class="bearings">
    ${entries.length > 0 ? html`<strong>${entries.map(words.story.bears).join('; ')}</strong>` : html`<span class="soft">bears on no ask</span>`}
  </p>`
  const opinions = assessments.filter(({ number }) => number === communication.number)
  const mayCorrect = !c.get('moment') && may('officer', contextOf(c).officer)
  const more = html`${opinions.map(
    ({ assessment: { grade, reason, recordedAt: at }, by }) =>
      html`<p class="assessment">
        Assessed <strong>${grade}</strong> by ${said(by)}, ${recordedAt(c, at)}: ${said(reason)}
      </p>`,
  )}`
  const actions = mayCorrect
    ? html`·
        <a class="act" href="${communicationPath(dossier, communication.number)}/correct"
          >Correct<span class="hidden"> ${dossier}/${communication.number}</span></a
        >`
    : ''
  return filedItem(c, filed, { bearings, more, actions })
}

function closuresOf(c: WebContext, { closures }: FollowUpStory): Event[] {
  return closures.map(({ closure: { closedOn, reason, remark, recordedAt: at }, by }) => ({
    on: closedOn,
    rank: 1,
    shown: html`<li class="event">
      <strong>${words.formatDay(closedOn)}</strong> Closed:
      ${words.closureReasons[reason]}${remark ? html`. ${said(remark)}` : ''} <br /><span class="record soft"
        >Recorded by ${said(by)}, ${recordedAt(c, at)}</span
      >
    </li>`,
  }))
}

function flagsOf({ flags }: FollowUpStory): Event[] {
  return flags.map(({ kind, crossedOn, dueOn }) => ({
    on: crossedOn,
    rank: 2,
    shown: html`<li class="event">
      <strong>${words.formatDay(crossedOn)}</strong>
      ${kind === 'report_due' || kind === 'report_overdue' ? 'report due' : words.lines[kind]}
      <span class="soft">for the due day ${words.formatDay(dueOn)}</span>
    </li>`,
  }))
}
