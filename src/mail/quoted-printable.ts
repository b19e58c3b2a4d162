const LONGEST_LINE = 76
/** A line ends behind a space where that leaves it no shorter. */
const SHORTEST_LINE = 50

/** Text with CRLF as its line breaks, as RFC 2045 has it in section 6.7; words and letters stay whole where they can. */
export function quotedPrintable(text: string): string {
  const escaped = text.replaceAll('=', '=3D').replaceAll(UNSAFE, inHex)
  return escaped.split('\r\n').map(inLines).join('\r\n')
}

/** Whatever is not ASCII and visible, and spaces at the end of a line, which servers may cut off. */
const UNSAFE = /[^\t\r\n -~]+|\r(?!\n)|(?<!\r)\n|[ \t](?=\r|\n|$)/g

function inHex(characters: string): string {
  return Buffer.from(characters).toString('hex').toUpperCase().replaceAll(/../g, '=$&')
}

function inLines(line: string): string {
  if (line.length <= LONGEST_LINE) return line
  const pieces: string[] = []
  let start = 0
  while (line.length - start > LONGEST_LINE) {
    const piece = line.slice(start, endOfPiece(line, start))
    pieces.push(piece)
    start += piece.length
  }
  return [...pieces, line.slice(start)].join('=\r\n')
}

/** With room for the sign that the line goes on. */
function endOfPiece(line: string, start: number): number {
  let end = start + LONGEST_LINE - 1
  const behindSpace = line.slice(start, end).lastIndexOf(' ') + 1
  if (behindSpace >= SHORTEST_LINE) return start + behindSpace
  while (line[end - 1] === '=' || line[end - 2] === '=' || isWithinLetter(line, end)) end -= 1
  return end
}

/** Before a byte that goes on with a letter of UTF-8. */
function isWithinLetter(line: string, at: number): boolean {
  return line[at] === '=' && /[89AB]/.test(line[at + 1]!)
}
