import { pino } from 'pino'
import type { Content, House } from '../../../src/cli/house.ts'
import { runCommand } from '../../../src/cli/program.ts'
import { tellFailure } from '../../../src/failure.ts'
import { verbsOf, type Verbs } from '../../../src/use-cases/verbs.ts'
import type { Ended } from './command-line.ts'
import type { Desk } from '../ledgers/desk.ts'

/** A command as the command line runs it, but within this process. */
export async function runWith(verbs: () => Promise<Verbs>, words: readonly string[], stdin = ''): Promise<Ended> {
  const { files: _files, ...ended } = await runWithFiles(verbs, words, stdin)
  return ended
}

/** The same with the files that it wrote. */
export function runWithFiles(verbs: () => Promise<Verbs>, words: readonly string[], stdin = '') {
  return runIn({ withVerbs: async (work) => work(await verbs()), baseUrl }, words, stdin)
}

const baseUrl = () => 'https://relance.example.org'

/** A command on the ledger, as if on that day. */
export function runOn(
  { on }: Pick<Desk, 'on'>,
  when: string,
  words: readonly string[],
  { isFile = false } = {},
): Promise<Ended & { files: Map<string, string | Uint8Array> }> {
  const withVerbs: House['withVerbs'] = (work) => work(verbsOf(on(when)))
  return runIn(
    { withLedger: (work) => work(on(when)), withVerbs, refuseElsewhere: () => undefined, baseUrl, isFile },
    words,
  )
}

async function runIn(
  { isFile = false, ...lent }: Partial<House> & { isFile?: boolean },
  words: readonly string[],
  stdin = '',
) {
  const ended = { code: 0, stdout: '', stderr: '', files: new Map<string, string | Uint8Array>() }
  const terminal: House['terminal'] = {
    write: (content) => void (ended.stdout += String(content)),
    writeAll: async (content) => void (ended.stdout += await whole(content)),
    note: (text) => void (ended.stderr += `${text}\n`),
    progress: () => {},
    width: undefined,
    isColoured: false,
    isFile,
    readText: () => Promise.resolve(stdin),
    readLines: () => ({
      async *[Symbol.asyncIterator]() {
        yield* stdin.split('\n')
      },
      share: () => null,
    }),
    readFile: () => Promise.resolve(Buffer.from(stdin)),
    readBytes: () => Promise.resolve(Buffer.from(stdin)),
    writeFile: async (file, content) => void ended.files.set(file, await whole(content)),
  }
  try {
    await runCommand(words, '0.0.0', { terminal, ...lent } as House)
  } catch (error) {
    ended.code = tellFailure(error, terminal, pino({ level: 'silent' }))
  }
  return ended
}

async function whole(content: Content): Promise<string | Uint8Array> {
  if (typeof content === 'string' || content instanceof Uint8Array) return content
  return (await Array.fromAsync(content)).join('')
}
