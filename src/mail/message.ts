import type MailComposer from 'nodemailer/lib/mail-composer'

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
  return build({
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
    encoding: isShorterAsBase64(html + text) ? 'base64' : 'quoted-printable',
  })
}

async function build(mail: ConstructorParameters<typeof MailComposer>[0]): Promise<Uint8Array> {
  const safely = { newline: 'win', disableFileAccess: true, disableUrlAccess: true }
  const { default: Composer } = await import('nodemailer/lib/mail-composer')
  return new Uint8Array(await new Composer({ ...mail, ...safely }).compile().build())
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
  const bytes = Buffer.from(text)
  let tripled = 0
  for (const byte of bytes) if (byte > 127 || byte === EQUALS_SIGN) tripled += 1
  return (bytes.length + 2 * tripled) * (76 / 73) > (bytes.length * 4) / 3
}

const EQUALS_SIGN = 0x3d

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
