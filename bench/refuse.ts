/** What cannot be meant, each in a line. */
export function refuse(mistakes: readonly string[]): never {
  process.stderr.write(`${mistakes.join('\n')}\nSee --help.\n`)
  process.exit(2)
}
