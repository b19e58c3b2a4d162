import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport'
import { Problem } from '../../domain/problem.ts'

const LONGEST_REPLY = 64 * 1024
/** For a server that does not close what we have closed. */
const LONGEST_CLOSING_MS = 1_000

/** Of the address count scheme, user, password, host, port and `tls=none`: no other option can be smuggled in by it. */
export function smtpOptionsOf(smtpUrl: string, requiresTls: boolean | undefined): SMTPTransportOptions {
  const url = URL.parse(smtpUrl)
  if (!url?.hostname || !['smtp:', 'smtps:'].includes(url.protocol)) {
    throw new Problem('configuration', 'SMTP_URL: expected smtp:// or smtps://, as in smtp://user:password@host:587')
  }
  const secure = url.protocol === 'smtps:'
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const isStrict = requiresTls ?? (url.searchParams.get('tls') !== 'none' && !isLoopback(host))
  return {
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTLS: isStrict && !secure,
    tls: { rejectUnauthorized: isStrict }, // certificates for localhost are signed by nobody
    ...(url.username && {
      auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
      forceAuth: true, // else a mail would go unauthenticated where AUTH is not offered
    }),
    maxResponseSize: LONGEST_REPLY,
    socketCloseTimeout: LONGEST_CLOSING_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
