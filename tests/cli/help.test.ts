import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import type { House } from '../../src/cli/house.ts'
import { runCommand } from '../../src/cli/program.ts'

const COMMANDS = [
  ...(await commandsIn()),
  ...(await commandsIn('digest')).map((name) => `digest ${name}`),
  ...(await commandsIn('points')).map((name) => `points ${name}`),
  'counterparts enter',
  'subscriptions cancel',
].filter((name) => !name.endsWith('help'))

test('there are commands to look at', () => {
  expect(COMMANDS).toEqual(expect.arrayContaining(['pending', 'start', 'digest preview']))
})

test.for(COMMANDS)('the help of %s says what it does and has an example of it', async (name) => {
  const help = await helpOf(...name.split(' '))
  expect(help).toMatch(/^Usage: relance .+\n\n[A-Z][^\n]+\.?\n/)
  expect(help).toMatch(
    new RegExp(`\nExamples?:\n(?:.+\n)* {2}(?:PORT=8080 )?(?:relance export \\| )?relance ${name}\\b`),
  )
})

test.for(COMMANDS)('the help of %s fits 80 columns, but for what is copied as a whole', async (name) => {
  const [explained = ''] = (await helpOf(...name.split(' '))).split(/\nExamples?:\n/)
  expect(explained.split('\n').filter((line) => stringWidth(line) > 80)).toEqual([])
})

test('the help says how to work from elsewhere, within 80 columns', async () => {
  const help = await helpOf()
  expect(help).toContain('RELANCE_URL')
  expect(help.split('\n').filter((line) => stringWidth(line) > 80)).toEqual([])
})

test.for(['pendin', 'digest prevew'])(
  'the help of what is no command, %s, is no help for everything',
  async (words) => {
    await expect(helpOf(...words.split(' '))).rejects.toThrow(/unknown command .+Did you mean (?:pending|preview)\?/s)
  },
)

async function commandsIn(...words: readonly string[]): Promise<string[]> {
  const [, listed = ''] = (await helpOf(...words)).split('\nCommands:\n')
  return [...listed.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name!)
}

/** Nothing but the terminal is asked for help. */
async function helpOf(...words: readonly string[]): Promise<string> {
  let written = ''
  const terminal = { write: (text: string) => void (written += text) }
  await runCommand([...words, '--help'], '0.1.0', { terminal } as House)
  return written
}
