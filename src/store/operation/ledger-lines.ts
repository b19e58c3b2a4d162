import type { WriteLines } from './backup.ts'

/** What lets somebody in or speak for us, and what a ledger of its own has already. */
const LEFT_OUT = new Set(['api_tokens', 'calendar_feeds', 'installations', 'mailing'])

/** Makes of the lines of a backup such as programs read one by one, each with its table: `{"table":"desks","row":{…}}`. */
export function asLedgerLines(write: WriteLines): WriteLines {
  let table: string | null = null
  let rows = 0
  return async (lines) => {
    const [, begun, total] = MARK.exec(lines[0]!) ?? []
    table = begun ?? table
    if (begun !== undefined) return
    if (total !== undefined) return write([JSON.stringify({ rows })])
    if (table !== null && LEFT_OUT.has(table)) return
    rows += table === null ? 0 : lines.length
    await write(table === null ? lines : lines.map((line) => `{"table":"${table}","row":${line}}`))
  }
}

/** The lines of a backup again. */
export async function* asBackupLines(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let table: string | null = null
  for await (const line of lines) {
    const [, of, row] = ROW.exec(line) ?? []
    if (of !== undefined && of !== table) yield JSON.stringify({ table: of })
    table = of ?? table
    yield row ?? line
  }
}

const MARK = /^\{"(?:table":"([a-z_]+)"|rows":(\d+))\}$/u
const ROW = /^\{"table":"([a-z_]+)","row":(.*)\}$/u
