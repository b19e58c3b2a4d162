export interface MailParts {
  html: string | null
  text: string | null
}

/** What a mail that was composed here says, from the bytes as they were frozen; null for a part that it has not. */
export function readMessage(message: Uint8Array): MailParts {
  const { head, body } = splitAt(Buffer.from(message).toString('latin1'))
  const [, boundary] = /^content-type: multipart\/alternative;\s+boundary="([^"]+)"/im.exec(head) ?? []
  const parts = boundary === undefined ? [] : body.split(`--${boundary}`).slice(1, -1)
  return { html: bodyOf(parts, 'html'), text: bodyOf(parts, 'plain') }
}

function bodyOf(parts: readonly string[], type: 'html' | 'plain'): string | null {
  for (const part of parts) {
    const { head, body } = splitAt(part.replace(/^\r\n/, ''))
    if (!new RegExp(`^content-type: text/${type}\\b`, 'im').test(head)) continue
    const [, encoding = '7bit'] = /^content-transfer-encoding: ([\w-]+)/im.exec(head) ?? []
    return decode(body.replace(/\r\n$/, ''), encoding.toLowerCase()).toString('utf8').replaceAll('\r\n', '\n')
  }
  return null
}

function splitAt(text: string): { head: string; body: string } {
  const end = text.indexOf('\r\n\r\n')
  return end < 0 ? { head: text, body: '' } : { head: text.slice(0, end), body: text.slice(end + 4) }
}

function decode(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64')
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1')
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([\dA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return Buffer.from(bytes, 'latin1')
}
