import { nearest } from '../../domain/choice.ts'
import { Problem } from '../../domain/problem.ts'
import { placeIn, type Sheet } from '../../domain/files/sheet.ts'
import { describeInput } from '../../domain/visible.ts'
import { COLUMNS, FIELDS, HEADINGS, plainHeading, type Field } from './columns.ts'
import { readingsOf, type Mapping, type Reading } from './mapping.ts'

/** In which of the sheet's columns each of ours stands; a field that is in none has no entry. */
export type Layout = ReadonlyMap<Field, readonly number[]>

/** How a communication of a row is read, and where. */
export interface PlacedReading extends Reading {
  layout: Layout
}

/** Finds our columns under their headings or under those that the mapping names, in any order. Every mistake at once. */
export function layOut(sheet: Sheet, mapping: Mapping): PlacedReading[] {
  const [headings] = sheet.rows
  if (!headings) throw new Problem('invalid', expecting(`${sheet.name}: got no rows — expected headings, such as`))
  const found = headings.cells.map(plainHeading)
  const ignored = new Set(mapping.ignore.map(plainHeading))
  const readings = readingsOf(mapping)
  const unread = ignored.union(meantOtherwise(readings))
  const mistakes = new Set<string>()
  const placed = readings.map((reading) => {
    const { layout, absent } = placesOf(reading, { found, unread })
    for (const mistake of absent) mistakes.add(mistake)
    return { ...reading, layout }
  })
  if (placed.every(({ layout }) => layout.size === 0))
    throw new Problem('invalid', expecting(`${sheet.name}: got no heading that is known — expected`))
  const read = new Set(placed.flatMap(({ layout }) => [...layout.values()].flat()))
  for (const mistake of [...strangers(sheet, read, ignored), ...placed.flatMap(missing)]) mistakes.add(mistake)
  if (mistakes.size > 0) throw new Problem('invalid', `${sheet.name}: the headings are not as expected`, [...mistakes])
  return placed
}

/** A heading that is one of ours is theirs where the mapping says what it is, such as a "sent" that holds the day on the paper. */
function meantOtherwise(readings: readonly Reading[]): Set<string> {
  const named = readings.flatMap(({ columns }) => Object.values(columns))
  return new Set(named.flatMap((headings) => (headings?.length === 1 ? headings.map(plainHeading) : [])))
}

function placesOf(
  { columns }: Reading,
  { found, unread }: { found: readonly string[]; unread: ReadonlySet<string> },
): { layout: Layout; absent: readonly string[] } {
  const layout = new Map<Field, number[]>()
  const absent: string[] = []
  for (const field of FIELDS) {
    const own = COLUMNS[field].heading
    const wanted = columns[own] ?? (unread.has(own) ? [] : [own])
    if (wanted.length === 0) continue
    const places = wanted.map((heading) => found.indexOf(plainHeading(heading)))
    if (places.every((place) => place !== -1)) layout.set(field, places)
    else if (columns[own]) absent.push(...unmapped(wanted, found))
  }
  return { layout, absent }
}

function expecting(got: string) {
  return {
    says: `${got} dossier, follow-up, external reference, channel, dated, bearing`,
    atCommandLine: '; relance import --template writes them all',
  }
}

function unmapped(wanted: readonly string[], found: readonly string[]): string[] {
  return wanted
    .filter((heading) => !found.includes(plainHeading(heading)))
    .map((heading) => `the mapping names a column ${describeInput(heading)}, and the sheet has none`)
}

/** What is read under no heading, and what stands there twice. */
function strangers(sheet: Sheet, read: ReadonlySet<number>, ignored: ReadonlySet<string>): string[] {
  const [{ line, cells } = { line: 1, cells: [] as readonly string[] }, ...rows] = sheet.rows
  return cells.flatMap((heading, place) => {
    const plain = plainHeading(heading)
    const isTwice = plain !== '' && cells.findIndex((other) => plainHeading(other) === plain) < place
    if (!isTwice && (read.has(place) || ignored.has(plain))) return []
    if (plain === '' && rows.every((row) => row.cells[place]?.trim() === '')) return []
    return [`${placeIn(sheet, line, place)}: ${isTwice ? twice(heading) : unknown(heading)}`]
  })
}

function twice(heading: string): string {
  return `the heading ${describeInput(heading)} stands twice`
}

function unknown(heading: string): string {
  if (heading.trim() === '') return 'a column with text in it has no heading'
  const near = nearest(plainHeading(heading), HEADINGS)
  const advice = near === undefined ? 'a mapping file names what it means, or has it ignored' : `try ${near}`
  return `the heading ${describeInput(heading)} is not known; ${advice}`
}

function missing({ layout, constants }: PlacedReading): string[] {
  const has = (field: Field) => layout.has(field) || constants[COLUMNS[field].heading] !== undefined
  const absent = (['dossier', 'channel'] as const).filter((field) => !has(field)).map((field) => COLUMNS[field].heading)
  if (!has('externalReference') && !has('communication')) absent.push('external reference')
  return absent.map(
    (heading) => `there is no column ${heading}; a mapping file can name another, or say one thing for all rows`,
  )
}
