import type MailComposer from 'nodemailer/lib/mail-composer'
import { once } from '../domain/once.ts'
import { writtenIn } from './message-part.ts'

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
  const { head, boundary } = await headOf(message)
  const parts = [writtenIn('plain', message.text), writtenIn('html', message.html)]
  return bytesOf([
    `${head}\r\n\r\n`,
    ...parts.flatMap(([partsHead, body]) => [`--${boundary}\r\n${partsHead}`, body, '\r\n']),
    `--${boundary}--\r\n`,
  ])
}

/** Written one after the other: put together first, a mail would be copied twice more. */
function bytesOf(ascii: readonly string[]): Uint8Array {
  const bytes = Buffer.allocUnsafe(ascii.reduce((length, { length: more }) => length + more, 0))
  ascii.reduce((at, piece) => at + bytes.write(piece, at, 'latin1'), 0)
  return bytes
}

/** By nodemailer, but for its streams, which take longer than all else about a mail. */
async function headOf(message: Message): Promise<{ head: string; boundary: string }> {
  const { default: MimeNode } = await mimeNode()
  const { from, to, subject, messageId, at, references } = message
  const root = new MimeNode('multipart/alternative').addHeader(headersOf(message)).setHeader({
    from,
    to,
    ...(references.length > 0 && { 'in-reply-to': references.at(-1), references: threadOf(references) }),
    subject,
    'message-id': messageId,
    date: new Date(at.epochMilliseconds),
  })
  return { head: root.buildHeaders(), boundary: root.boundary as string }
}

const mimeNode = once(() => import('nodemailer/lib/mime-node'))

type Mail = NonNullable<ConstructorParameters<typeof MailComposer>[0]>

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
