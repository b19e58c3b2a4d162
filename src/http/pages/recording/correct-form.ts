import { CHANNELS, DIRECTIONS } from '../../../domain/correspondence/facts.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { Version } from '../../../use-cases/stories/dossier-record.ts'
import type { CommunicationStory } from '../../../use-cases/stories/show-communication.ts'
import type { WebContext } from '../../web.ts'
import { choiceField, lineField, summaryOf, textField, type Filled, type Values } from '../form.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { contentFields } from './communication-fields.ts'
import { REPLY_CHOICES } from './entry-rows.ts'
import { headOf } from './head.ts'

const words = catalogueOf('en')

/** What is on record, to be changed field by field; what is left as it is stays. */
export function correctPage(c: WebContext, story: CommunicationStory, filled: Filled): Html {
  const { reference, holds, versions } = story
  return layout(c, {
    title: `Correct ${reference}`,
    within: '/dossiers',
    body: html`${headOf(story, `Correct ${reference}`)}
      <p class="soft">Both versions stay on record, with your name, the time and the reason.</p>
      <form method="post" class="record">
        ${summaryOf(filled)} ${versionField(filled, versions)}
        ${textField(filled, { name: 'why', label: 'Why it is corrected', isRequired: true })}
        ${holds.entries.map((entry) => entryFields(filled, entry))} ${wayFields(filled)} ${contentFields(filled)}
        <p class="actions"><button type="submit">Correct it</button></p>
      </form>
      <details class="withdrawal">
        <summary>Withdraw it altogether</summary>
        <form method="post" class="narrow">
          ${versionField(filled, versions)}
          <input type="hidden" name="withdraw" value="yes" />
          <div class="field">
            <label for="why-withdrawn">Why it is taken back</label>
            <p class="hint" id="why-withdrawn-hint">
              It then bears on nothing any more, and the asks stand as if it had not been filed. It stays to be read.
            </p>
            <textarea
              id="why-withdrawn"
              name="why"
              required
              maxlength="20000"
              aria-describedby="why-withdrawn-hint"
            ></textarea>
          </div>
          <button type="submit" class="danger">Withdraw ${reference}</button>
        </form>
      </details>`,
  })
}

function versionField({ values }: Filled, versions: readonly Version[]): Html {
  return html`<input type="hidden" name="version" value="${values['version'] ?? String(versions.length)}" />`
}

function wayFields(filled: Filled): Html {
  return html`<div class="pair">
    ${choiceField(filled, {
      name: 'direction',
      label: 'Who',
      choices: DIRECTIONS.map((value) => ({ value, label: words.directions[value] })),
    })}
    ${choiceField(filled, {
      name: 'channel',
      label: 'How',
      choices: CHANNELS.map((value) => ({ value, label: words.channels[value] })),
    })}
    ${lineField(filled, { name: 'sent-on', label: 'Sent on', type: 'date' })}
    ${lineField(filled, { name: 'received-on', label: 'Received on', type: 'date' })}
    ${lineField(filled, {
      name: 'dated',
      label: 'Dated, on the paper; of a meeting, its day',
      hint: '2004-08-24; if vague: 2004-08, 2004-08/2004-12, ../2004-08-24',
      isDate: true,
      maxLength: 40,
    })}
  </div>`
}

type Entry = Version['entries'][number]

/** Of a reply its character and its day; of what we sent the day that it sets. */
function entryFields(filled: Filled, entry: Entry): Html {
  const { followUp, bearing } = entry
  const [character, until] = [characterName(entry), untilName(entry)]
  if (bearing !== 'replies' && bearing !== 'asks' && bearing !== 'grants') return html``
  return html`<fieldset class="entry">
    <legend><span class="reference">${followUp}</span>: ${words.bearings[bearing]}</legend>
    <div class="choice">
      ${
        bearing === 'replies'
          ? choiceField(filled, { name: character, label: 'What it says of the ask', choices: REPLY_CHOICES })
          : ''
      }
      ${lineField(filled, { name: until, label: 'Until', type: 'date' })}
    </div>
  </fieldset>`
}

export function characterName({ followUp }: Pick<Entry, 'followUp'>): string {
  return `character-${followUp}`
}

export function untilName({ followUp, bearing }: Pick<Entry, 'followUp' | 'bearing'>): string {
  return `until-${bearing}-${followUp}`
}

/** The fields as they are on record. */
export function recordedValues({ communication: of, entries }: Version): Values {
  const recorded = {
    direction: of.direction,
    channel: of.channel,
    'sent-on': of.sentOn?.toString(),
    'received-on': of.receivedOn?.toString(),
    dated: of.dated?.text,
    from: of.sender,
    to: of.recipient,
    summary: of.summary,
    quotation: of.quotation,
    source: of.source,
    order: of.orderOnDay === 0 ? null : String(of.orderOnDay),
    ...Object.fromEntries(
      entries.flatMap((entry) => [
        [characterName(entry), entry.character],
        [untilName(entry), entry.untilOn?.toString()],
      ]),
    ),
  }
  return Object.fromEntries(Object.entries(recorded).filter((pair): pair is [string, string] => Boolean(pair[1])))
}
