import { condemnsAddress } from '../domain/digests/mail-refusal.ts'
import { showSafely } from '../domain/visible.ts'
import type { Receipt } from '../use-cases/delivery/send.ts'

/** As nodemailer throws it. Its own codes name the step and not the verdict: greylisting is EENVELOPE with 451. */
export interface SmtpFailure {
  code?: unknown
  command?: unknown
  response?: unknown
  responseCode?: unknown
  message: string
}

/** By the number of the reply where there is one. Unknown means transient: the same bytes are tried again. */
export function refusalOf({ code, command, response, responseCode, message }: SmtpFailure): Receipt {
  const number = typeof responseCode === 'number' ? responseCode : null
  const isGarbled = number === null && typeof response === 'string' // said, but no reply
  const isAboutServer = isGarbled || command === 'MAIL FROM' || (number !== null && ABOUT_SERVER.has(number))
  const isAboutMail = ABOUT_MAIL.has(code) && !isAboutServer
  const answer = typeof response === 'string' ? response : message
  const said = oneLine(code === 'ETLS' ? `no secure connection by STARTTLS: ${answer}` : answer)
  const isPermanent = isAboutMail && (number === null || number >= 500)
  return {
    outcome: 'refused',
    said,
    isPermanent,
    concernsServer: !isAboutMail,
    condemnsAddress: isPermanent && number !== null && command === 'RCPT TO' && condemnsAddress(said),
  }
}

/** Recipient or content were refused; without a number, by nodemailer itself. At MAIL FROM it is us who are refused. */
const ABOUT_MAIL: ReadonlySet<unknown> = new Set(['EENVELOPE', 'EMESSAGE', 'ESTREAM'])

/** Shutting down, too busy to go on; and authentication wanted, too weak, or wrong. */
const ABOUT_SERVER: ReadonlySet<number> = new Set([421, 454, 530, 534, 535, 538])

/** A server that ends with anything but a reply of 2xx has not said that it took the mail: it is sent again. */
export function receiptOf(response: string): Receipt {
  const said = oneLine(response)
  if (/^2\d\d(?:[ -]|$)/.test(response)) return { outcome: 'accepted', said }
  return { outcome: 'refused', said, isPermanent: false, concernsServer: true }
}

/** What the network, the disk or a server did has a code. Anything else is a fault of ours and rises. */
export function asFailure(error: unknown): SmtpFailure {
  if (error instanceof Error && 'code' in error) return error
  throw error
}

export function oneLine(said: string): string {
  return showSafely(said.slice(0, 500).replaceAll(/\s+/gu, ' ').trim())
}
