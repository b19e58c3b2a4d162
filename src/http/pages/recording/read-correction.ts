import { CHARACTER_NAMES } from '../../../domain/correspondence/characters.ts'
import { parseChoice } from '../../../domain/choice.ts'
import { parseDay } from '../../../domain/dates/day.ts'
import { Problem } from '../../../domain/problem.ts'
import { parseText } from '../../../domain/text.ts'
import type { Correction, EntryChange } from '../../../use-cases/correspondence/correct-communication.ts'
import type { Version } from '../../../use-cases/stories/dossier-record.ts'
import { contentOf, type CommunicationContent } from '../../../use-cases/correspondence/record-communication.ts'
import { optional, readFields, type Values } from '../form.ts'
import { CONTENT_PARSERS } from './communication-fields.ts'
import { characterName, recordedValues, untilName } from './correct-form.ts'

const why = (value: string | undefined, field: string) => parseText(value ?? '', field)

/** What differs from the version that holds, and why. Refuses where nothing does. */
export function readCorrection(values: Values, reference: string, holds: Version): Correction {
  if (values['withdraw'] === 'yes')
    return { communication: reference, ...readFields(values, { why }), content: {}, entries: [], isWithdrawn: true }
  const { on: _on, ...parsers } = CONTENT_PARSERS
  const days = { 'sent-on': optional(parseDay), 'received-on': optional(parseDay) }
  const read = readFields(values, { why, ...parsers, ...days })
  const content = differences(contentOf(holds.communication), {
    ...read,
    sentOn: read['sent-on'],
    receivedOn: read['received-on'],
    orderOnDay: read.order ?? 0,
    sender: read.from,
    recipient: read.to,
  })
  const entries = changedEntries(values, holds)
  if (Object.keys(content).length === 0 && entries.length === 0)
    throw new Problem('invalid', 'nothing is changed yet: got what is on record — expected a correction of it')
  return { communication: reference, why: read.why, content, entries, isWithdrawn: false }
}

function differences(before: CommunicationContent, after: CommunicationContent): Partial<CommunicationContent> {
  const fields = Object.keys(before) as (keyof CommunicationContent)[]
  return Object.fromEntries(
    fields.filter((field) => textOf(before[field]) !== textOf(after[field])).map((field) => [field, after[field]]),
  )
}

function textOf(value: CommunicationContent[keyof CommunicationContent]): string {
  if (value !== null && typeof value === 'object' && 'text' in value) return value.text
  return String(value ?? '')
}

function changedEntries(values: Values, holds: Version): EntryChange[] {
  const recorded = recordedValues(holds)
  return holds.entries.flatMap((entry) => {
    const [character, until] = [characterName(entry), untilName(entry)]
    const isReply = entry.bearing === 'replies'
    const isChanged = values[until] !== recorded[until] || (isReply && values[character] !== recorded[character])
    if (!isChanged || entry.bearing === 'reminds' || entry.bearing === 'supplies') return []
    const untilOn = optional(parseDay)(values[until], until)
    const { followUp } = entry
    if (!isReply) return [{ followUp, untilOn }]
    return [{ followUp, untilOn, character: parseChoice(values[character], character, CHARACTER_NAMES) }]
  })
}
