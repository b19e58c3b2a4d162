import type { Note } from '../domain/note/note.ts'
import type { Passage } from '../domain/passages.ts'
import type { Silence, SilenceFinding } from '../domain/silence/silence.ts'
import { catalogueOf } from '../language/catalogue.ts'
import { withEvidence } from '../language/silence-words.ts'
import { sentenceAsText, type Sentence } from '../language/story-words.ts'
import type { DueDaysProven } from '../use-cases/standings/prove-due-days.ts'
import type { Wording } from '../use-cases/issued/retell.ts'
import { DUE_CLOCKS } from './due-days-markdown.ts'
import { nth } from './nth.ts'
import { reminderPassages } from './reminder-passages.ts'
import { nameOf, writeNote } from './note/written-note.ts'

const LANGUAGE = 'en'

/** How notes, statements and reminders read, passage by passage, so that two of them can be compared. */
export const WORDING: Wording = {
  note: notePassages,
  silence: silencePassages,
  reminder: reminderPassages,
  dueDays: dueDaysPassages,
}

/** A sentence is the same as another that says the same kind of thing of the same records, wherever it has moved. */
function notePassages(note: Note): Passage[] {
  const { title, owedTo, sections, annex } = writeNote(note, LANGUAGE)
  const written = sections.flatMap(({ paragraphs }) => paragraphs)
  const told = note.sections.flatMap(({ paragraphs }) => paragraphs)
  const sentences = told.flatMap((paragraph, i) =>
    paragraph.flatMap(({ kind, cites }, place): Passage[] => {
      const { number, sentences: texts } = written[i]!
      const { text, footnote } = texts[place]!
      const key = `${kind} ${cites.map(nameOf).join()}`
      const section = `Paragraph ${number}`
      const about = `${nth(place)} sentence`
      return [
        { key, section, about, fields: { '': sentenceAsText(text) } },
        ...(footnote
          ? [{ key: `${key} note`, section, about: `${about}, footnote`, fields: textOf(footnote.text) }]
          : []),
      ]
    }),
  )
  const rows = annex.rows.map((cells) => ({
    section: 'Annex',
    about: sentenceAsText(cells[0]!),
    fields: Object.fromEntries(cells.slice(1).map((cell, i) => [annex.heads[i + 1]!, sentenceAsText(cell)])),
  }))
  const heads = owedTo.map((owed, place) => ({ section: 'Head', about: `${nth(place)} line`, fields: textOf(owed) }))
  return [{ section: 'Title', about: '', fields: { '': title } }, ...heads, ...keyedApart(sentences), ...rows]
}

/** Where several say the same kind of thing of the same records, they are told apart by their order. */
function keyedApart(passages: readonly Passage[]): Passage[] {
  const counts = new Map<string, number>()
  return passages.map((passage) => {
    const count = (counts.get(passage.key!) ?? 0) + 1
    counts.set(passage.key!, count)
    return { ...passage, key: `${passage.key} ${count}` }
  })
}

function silencePassages(finding: SilenceFinding): Passage[] {
  if ('statement' in finding) return statementPassages(finding.statement)
  return finding.impediments.map(({ says }, i) => ({
    section: 'It cannot be stated',
    about: `${i + 1}`,
    fields: { '': says },
  }))
}

function statementPassages(silence: Silence): Passage[] {
  const { silence: words } = catalogueOf(LANGUAGE)
  const [, ...heads] = words.pointHeads
  return [
    { section: 'Subject', about: '', fields: textOf(words.subject(silence)) },
    ...[...words.statement(silence), ...words.limits(silence)].map((stated, i) => ({
      section: 'Statement',
      about: `${nth(i)} sentence`,
      fields: textOf(withEvidence(stated)),
    })),
    ...silence.points.map((point) => {
      const [, ...cells] = words.pointRow(point)
      const fields = Object.fromEntries(cells.map((cell, i) => [heads[i]!, sentenceAsText(cell)]))
      return { section: words.points, about: point.reference, fields }
    }),
  ]
}

function dueDaysPassages(proven: DueDaysProven): Passage[] {
  const { due: words } = catalogueOf(LANGUAGE)
  const { title, counterpart, counterpartReference } = proven
  return [
    { section: 'Head', about: '', fields: { title, counterpart, counterpartReference } },
    ...DUE_CLOCKS.flatMap(([clock, section]) => [
      { section, about: '', fields: { '': words.outcome(proven, clock) } },
      ...words.lines(proven, clock).map((line, i) => ({ section, about: `line ${i + 1}`, fields: textOf(line) })),
    ]),
  ]
}

function textOf(sentence: Sentence): Record<string, string> {
  return { '': sentenceAsText(sentence) }
}
