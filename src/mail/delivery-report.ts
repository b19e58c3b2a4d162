import { oneLine } from './receipt.ts'

interface ReadReport {
  addressees: string[]
  report: { action: 'failed' | 'delayed'; status: string; said: string } | null
}

const MOST_HEADER = 256 * 1024
const MOST_PARTS = 1_000

/**
 * Of a mail as it came, whom it was sent to, and what a delivery report says (RFC 3464). Strictly: what is not such a
 * report in form says nothing, and nothing else in the mail is read.
 */
export function readDeliveryReport(mail: Uint8Array): ReadReport {
  const { fields, body } = splitAt(Buffer.from(mail).toString('latin1').replaceAll('\r\n', '\n'))
  const addressees = ADDRESSED.flatMap((name) => fields.get(name) ?? []).flatMap((value) => addressesIn(value))
  const type = fields.get('content-type')?.[0] ?? ''
  const boundary = parameterOf(type, 'boundary')
  const isReport =
    /^multipart\/report\b/i.test(type) && /^delivery-status$/i.test(parameterOf(type, 'report-type') ?? '')
  const status = isReport && boundary ? statusPartIn(body, boundary) : null
  return { addressees: [...new Set(addressees)].slice(0, 20), report: status === null ? null : reportIn(status) }
}

/** What the mail server added when it arrived comes before what its sender wrote. */
const ADDRESSED = ['x-original-to', 'delivered-to', 'envelope-to', 'to']

interface Split {
  fields: Map<string, string[]>
  body: string
}

function splitAt(text: string): Split {
  const end = text.startsWith('\n') ? 0 : text.indexOf('\n\n')
  const head = text.slice(0, end < 0 ? MOST_HEADER : Math.min(end, MOST_HEADER))
  return { fields: fieldsOf(head), body: end < 0 ? '' : text.slice(end === 0 ? 1 : end + 2) }
}

function fieldsOf(head: string): Split['fields'] {
  const fields: Split['fields'] = new Map()
  for (const line of head.replaceAll(/\n[ \t]+/g, ' ').split('\n')) {
    const [, name, value] = /^([!-9;-~]{1,80}):[ \t]*(.*)$/.exec(line) ?? []
    if (name !== undefined) fields.set(name.toLowerCase(), [...(fields.get(name.toLowerCase()) ?? []), value!.trim()])
  }
  return fields
}

function addressesIn(value: string): string[] {
  return value.slice(0, 10_000).match(/[^\s<>,;:"()]+@[^\s<>,;:"()]+/g) ?? []
}

function parameterOf(type: string, name: string): string | undefined {
  const [, quoted, bare] = new RegExp(`;\\s*${name}=(?:"([^"]{1,200})"|([^\\s;"]{1,200}))`, 'i').exec(type) ?? []
  return quoted ?? bare
}

/** Only on the first level, where the form demands it. */
function statusPartIn(body: string, boundary: string): string | null {
  for (const part of `\n${body}`.split(`\n--${boundary}`, MOST_PARTS).slice(1)) {
    const [, rest] = /^[ \t]*\n([^]*)$/.exec(part) ?? []
    if (rest === undefined) continue
    const { fields, body: content } = splitAt(rest)
    if (!/^message\/(?:global-)?delivery-status\b/i.test(fields.get('content-type')?.[0] ?? '')) continue
    const isBase64 = /^base64$/i.test(fields.get('content-transfer-encoding')?.[0] ?? '')
    return isBase64 ? Buffer.from(content, 'base64').toString('latin1').replaceAll('\r\n', '\n') : content
  }
  return null
}

/** The first recipient who did not get it, else the first who has to wait: each digest has one recipient. */
function reportIn(status: string): ReadReport['report'] {
  const told = status
    .slice(0, MOST_HEADER)
    .split(/\n[ \t]*\n/)
    .slice(1)
    .flatMap(recipientIn)
  return told.find(({ action }) => action === 'failed') ?? told[0] ?? null
}

function recipientIn(group: string): NonNullable<ReadReport['report']>[] {
  const fields = fieldsOf(group)
  const action = fields.get('action')?.[0]?.toLowerCase()
  const [status] = /^[45]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status')?.[0] ?? '') ?? []
  if ((action !== 'failed' && action !== 'delayed') || status === undefined) return []
  const [, diagnosis] = /^[^;]{1,40};\s*(.+)$/.exec(fields.get('diagnostic-code')?.[0] ?? '') ?? []
  return [{ action, status, said: oneLine(diagnosis ? `${status}: ${diagnosis}` : status) }]
}
