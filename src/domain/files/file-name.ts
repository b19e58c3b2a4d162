import { Problem } from '../problem.ts'

const LONGEST = 200
const NAMELESS = 'attachment'

/** The name that an attachment is shown and saved under: what leads out of a folder, acts, or reorders is left out of it. */
export function safeFileName(given: string): string {
  const name = (given.split(/[/\\]/).at(-1) ?? '')
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069<>:"|?*]/gu, '_')
    .replace(/^[.\s]+/, '')
    .trim()
  const [, stem = '', ending = ''] = /^(.*?)(\.[\p{L}\p{N}]{1,10})?$/su.exec(name) ?? []
  const short = [...stem].slice(0, LONGEST - ending.length).join('')
  if (short === '') return ending ? `${NAMELESS}${ending}` : NAMELESS
  return RESERVED.test(short) ? `_${short}${ending}` : `${short}${ending}`
}

/** Names that Windows keeps for devices. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i

/** As the sender declares it, of whoever is not to be believed. */
export function parseMediaType(value: string): string {
  const [type = ''] = value.toLowerCase().split(';')
  return /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,80}$/.test(type.trim()) ? type.trim() : 'application/octet-stream'
}

export function refuseEmptyFile(field: string, { name, size }: { name: string; size: number }): void {
  if (size > 0) return
  throw new Problem(
    'invalid',
    `${field}: got "${safeFileName(name)}", which is empty — expected a file with something in it`,
  )
}
