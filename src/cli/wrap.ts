import stringWidth from 'string-width'

/** Breaks text between words, by what it takes on a terminal. */
export function wrap(text: string, most: number, indent: string): string {
  const lines = ['']
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1)!
    const isFull = line !== '' && stringWidth(indent) + stringWidth(line) + 1 + stringWidth(word) > most
    if (isFull) lines.push(word)
    else lines[lines.length - 1] = line ? `${line} ${word}` : word
  }
  return lines.map((line) => indent + line).join('\n')
}
