import { weekendAsWritten } from '../../../domain/dates/weekend.ts'
import type { CounterpartStory } from '../../../use-cases/counterparts/show-counterpart.ts'
import type { WebContext } from '../../web.ts'
import { recordedAt } from '../dossier/versions.ts'
import { html, said, type Html } from '../html.ts'

type Version = CounterpartStory['versions'][number]

/** How the office was reached before, and who changed that when and why. */
export function changesSection(c: WebContext, { versions }: CounterpartStory): Html | '' {
  if (versions.length === 0) return ''
  return html`<section aria-labelledby="changes">
    <h2 id="changes">How it was reached before</h2>
    <ol class="correspondence-list">
      ${versions
        .slice(1)
        .map((version, i) => changeOf(c, version, versions[i]!))
        .toReversed()}
    </ol>
  </section>`
}

function changeOf(c: WebContext, version: Version, before: Version): Html {
  const { why, by, recordedAt: at } = version
  const changed = FIELDS.filter(({ shown }) => shown(version) !== shown(before))
  return html`<li class="event">
    ${changed.map(({ term, shown }, i) => html`${i > 0 ? '; ' : ''}${term}: ${said(shown(before))}, since then ${said(shown(version))}`)}.
    ${said(why!)} <br /><span class="record soft">Recorded by ${said(by!)}, ${recordedAt(c, at!)}</span>
  </li>`
}

const FIELDS: readonly { term: string; shown: (version: Version) => string }[] = [
  { term: 'Holidays', shown: ({ holidayCalendar }) => holidayCalendar ?? 'none' },
  { term: 'Closed on', shown: ({ weekend }) => (weekend ? weekendAsWritten(weekend) : 'our weekend') },
  { term: 'Time zone', shown: ({ timeZone }) => timeZone ?? 'none' },
  { term: 'Languages', shown: ({ languages }) => languages.join(', ') || 'none' },
  { term: 'Written to at', shown: ({ emails }) => emails.join(', ') || 'nowhere' },
]
