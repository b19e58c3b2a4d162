import { Readable } from 'node:stream'
import type SmtpConnection from 'nodemailer/lib/smtp-connection'
import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport'
import { greetServer, orClose } from './smtp-greeting.ts'

interface Envelope {
  from: string
  to: string[]
}

interface Sent {
  response: string
  rejectedErrors?: Error[] | undefined
}

interface Connections {
  send(envelope: Envelope, bytes: Buffer, signal: AbortSignal): Promise<Sent>
  /** Keeps none any longer. */
  close(): void
}

/** Short, for a server closes what is idle, and whoever forgets to close them is kept so long. */
const IDLE_MS = 1_000
const LEAVE_WITHIN_MS = 1_000
/** Servers have a limit of their own, beyond which they answer 421. */
const MAILS_EACH = 100

/**
 * Connections that outlive a mail: greeting a server takes longer than handing it one. What fails closes its own. A mail
 * goes over another connection only where the server had closed a kept one, and not a byte of the mail had gone.
 */
export function keepConnections(options: SMTPTransportOptions): Connections {
  const idle: Kept[] = []
  let isClosed = false
  const keep = (kept: Kept) => {
    if (isClosed || kept.mails >= MAILS_EACH) return takeLeave(kept)
    const leave = () => {
      const place = idle.indexOf(kept)
      if (place >= 0) idle.splice(place, 1)
    }
    kept.idles = setTimeout(() => {
      leave()
      takeLeave(kept)
    }, IDLE_MS)
    idle.push(kept)
  }
  const take = () => {
    for (let kept = idle.pop(); kept; kept = idle.pop()) {
      clearTimeout(kept.idles)
      if (!kept.isGone) return kept
    }
    return null
  }
  const sendOver = async (kept: Kept, envelope: Envelope, message: Readable, signal: AbortSignal) => {
    const sent = await orClose<Sent>(kept.connection, signal, (settle) =>
      kept.connection.send(envelope, message, (error, found) => settle(error, found)),
    )
    kept.mails += 1
    keep(kept)
    return sent!
  }
  return {
    send: async (envelope, bytes, signal) => {
      const kept = take()
      if (kept) {
        const message = Readable.from([bytes], { objectMode: false })
        try {
          return await sendOver(kept, envelope, message, signal)
        } catch (error) {
          if (signal.aborted || message.readableDidRead || !isOfConnection(error)) throw error
        }
      }
      const fresh = keptOf(await greetServer(options, signal))
      return sendOver(fresh, envelope, Readable.from([bytes], { objectMode: false }), signal)
    },
    close: () => {
      isClosed = true
      for (let kept = take(); kept; kept = take()) takeLeave(kept)
    },
  }
}

interface Kept {
  connection: SmtpConnection
  mails: number
  isGone: boolean
  idles?: ReturnType<typeof setTimeout>
}

function keptOf(connection: SmtpConnection): Kept {
  const kept: Kept = { connection, mails: 0, isGone: false }
  connection.on('error', () => {}) // an idle one that fails is not taken again
  connection.once('end', () => (kept.isGone = true))
  return kept
}

/** A server that does not answer to QUIT would keep the process from ending. */
function takeLeave({ connection }: Kept): void {
  const patience = setTimeout(() => connection.close(), LEAVE_WITHIN_MS)
  connection.once('end', () => clearTimeout(patience))
  connection.quit()
}

const OF_CONNECTION: ReadonlySet<unknown> = new Set(['ECONNECTION', 'ESOCKET', 'ETIMEDOUT'])

function isOfConnection(error: unknown): boolean {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  return responseCode === 421 || OF_CONNECTION.has(code)
}
