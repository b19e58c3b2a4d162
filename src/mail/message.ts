import type MailComposer from 'nodemailer/lib/mail-composer'
import { quotedPrintable } from './quoted-printable.ts'

interface Mailbox {
  name: string
  address: string
}

export interface Message {
  from: Mailbox
  to: Mailbox
  subject: string
  html: string
  text: string
  messageId: string
  at: Temporal.Instant
  /** Of the series: `digest.1.6f1c@relance.example`, without angle brackets. */
  listId: string
  /** Message-IDs of the earlier issues of the series, the latest last. */
  references: readonly string[]
  /** An https address where a POST unsubscribes and a GET shows a page (RFC 8058). */
  unsubscribe?: string
}

interface Notice {
  from: Mailbox
  to: Mailbox
  subject: string
  text: string
  messageId: string
  at: Temporal.Instant
}

/** The bytes of a mail of a few lines, which belongs to no series. */
export function composeNotice({ at, ...notice }: Notice): Promise<Uint8Array> {
  refuseLineBreaks({ ...notice, listId: '', references: [] })
  const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }
  return build({ ...notice, date: new Date(at.epochMilliseconds), headers })
}

/** The bytes of one mail to one reader, composed once: every attempt sends the same. */
export async function composeMessage(message: Message): Promise<Uint8Array> {
  refuseLineBreaks(message)
  const { from, to, subject, html, text, messageId, at, references } = message
  const encoding = isShorterAsBase64(html + text) ? 'base64' : 'quoted-printable'
  return buildAtOnce([text, html], {
    from,
    to,
    subject,
    html,
    text,
    messageId,
    date: new Date(at.epochMilliseconds),
    references: threadOf(references),
    ...(references.length > 0 && { inReplyTo: references.at(-1) }),
    headers: headersOf(message),
    encoding,
  })
}

type Mail = NonNullable<ConstructorParameters<typeof MailComposer>[0]>

/** As nodemailer builds a mail of two parts, though without its streams, which take longer than all else about it. */
async function buildAtOnce(parts: readonly string[], mail: Mail & { encoding: string }): Promise<Uint8Array> {
  const { default: Composer } = await import('nodemailer/lib/mail-composer')
  const root = new Composer({ ...mail, ...SAFELY }).compile()
  const encode = mail.encoding === 'base64' ? inBase64 : quotedPrintable
  const head = `${root.buildHeaders()}\r\n\r\n`
  const within = root.childNodes.map(
    (part, place) => `--${root.boundary}\r\n${part.buildHeaders()}\r\n\r\n${encode(withCrlf(parts[place]!))}\r\n`,
  )
  return new Uint8Array(Buffer.from(`${head}${within.join('')}--${root.boundary}--\r\n`, 'latin1'))
}

function inBase64(text: string): string {
  return Buffer.from(text)
    .toString('base64')
    .replaceAll(/.{76}(?!$)/g, '$&\r\n')
}

function withCrlf(text: string): string {
  return text.replaceAll(/\r?\n/g, '\r\n')
}

const SAFELY = { newline: 'win', disableFileAccess: true, disableUrlAccess: true }

async function build(mail: Mail): Promise<Uint8Array> {
  const { default: Composer } = await import('nodemailer/lib/mail-composer')
  return new Uint8Array(await new Composer({ ...mail, ...SAFELY }).compile().build())
}

/** Unique per installation and issue, and the same however often it is asked for. */
export function messageIdOf(issue: {
  subscription: number
  number: number
  installation: string
  adoptions?: number
  domain: string
}): string {
  const { subscription, number, installation, adoptions = 0, domain } = issue
  return `<digest.${subscription}.${number}.${installation}${adoptions > 0 ? `.${adoptions}` : ''}@${domain}>`
}

/** The first and the latest of a long series: enough to thread it, and no header without end. */
function threadOf(references: readonly string[]): string[] {
  return [...references.slice(0, 1), ...references.slice(1).slice(-9)]
}

/** Quoted-printable keeps a mail readable in a file, but writes each byte beyond ASCII, and each =, as three. */
function isShorterAsBase64(text: string): boolean {
  const bytes = Buffer.byteLength(text)
  const letters = text.match(/[^\0-\x7f]/g)?.length ?? 0
  let tripled = bytes - (text.length - letters)
  for (let at = text.indexOf('='); at >= 0; at = text.indexOf('=', at + 1)) tripled += 1
  return (bytes + 2 * tripled) * (76 / 73) > (bytes * 4) / 3
}

function headersOf({ listId, unsubscribe }: Message): Record<string, string> {
  return {
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    'List-Id': `<${listId}>`,
    ...(unsubscribe?.startsWith('https://') && {
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  }
}

/** Titles never get here with line breaks in them; if one did, it must not become a header. */
function refuseLineBreaks({
  from,
  to,
  subject,
  messageId,
  listId,
  references,
  unsubscribe,
}: Omit<Message, 'html' | 'text' | 'at'>): void {
  const headers = [from.name, from.address, to.name, to.address, subject, messageId, listId, ...references, unsubscribe]
  if (headers.some((header) => header && /[\p{Cc}\u2028\u2029]/u.test(header))) {
    throw new Error('a header of a mail holds a control character')
  }
}
