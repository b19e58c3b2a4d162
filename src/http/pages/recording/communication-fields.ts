import { parseChoice } from '../../../domain/choice.ts'
import { parseDay } from '../../../domain/dates/day.ts'
import { CHANNELS, DIRECTIONS, type Channel, type Direction } from '../../../domain/correspondence/facts.ts'
import { Problem } from '../../../domain/problem.ts'
import { parseLine, parseText } from '../../../domain/text.ts'
import { parseVagueDate, type VagueDate } from '../../../domain/dates/vague-date.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { CommunicationContent } from '../../../use-cases/correspondence/record-communication.ts'
import { choiceField, lineField, optional, readFields, textField, type Filled, type Values } from '../form.ts'
import { html, said, type Html } from '../html.ts'

const words = catalogueOf('en')
const LONG_LINE = 500

const CHANNEL_CHOICES = CHANNELS.map((value) => ({ value, label: words.channels[value] }))

const DIRECTION_NAMES: Readonly<Record<Direction, string>> = {
  received: 'They wrote or spoke to us',
  sent: 'We wrote or spoke to them',
  exchange: 'Both spoke: a meeting, a call',
}

/** Which way it went, over which channel, and when. */
export function wayFields(filled: Filled, directions: readonly Direction[] = DIRECTIONS): Html {
  return html`<div class="pair">
    ${choiceField(filled, {
      name: 'direction',
      label: 'Who',
      choices: directions.map((value) => ({ value, label: DIRECTION_NAMES[value] })),
    })}
    ${choiceField(filled, { name: 'channel', label: 'How', choices: CHANNEL_CHOICES })}
    ${lineField(filled, {
      name: 'on',
      label: 'Came, went or took place on',
      type: 'date',
      hint: 'Left empty, and no date on the paper either: the day stays visibly unknown.',
    })}
    ${lineField(filled, {
      name: 'dated',
      label: 'Dated, on the paper',
      hint: '2004-08-24; if vague: 2004-08, 2004-08/2004-12, ../2004-08-24',
      isDate: true,
      maxLength: 40,
    })}
  </div>`
}

/** Between whom, what it said, and where it is known from. */
export function contentFields(filled: Filled, people: readonly string[] = []): Html {
  return html`<div class="pair">
      ${lineField(filled, { name: 'from', label: 'From', list: 'people', maxLength: LONG_LINE })}
      ${lineField(filled, { name: 'to', label: 'To', list: 'people', maxLength: LONG_LINE })}
    </div>
    <datalist id="people">${people.map((name) => html`<option value="${name}"></option>`)}</datalist>
    ${textField(filled, { name: 'summary', label: 'What it said, in a few words' })}
    <details class="more" ${isMoreFilled(filled) ? 'open' : ''}>
      <summary>Its own words, its source, its place on the day</summary>
      ${textField(filled, { name: 'quotation', label: 'Its own words' })}
      ${lineField(filled, {
        name: 'source',
        label: 'Known from',
        hint: 'The document and paragraph, such as E/CN.4/2005/32, para. 4',
        maxLength: LONG_LINE,
      })}
      ${lineField(filled, {
        name: 'order',
        label: 'Its place among things of one day',
        hint: 'A whole number; 0 unless the order matters.',
        type: 'number',
      })}
    </details>`
}

function isMoreFilled({ values, wrong }: Filled): boolean {
  return ['quotation', 'source', 'order'].some((name) => values[name] || wrong.has(name))
}

interface Read {
  direction: Direction
  channel: Channel
  on: Temporal.PlainDate | null
  dated: VagueDate | null
  from: string | null
  to: string | null
  summary: string | null
  quotation: string | null
  source: string | null
  order: number | null
}

/** The fields above as they were filled in. */
export const CONTENT_PARSERS: { [Name in keyof Read]: (value: string | undefined, field: string) => Read[Name] } = {
  direction: (value, field) => parseChoice(value, field, DIRECTIONS),
  channel: (value, field) => parseChoice(value, field, CHANNELS),
  on: optional(parseDay),
  dated: optional(parseVagueDate),
  from: optional((value, field) => parseLine(value, field, LONG_LINE)),
  to: optional((value, field) => parseLine(value, field, LONG_LINE)),
  summary: optional(parseText),
  quotation: optional(parseText),
  source: optional((value, field) => parseLine(value, field, LONG_LINE)),
  order: optional(parseOrder),
}

export function readContent(values: Values): CommunicationContent {
  return contentOf(readFields<Read>(values, CONTENT_PARSERS))
}

/** A meeting took place on its day; a letter moved on it, whatever is written on it. */
export function contentOf({ on, dated, from, to, order, ...told }: Read): CommunicationContent {
  const { direction } = told
  const tookPlace = direction === 'exchange' && on ? parseVagueDate(on.toString(), 'on') : null
  return {
    ...told,
    dated: dated ?? tookPlace,
    sentOn: direction === 'sent' ? on : null,
    receivedOn: direction === 'received' ? on : null,
    orderOnDay: order ?? 0,
    sender: from,
    recipient: to,
  }
}

/** What the use-cases call a field, and what these forms do. */
export const FIELD_NAMES = { 'sent-on': 'on', 'received-on': 'on' }

function parseOrder(value: unknown, field: string): number {
  if (typeof value === 'string' && /^-?\d{1,3}$/.test(value.trim())) return Number(value)
  throw new Problem('invalid', `${field}: got "${String(value)}" — expected a whole number from -999 to 999`)
}

/** In place of the usual "someone refused it": a way to say that it is so all the same. */
export function insistField({ told, values }: Filled, why: string): Html | '' {
  if (told?.code !== 'conflict' && values['again'] !== 'yes') return ''
  return html`<div class="field insist">
    <label class="inline"
      ><input type="checkbox" name="again" value="yes" ${values['again'] === 'yes' ? 'checked' : ''} />
      ${said(why)}</label
    >
  </div>`
}
