/** The headers of a mail, by their names in lower case, unfolded. */
export function headersOf(bytes: Uint8Array): Map<string, string> {
  const [head = ''] = Buffer.from(bytes).toString('latin1').split('\r\n\r\n')
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')
  return new Map(lines.map((line) => [line.replace(/:.*/, '').toLowerCase(), line.replace(/^[^:]*: ?/, '')]))
}
