import type { Command } from 'commander'
import { Problem } from '../domain/problem.ts'
import type { House } from './house.ts'

export interface OutputOptions<Format extends string = string> {
  format?: Format | undefined
  out?: string | undefined
}

export function withOut(command: Command): Command {
  return command.option('--out <file>', 'write to this file instead of standard output')
}

/** As it was asked for, else as the file is called, else the first. */
export function formatOf<Format extends string>(
  formats: readonly [Format, ...Format[]],
  { format, out }: OutputOptions<Format>,
): Format {
  const ending = /[^/\\]\.(\w+)$/u.exec(out ?? '')?.[1]
  if (format !== undefined || ending === undefined) return format ?? formats[0]
  const named = formats.find((one) => one === ending.toLowerCase())
  if (named !== undefined) return named
  const endings = formats.map((one) => `.${one}`).join(', ')
  throw new Problem('usage', `--out: got ${out} — expected a name that ends in ${endings}, or --format with it`)
}

/** Before anything is made, for what is made is kept as given out. */
export function refuseUnreadable(
  { terminal }: House,
  { format, out }: OutputOptions & { format: string },
  name: string,
): void {
  if (out !== undefined || terminal.width === undefined || !UNREADABLE.includes(format)) return
  const expected = 'a file or a pipe for what no terminal shows'
  throw new Problem('usage', `--out: got nothing — expected ${expected}; try --out ${name}.${format}`)
}

const UNREADABLE = ['docx', 'pdf', 'xlsx']

export async function writeOut(
  { terminal }: House,
  out: string | undefined,
  content: string | Uint8Array,
): Promise<void> {
  if (out === undefined) return terminal.write(content)
  await terminal.writeFile(out, content)
  terminal.note(`Written to ${out}.`)
}
