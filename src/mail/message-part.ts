import { quotedPrintable } from './quoted-printable.ts'

/** The headers and the body of a part of a mail: as it is where every server passes it on, else in as little as it takes. */
export function writtenIn(type: 'plain' | 'html', text: string): [head: string, body: string] {
  const lines = text.replaceAll('\r\n', '\n')
  const { encoding, body } = encoded(lines, lines.replaceAll('\n', '\r\n'))
  return [`Content-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`, body]
}

function encoded(lines: string, text: string): { encoding: string; body: string } {
  if (isPassedOn(lines)) return { encoding: '7bit', body: text }
  return isShorterAsBase64(text)
    ? { encoding: 'base64', body: inBase64(text) }
    : { encoding: 'quoted-printable', body: quotedPrintable(text) }
}

/** RFC 5321 has lines of 998 characters at most. */
const LONGEST_LINE = 998

function isPassedOn(lines: string): boolean {
  if (/[^\t\n -~]/.test(lines)) return false
  let start = 0
  for (let end = lines.indexOf('\n'); end >= 0; end = lines.indexOf('\n', start)) {
    if (end - start > LONGEST_LINE) return false
    start = end + 1
  }
  return lines.length - start <= LONGEST_LINE
}

/** Quoted-printable keeps a mail readable in a file, but writes each byte beyond ASCII, and each =, as three. */
function isShorterAsBase64(text: string): boolean {
  const bytes = Buffer.byteLength(text)
  const letters = text.match(/[^\0-\x7f]/g)?.length ?? 0
  let tripled = bytes - (text.length - letters)
  for (let at = text.indexOf('='); at >= 0; at = text.indexOf('=', at + 1)) tripled += 1
  return (bytes + 2 * tripled) * (76 / 73) > (bytes * 4) / 3
}

function inBase64(text: string): string {
  return Buffer.from(text)
    .toString('base64')
    .replaceAll(/.{76}(?!$)/g, '$&\r\n')
}
