import { Problem } from '../domain/problem.ts'
import type { MoreDossiers } from '../use-cases/ledger-files/import-ledger.ts'
import {
  parseDossierLine,
  parseLedgerDocument,
  refusalOf,
  type DossierDocument,
  type LedgerDocument,
} from '../use-cases/ledger-files/ledger-document.ts'
import type { Terminal } from './house.ts'

/** Of a file that is held whole, or of one line. */
const MOST_BYTES = 64 * 1024 * 1024
const ROWS_AT_ONCE = 2_000
const MOST_MISTAKES = 1_000

interface LedgerFile {
  document: LedgerDocument
  /** The dossiers that stand in lines of their own, as they are read; tells how far it is. */
  more: () => MoreDossiers
}

type Watched = Pick<Terminal, 'readLines' | 'progress'>

/** All of a ledger with every version of it, in lines as they are read. */
interface EveryVersion {
  everyVersion: AsyncIterable<string>
}

/** A ledger's file; one that has each dossier in a line of its own is read line by line, however long it is. */
export async function readLedgerFile(terminal: Watched, file: string): Promise<LedgerFile | EveryVersion> {
  const source = terminal.readLines(file, MOST_BYTES)
  const lines = source[Symbol.asyncIterator]()
  const first = String((await lines.next()).value ?? '')
  const head = headOf(first)
  if (head === null) {
    const document = parseLedgerDocument(parseJson(await wholeOf(first, lines, file), file))
    return { document, more: nothingMore }
  }
  if ('migrations' in head) return { everyVersion: begunWith(first, lines) }
  const isClosed = BEGINS_DOSSIERS.test(first.trimEnd())
  return {
    document: parseLedgerDocument(head),
    more: () => withProgress(terminal, source.share, batchesOf(lines, isClosed)),
  }
}

async function* begunWith(first: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield first
  yield* { [Symbol.asyncIterator]: () => rest }
}

async function* nothingMore(): MoreDossiers {}

const BEGINS_DOSSIERS = /"dossiers": ?\[$/u

/** A first line that is a document of its own, or has all of one but its dossiers. */
function headOf(line: string): object | null {
  const text = line.trimEnd()
  try {
    const head: unknown = JSON.parse(BEGINS_DOSSIERS.test(text) ? `${text}]}` : text)
    return typeof head === 'object' ? head : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

async function wholeOf(first: string, rest: AsyncIterator<string>, file: string): Promise<string> {
  const lines = [first]
  let length = first.length
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    lines.push(next.value)
    length += next.value.length + 1
    if (length > MOST_BYTES)
      throw new Problem(
        'too_large',
        `${nameOf(file)}: got more than ${MOST_BYTES} bytes — expected at most that many, or each dossier in a line of its own`,
      )
  }
  return lines.join('\n')
}

/** All mistakes at once, up to some: after the first, what follows is read for its mistakes alone. */
async function* batchesOf(lines: AsyncIterator<string>, isClosed: boolean): MoreDossiers {
  const mistakes: string[] = []
  let [batch, rows, number, isOver] = [new Map<string, DossierDocument>(), 0, 1, !isClosed]
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    number += 1
    const line = next.value.trim().replace(/,$/u, '')
    isOver ||= line.startsWith(']')
    if (line === '' || (isClosed && isOver)) continue
    const { dossier, mistakes: found } = dossierIn(line, number)
    mistakes.push(...found)
    if (mistakes.length >= MOST_MISTAKES) throw refusalOf(mistakes)
    if (mistakes.length > 0 || dossier === null) continue
    if (rows >= ROWS_AT_ONCE || batch.has(dossier.reference)) {
      yield [...batch.values()]
      ;[batch, rows] = [new Map(), 0]
    }
    batch.set(dossier.reference, dossier)
    rows += rowsOf(dossier)
  }
  if (!isOver) mistakes.push(`line ${number}: the file ends here, before its end`)
  if (mistakes.length > 0) throw refusalOf(mistakes)
  yield [...batch.values()]
}

function dossierIn(line: string, number: number): ReturnType<typeof parseDossierLine> {
  try {
    return parseDossierLine(JSON.parse(line), `line ${number}`)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { dossier: null, mistakes: [`line ${number}: this is not JSON — expected a dossier, whole in one line`] }
  }
}

function rowsOf({ followUps, communications }: DossierDocument): number {
  return 1 + followUps.length + communications.length
}

/** Of so many rows as there are if the rest of the file is like what was read. */
async function* withProgress({ progress }: Watched, share: () => number | null, batches: MoreDossiers): MoreDossiers {
  let rows = 0
  progress(0, 1)
  for await (const batch of batches) {
    yield batch
    rows += batch.reduce((sum, dossier) => sum + rowsOf(dossier), 0)
    const read = share()
    if (read !== null && rows > 0) progress(rows, Math.max(rows + 1, Math.round(rows / read)))
  }
  progress(1, 1)
}

function parseJson(text: string, file: string): unknown {
  const name = nameOf(file)
  if (text.trim() === '')
    throw new Problem('invalid', `${name}: got an empty file — expected JSON as relance export writes it`)
  try {
    return JSON.parse(text)
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    const [, at] = /position (\d+)/.exec(said) ?? []
    throw new Problem(
      'invalid',
      `${name}${at ? placeOf(text, Number(at)) : ''}: ${looksLike(text) ?? 'this is not JSON'}; expected JSON as relance export writes it, or a sheet under a name that ends in .csv or .xlsx`,
    )
  }
}

function placeOf(text: string, position: number): string {
  const before = text.slice(0, position).split('\n')
  return `:${before.length}:${before.at(-1)!.length + 1}`
}

/** What people try instead, by how it begins. */
function looksLike(text: string): string | null {
  if (text.startsWith('PK')) return 'this looks like a spreadsheet or a zip file'
  if (text.startsWith('%PDF')) return 'this looks like a PDF'
  if (/^\s*</.test(text)) return 'this looks like HTML or XML'
  return /^[^\n{["]*[,;\t][^\n]*\n/.test(text) ? 'this looks like CSV' : null
}

export function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file
}
