import { Problem } from '../../domain/problem.ts'
import { refusalOf } from './sqlstate.ts'

const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENOENT: 'its socket is not there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host name could not be looked up',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to that host',
  CONNECT_TIMEOUT: 'it does not answer',
  CONNECTION_CLOSED: 'the connection was closed',
  CONNECTION_ENDED: 'the connection was closed',
  CONNECTION_DESTROYED: 'the connection was closed',
  ENETUNREACH: 'there is no way to its network',
  EMFILE: 'this program has as many files and connections open as it may',
  ENFILE: 'this machine has as many files and connections open as it can',
  '28P01': 'the password is wrong',
  '28000': 'this user may not log in',
  '3D000': 'there is no such database',
  '42704': 'it does not know one of the parameters after the ?',
  '53300': 'it has no connection left',
  '25P03': 'it ended a transaction that was idle for too long',
  '57P01': 'it is shutting down',
  '57P02': 'it has crashed',
  '57P03': 'it is starting up',
  '25006': 'it only reads at present',
  '53100': 'its disk is full',
}

const REMEDY = 'check DATABASE_URL and that the server runs'

/** Where the server is as it should be. */
const REMEDIES: Readonly<Record<string, string>> = {
  EMFILE: 'raise what it may open (ulimit -n, or LimitNOFILE of its service) and start it again',
  ENFILE: 'raise what it can open (sysctl fs.file-max), or stop what holds so many',
  '53300': 'raise max_connections of the server, or run fewer programs beside this one',
  '53100': 'make room on the disk of the server',
}

/** What somebody has to put right before it can pass. */
const LASTING = new Set(['28P01', '28000', '3D000', '42704'])

const LOST = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  '57P01',
  '57P02',
])

const CROWDED = new Set(['53300', 'EMFILE', 'ENFILE'])

/** Whether the database is away and may come back by itself. */
export function isAwayForNow(error: unknown): boolean {
  const code = refusalOf(error)?.code ?? ''
  return code in CAUSES && !LASTING.has(code)
}

/** Whether what was asked may have been done all the same. */
export function isLost(error: unknown): boolean {
  return LOST.has(refusalOf(error)?.code ?? '')
}

/** Whether it is there all the same, but there is no room for one more connection. */
export function isCrowded(error: unknown): boolean {
  return CROWDED.has(refusalOf(error)?.code ?? '')
}

/** Whether asking again may help at once: what was given up after a long silence would only be waited for again. */
export function isCutOff(error: unknown): boolean {
  return isLost(error) && refusalOf(error)?.code !== 'ETIMEDOUT'
}

/** A failure of the database itself, in words that show no statement, parameter or password; null for any other. */
export function explainUnreachable(error: unknown, where: string): Problem | null {
  const cause = causeOf(error)
  const remedy = REMEDIES[refusalOf(error)?.code ?? ''] ?? REMEDY
  return cause === null ? null : new Problem('unavailable', `PostgreSQL at ${where}: ${cause}; ${remedy}`)
}

export function causeOf(error: unknown): string | null {
  return CAUSES[refusalOf(error)?.code ?? ''] ?? null
}
