/** As Postgres reads and writes bytes that are nearly all letters: half as long as in hex. */
export function escapedOf(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return latin1.replaceAll(/[\\\0\x80-\xff]/g, inOctal)
}

function inOctal(character: string): string {
  return `\\${character.codePointAt(0)!.toString(8).padStart(3, '0')}`
}

export function bytesOf(escaped: string): Buffer {
  const latin1 = escaped.replaceAll(/\\(\\|[0-7]{3})/g, (_, code: string) =>
    code === '\\' ? code : String.fromCodePoint(Number.parseInt(code, 8)),
  )
  return Buffer.from(latin1, 'latin1')
}
