import type { Channel } from '../../../domain/correspondence/facts.ts'
import type { DossierStory } from '../../../use-cases/stories/show-dossier.ts'
import type { WebContext } from '../../web.ts'
import { summaryOf, type Filled, type Values } from '../form.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { contentFields, insistField, wayFields } from './communication-fields.ts'
import { entryRows } from './entry-rows.ts'

/** One form for a letter, a reply or a meeting. */
export function recordPage(c: WebContext, story: DossierStory, filled: Filled): Html {
  const meant = filled.told ? null : (c.req.query('follow-up')?.toUpperCase() ?? null)
  const { reference, title, followUps } = story
  return layout(c, {
    title: `Record in ${reference}`,
    within: '/dossiers',
    body: html`<header>
        <p class="soft"><a href="/dossiers/${reference}">${reference}</a> ${said(title)}</p>
        <h1>Record a communication</h1>
      </header>
      ${
        followUps.length === 0
          ? html`<p class="empty">
              Nothing is asked in this dossier yet that a communication could bear on.
              <a href="/open?dossier=${reference}">Open a follow-up</a> with the letter that asks.
            </p>`
          : html`<form method="post" class="record" enctype="multipart/form-data">
              ${summaryOf(filled)} ${insistField(filled, 'It is so all the same: record it')} ${wayFields(filled)}
              ${entryRows(filled, followUps, meant)} ${contentFields(filled, peopleOf(story))}
              <div class="field">
                <label for="files">Attach</label>
                <p class="hint" id="files-hint">
                  The letter as it came, if you have it; 25 MiB in all. More can be added later.
                </p>
                <input type="file" id="files" name="files" multiple aria-describedby="files-hint" />
              </div>
              <p class="actions">
                <button type="submit">Record it</button> <a href="/dossiers/${reference}">Leave it</a>
              </p>
            </form>`
      }`,
  })
}

/** A reply that came today by letter, until told otherwise; a reminder is ours. */
export function usualValues({ followUps, bearing, channel, today }: Meant): Values {
  const isOurs = bearing === 'reminds' || bearing === 'asks'
  const spoken = channel === 'meeting' ? 'exchange' : null
  return {
    direction: spoken ?? (isOurs ? 'sent' : 'received'),
    channel: channel ?? 'letter',
    on: today,
    ...(bearing && Object.fromEntries(followUps.map((followUp) => [`bears-${followUp}`, bearing]))),
  }
}

interface Meant {
  followUps: readonly string[]
  bearing: string | null
  channel: Channel | null
  today: string
}

/** Whoever wrote or was written to before. */
function peopleOf({ correspondence, counterparts }: DossierStory): string[] {
  const named = correspondence.flatMap(({ communication: { sender, recipient } }) => [sender, recipient])
  return [...new Set([...named.filter((name) => name !== null), ...counterparts.map(({ name }) => name)])]
}
