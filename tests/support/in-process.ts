import { pino } from 'pino'
import type { House } from '../../src/cli/house.ts'
import { runCommand } from '../../src/cli/program.ts'
import { tellFailure } from '../../src/failure.ts'
import type { Verbs } from '../../src/use-cases/verbs.ts'
import type { Ended } from './command-line.ts'

/** An everyday command as the command line runs it, but within this process. */
export async function runWith(verbs: () => Promise<Verbs>, words: readonly string[], stdin = ''): Promise<Ended> {
  const ended = { code: 0, stdout: '', stderr: '' }
  const terminal: House['terminal'] = {
    write: (text) => void (ended.stdout += text),
    note: (text) => void (ended.stderr += `${text}\n`),
    width: undefined,
    isColoured: false,
    isFile: false,
    readText: () => Promise.resolve(stdin),
    readBytes: () => Promise.resolve(Buffer.from(stdin)),
    writeFile: () => Promise.reject(new Error('nothing is written')),
  }
  const house = { terminal, withVerbs: async (work) => work(await verbs()) } as Partial<House> as House
  try {
    await runCommand(words, '0.0.0', house)
  } catch (error) {
    ended.code = tellFailure(error, terminal, pino({ level: 'silent' }))
  }
  return ended
}
