/** One thing that a document says: a row, a count, a sentence. */
export interface Passage {
  /** Where it stands: "Pending", "Paragraph 3". */
  section: string
  /** What tells it from the others of its section, such as `PRK-TC-1`. */
  about: string
  /** What tells it from all others where its place does not, as sentences move on when one comes before them. */
  key?: string
  fields: Readonly<Record<string, string>>
}

/** What a document said and should have said, in one place of it. */
export interface Difference {
  key: string
  section: string
  about: string
  /** Null where the whole passage came or went. */
  field: string | null
  /** Null where the passage was absent. */
  was: string | null
  /** Null where it should not have been there. */
  is: string | null
}

/** In the order of what was said, then what is new. */
export function differencesOf(was: readonly Passage[], is: readonly Passage[]): Difference[] {
  const [before, after] = [byKey(was), byKey(is)]
  const changed = [...before].flatMap(([key, passage]) => differencesIn(passage, after.get(key)))
  const added = [...after].filter(([key]) => !before.has(key)).map(([, passage]) => whole(passage, 'is'))
  return [...changed, ...added]
}

function byKey(passages: readonly Passage[]): Map<string, Passage> {
  return new Map(passages.map((passage) => [keyOf(passage), passage]))
}

function differencesIn(was: Passage, is: Passage | undefined): Difference[] {
  if (!is) return [whole(was, 'was')]
  const { section, about } = was
  const key = keyOf(was)
  const fields = [...new Set([...Object.keys(was.fields), ...Object.keys(is.fields)])]
  return fields
    .map((field) => ({ key, section, about, field, was: was.fields[field] ?? '', is: is.fields[field] ?? '' }))
    .filter((difference) => difference.was !== difference.is)
}

function whole(passage: Passage, which: 'was' | 'is'): Difference {
  const { section, about, fields } = passage
  const said = Object.entries(fields).filter(([, value]) => value !== '')
  const text = said.map(([field, value]) => (field === '' ? value : `${field} ${value}`)).join(', ')
  return { key: keyOf(passage), section, about, field: null, was: null, is: null, [which]: text }
}

function keyOf({ key, section, about }: Passage): string {
  return key ?? JSON.stringify([section, about])
}
