import postgres from 'postgres'
import { Problem } from '../../domain/problem.ts'
import type { SocketConnection } from './socket.ts'

/** Without a server there is none; a busy one starts, recovers or stops. */
export type Answer = 'ready' | 'busy' | 'none'

const ANSWERS: Readonly<Record<string, Answer>> = {
  ENOENT: 'none',
  ECONNREFUSED: 'none',
  ECONNRESET: 'busy',
  EPIPE: 'busy',
  CONNECTION_CLOSED: 'busy',
  CONNECT_TIMEOUT: 'busy',
  '57P01': 'busy', // admin_shutdown
  '57P03': 'busy', // cannot_connect_now
  '53300': 'ready', // too_many_connections
}

/** Each question is a new connection, so no answer is from a server that has ended since. */
export async function askServer(connection: SocketConnection): Promise<Answer> {
  const sql = postgres({ ...connection, max: 1, connect_timeout: 5, fetch_types: false, onnotice: () => undefined })
  try {
    await sql`select 1`
    return 'ready'
  } catch (error) {
    return answerIn(error, connection)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

function answerIn(error: unknown, { path }: SocketConnection): Answer {
  const { code = '', message } = error as Error & { code?: string }
  const answer = ANSWERS[code]
  if (answer) return answer
  throw new Problem('unavailable', `PostgreSQL at ${path} cannot be used: ${message}. Stop it, or correct that.`)
}
