/** What is at work, to whoever waits. */
export const say = (text: string) => void process.stderr.write(`${text}\n`)

/** What cannot be meant, each in a line. */
export function refuse(mistakes: readonly string[]): never {
  say(`${mistakes.join('\n')}\nSee --help.`)
  process.exit(2)
}
