import { Problem } from '../problem.ts'

/** The text of a file; UTF-8 unless another encoding is named, and refused with the place where it is not that. */
export function decodeText(bytes: Uint8Array, name: string, encoding?: string): string {
  return textIn(bytes, name, { encoding, expected: ENCODED })
}

/** Of a file for which no encoding can be named. */
export function decodeUtf8(bytes: Uint8Array, name: string): string {
  return textIn(bytes, name, { encoding: undefined, expected: 'expected UTF-8' })
}

interface Wanted {
  encoding: string | undefined
  /** Said where it is something else. */
  expected: string
}

function textIn(bytes: Uint8Array, name: string, wanted: Wanted): string {
  const { encoding, expected } = wanted
  const kind = kindOf(bytes)
  if (kind !== null) throw new Problem('invalid', `${name}: this looks like ${kind}`)
  if (encoding === undefined && isUtf16(bytes)) throw new Problem('invalid', `${name}: this is UTF-16 — ${expected}`)
  const text = decoded(bytes, name, wanted)
  const nul = text.indexOf('\0')
  if (nul === -1) return text
  const at = new TextEncoder().encode(text.slice(0, nul)).length
  throw new Problem('invalid', `${name}: got NUL at byte ${at}, as no text has — ${expected}`)
}

/** What people try instead, by how it begins. */
function kindOf(bytes: Uint8Array): string | null {
  const start = String.fromCodePoint(...bytes.subarray(0, 512))
  if (start.startsWith('PK\u0003\u0004')) return 'XLSX; try it under a name that ends in .xlsx, or save it as CSV UTF-8'
  if (start.startsWith('\u00d0\u00cf\u0011\u00e0')) return 'an old spreadsheet (.xls); try to save it as CSV UTF-8'
  if (start.startsWith('%PDF')) return 'a PDF — expected the table it was made from, as CSV or XLSX'
  if (/^(?:\u0089PNG|\u00ff\u00d8\u00ff|GIF8)/u.test(start)) return 'a picture — expected a table, as CSV or XLSX'
  if (start.startsWith('\u001f\u008b')) return 'gzip; try to unpack it first'
  return /^(?:\u00ef\u00bb\u00bf)?\s*<(?:!doctype|html|\?xml|table)/iu.test(start)
    ? 'HTML or XML; try to save it as CSV UTF-8'
    : null
}

function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
}

function decoded(bytes: Uint8Array, name: string, { encoding, expected }: Wanted): string {
  const decoder = decoderOf(encoding ?? 'utf-8', bytes)
  try {
    return decoder.decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const where = decoder.encoding === 'utf-8' ? ` at byte ${firstBadByte(bytes)}` : ''
    throw new Problem('invalid', `${name}: got what is not valid ${decoder.encoding}${where} — ${expected}`)
  }
}

const ENCODED = 'expected UTF-8, or the encoding that it is in, such as --encoding utf-16 or --encoding windows-1252'

/** UTF-16 is of the order that its mark tells, else little-endian, as Windows writes it. */
function decoderOf(encoding: string, bytes: Uint8Array): TextDecoder {
  const name = /^utf-?16$/iu.test(encoding) ? (bytes[0] === 0xfe ? 'utf-16be' : 'utf-16le') : encoding
  try {
    return new TextDecoder(name, { fatal: true })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Problem('invalid', `encoding: got "${encoding.slice(0, 40)}" — expected one such as ${EXAMPLES}`)
  }
}

const EXAMPLES = 'utf-8, utf-16, windows-1252, windows-1256, iso-8859-2, koi8-r, shift_jis or gb18030'

/** Of UTF-8. Decoding puts a mark in the place of what it cannot read, so that is where the bytes first differ. */
export function firstBadByte(bytes: Uint8Array): number {
  const again = new TextEncoder().encode(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes))
  return bytes.findIndex((byte, place) => byte !== again[place])
}
