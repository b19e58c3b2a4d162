import { inflateRawSync } from 'node:zlib'
import { Problem } from '../../domain/problem.ts'

const MOST_UNPACKED = 64 * 1024 * 1024
const ENCRYPTED = 1
const DEFLATED = 8

/**
 * The XML parts of an XLSX file, which is a zip, by their names. Unpacked no further than a limit, whatever sizes the
 * zip claims; one that claims others than it has is refused, for whoever reads it next would believe it.
 */
export function partsOf(bytes: Buffer, name: string): Map<string, string> {
  if (bytes.subarray(0, 4).toString('latin1') === '\u00d0\u00cf\u0011\u00e0')
    throw new Problem('invalid', `${name}: this has a password, or is an old .xls; try to save it as XLSX without one`)
  const parts = new Map<string, string>()
  let left = MOST_UNPACKED
  try {
    for (const entry of entriesOf(bytes, name)) {
      const content = unpacked(bytes, entry, left)
      left -= content.length
      if (content.length !== entry.size) throw broken(name)
      parts.set(entry.name, content.toString('utf8'))
    }
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (code === 'ERR_BUFFER_TOO_LARGE' || left < 0)
      throw new Problem(
        'too_large',
        `${name}: unpacks to more than ${MOST_UNPACKED} bytes — expected at most that many`,
      )
    throw error instanceof Problem ? error : broken(name)
  }
  return parts
}

interface Entry {
  name: string
  isDeflated: boolean
  at: number
  packedSize: number
  size: number
}

function entriesOf(bytes: Buffer, name: string): Entry[] {
  const end = bytes.lastIndexOf('PK\u0005\u0006', bytes.length, 'latin1')
  if (end === -1) throw broken(name)
  const entries: Entry[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ]
    if ((bytes.readUInt16LE(at + 8) & ENCRYPTED) !== 0)
      throw new Problem('invalid', `${name}: this has a password; try to save it without one`)
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      isDeflated: bytes.readUInt16LE(at + 10) === DEFLATED,
      at: bytes.readUInt32LE(at + 42),
      packedSize: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
    })
    at += 46 + nameLength + extra + comment
  }
  return entries.filter(({ name: part }) => /\.(?:xml|rels)$/u.test(part))
}

function unpacked(bytes: Buffer, { at, isDeflated, packedSize }: Entry, most: number): Buffer {
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  const packed = bytes.subarray(start, start + packedSize)
  return isDeflated ? inflateRawSync(packed, { maxOutputLength: Math.max(1, most) }) : packed
}

function broken(name: string): Problem {
  return new Problem('invalid', `${name}: this is no XLSX file, or it is damaged; try to save it anew`)
}
