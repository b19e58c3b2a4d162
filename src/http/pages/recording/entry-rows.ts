import { CHARACTER_NAMES, isPending, type Character } from '../../../domain/correspondence/characters.ts'
import { parseChoice } from '../../../domain/choice.ts'
import { parseDay } from '../../../domain/dates/day.ts'
import type { Bearing } from '../../../domain/correspondence/facts.ts'
import type { FollowUpOnDay } from '../../../domain/standings/follow-up.ts'
import { Problem } from '../../../domain/problem.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { NewBearing } from '../../../use-cases/correspondence/record-communication.ts'
import { optional, readFields, type Choice, type Filled, type Values } from '../form.ts'
import { html, said, type Html } from '../html.ts'

const words = catalogueOf('en')

const OURS = ['asks', 'reminds', 'supplies', 'grants'] as const
type Kind = Character | (typeof OURS)[number]
const KINDS: readonly Kind[] = [...CHARACTER_NAMES, ...OURS]

const SAYS: Readonly<Record<(typeof OURS)[number], string>> = {
  asks: 'we ask again; with a day, answer wanted by then',
  reminds: 'we remind them',
  supplies: 'we supply what they needed',
  grants: 'we grant more time, until a day',
}

/** What a reply can say, the courtesies first: that is what most replies are. */
const REPLIES: readonly { group: string; kinds: readonly Character[] }[] = [
  { group: 'They reply, but only…', kinds: ['noted', 'transmitted', 'acknowledged', 'auto_reply', 'delivered'] },
  { group: 'They answer', kinds: ['substantive', 'accepted', 'declined', 'disputed', 'partial'] },
  {
    group: 'They reply, and it goes on',
    kinds: ['promised', 'extension_requested', 'clarification_requested', 'redirected', 'non_responsive'],
  },
  { group: 'Something came', kinds: ['unread', 'awaiting_translation', 'bounced'] },
]

const choiceOf = (value: Character): Choice => ({
  value,
  label: `${value.replaceAll('_', ' ')}: ${words.characters[value]}`,
})

export const REPLY_CHOICES = REPLIES.map(({ group, kinds }) => ({ group, choices: kinds.map(choiceOf) }))

const CHOICES = [
  ...REPLY_CHOICES,
  { group: 'We write or speak', choices: OURS.map((value): Choice => ({ value, label: `${value}: ${SAYS[value]}` })) },
]

/** One row for each ask of the dossier, those that are pending first: how it bears on that ask. */
export function entryRows(filled: Filled, followUps: readonly FollowUpOnDay[], meant: string | null): Html {
  const [pending, ended] = [true, false].map((is) => followUps.filter(({ state }) => isPending(state) === is))
  const isEndedFilled = ended!.some(({ reference }) => filled.values[`bears-${reference}`])
  return html`<fieldset class="entries">
    <legend>How does it bear on each ask?</legend>
    <p class="hint">An ask that is not chosen is not touched. A partial answer to one cannot hide another.</p>
    ${pending!.map((followUp) => entryRow(filled, followUp, meant))}
    ${
      ended!.length > 0
        ? html`<details ${isEndedFilled || pending!.length === 0 ? 'open' : ''}>
            <summary>
              ${words.formatCount(ended!.length, { one: 'One ask that has ended', other: '# asks that have ended' })}
            </summary>
            ${ended!.map((followUp) => entryRow(filled, followUp, meant))}
          </details>`
        : ''
    }
  </fieldset>`
}

function entryRow(filled: Filled, followUp: FollowUpOnDay, meant: string | null): Html {
  const { reference, title } = followUp
  const [bears, until] = [`bears-${reference}`, `until-${reference}`]
  const chosen = filled.values[bears] ?? ''
  return html`<div class="entry">
    <label for="${bears}"><span class="reference">${reference}</span> ${said(title)}</label>
    <p class="hint" id="${bears}-hint">${words.stateInWords(followUp)}</p>
    <div class="choice">
      <select
        id="${bears}"
        name="${bears}"
        aria-describedby="${bears}-hint${wrongId(filled, bears)}"
        ${invalid(filled, bears)}
        ${reference === meant ? 'autofocus' : ''}
      >
        <option value="">does not bear on it</option>
        ${CHOICES.map(
          ({ group, choices }) =>
            html`<optgroup label="${group}">
              ${choices.map(
                ({ value, label }) =>
                  html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${label}</option>`,
              )}
            </optgroup>`,
        )}
      </select>
      <label class="until"
        ><span>until</span>
        <input
          type="date"
          id="${until}"
          name="${until}"
          value="${filled.values[until] ?? ''}"
          ${invalid(filled, until)}
      /></label>
    </div>
    ${wrongOf(filled, bears)} ${wrongOf(filled, until)}
  </div>`
}

function invalid({ wrong }: Filled, name: string): Html | '' {
  return wrong.has(name) ? html`aria-invalid="true"` : ''
}

function wrongId({ wrong }: Filled, name: string): string {
  return wrong.has(name) ? ` ${name}-wrong` : ''
}

function wrongOf({ wrong }: Filled, name: string): Html | '' {
  const why = wrong.get(name)
  return why ? html`<p class="wrong" id="${name}-wrong">${why}</p>` : ''
}

/** How it bears on those that were chosen; refuses where there is none. */
export function readEntries(values: Values, followUps: readonly FollowUpOnDay[]): NewBearing[] {
  const parsers = Object.fromEntries(
    followUps.flatMap(({ reference }) => [
      [`bears-${reference}`, optional((value, field) => parseChoice(value, field, KINDS))],
      [`until-${reference}`, optional(parseDay)],
    ]),
  )
  const read = readFields(values, parsers) as Record<string, Kind | Temporal.PlainDate | null>
  const entries = followUps.flatMap(({ reference }) => {
    const kind = read[`bears-${reference}`] as Kind | null
    const untilOn = read[`until-${reference}`] as Temporal.PlainDate | null
    return kind ? [entryOf(reference, kind, untilOn)] : []
  })
  if (entries.length > 0) return entries
  const first = followUps[0]?.reference ?? ''
  throw new Problem('invalid', `bears-${first}: got nothing for any ask — expected how it bears on one at least`)
}

function entryOf(followUp: string, kind: Kind, untilOn: Temporal.PlainDate | null): NewBearing {
  const isOurs = (OURS as readonly string[]).includes(kind)
  return {
    followUp,
    bearing: isOurs ? (kind as Bearing) : 'replies',
    character: isOurs ? null : (kind as Character),
    untilOn,
  }
}

/** Where one ask is meant, what is wrong with its entry is told beside it. */
export function entryNames(entries: readonly NewBearing[]): Record<string, string> {
  const [only, ...more] = entries
  if (!only || more.length > 0) return {}
  return { character: `bears-${only.followUp}`, until: `until-${only.followUp}`, bearing: `bears-${only.followUp}` }
}
