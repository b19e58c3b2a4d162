import stringWidth from 'string-width'

/** Breaks lines between words, by what they take on a terminal. Lines that were broken already stay so. */
export function wrap(text: string, most: number, indent: string): string {
  return text
    .split('\n')
    .flatMap((line) => wrapLine(line, most - stringWidth(indent)))
    .map((line) => `${indent}${line}`.trimEnd())
    .join('\n')
}

function wrapLine(text: string, most: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!
    const isFull = line !== '' && stringWidth(line) + 1 + stringWidth(word) > most
    if (isFull) lines.push(word)
    else lines[lines.length - 1] = line ? `${line} ${word}` : word
  }
  return lines
}
