import type SmtpConnection from 'nodemailer/lib/smtp-connection'
import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport'

/** A connection that was secured and logged in as far as the options say, within the signal's deadline. */
export async function greetServer(options: SMTPTransportOptions, signal: AbortSignal): Promise<SmtpConnection> {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection')
  const connection = new Connection(options)
  await orClose(connection, signal, (settle) =>
    connection.connect((error) => {
      const { user = '', pass = '' } = options.auth ?? {}
      if (error || !options.auth) settle(error)
      else connection.login({ user, credentials: { user, pass } }, settle)
    }),
  )
  return connection
}

type Settle<T> = (error: Error | null | undefined, found?: T) => void

/** Does something over a connection; it is closed where that fails, or the signal ends it. Unlike nodemailer's own, it keeps a deadline. */
export async function orClose<T>(
  connection: SmtpConnection,
  signal: AbortSignal,
  work: (settle: Settle<T>) => void,
): Promise<T | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<T | undefined>()
  const abort = () => reject(late())
  const end = () => reject(closed())
  connection.on('error', reject)
  connection.once('end', end)
  signal.addEventListener('abort', abort, { once: true })
  try {
    if (signal.aborted) abort()
    else work((error, found) => (error ? reject(error) : resolve(found)))
    return await promise
  } catch (error) {
    connection.on('error', () => {}) // what closing it brings to light is of no interest
    connection.close()
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
    connection.off('end', end)
    connection.off('error', reject)
  }
}

function late(): Error {
  return Object.assign(new Error('no answer within the deadline'), { code: 'ETIMEDOUT' })
}

function closed(): Error {
  return Object.assign(new Error('the server closed the connection'), { code: 'ECONNECTION' })
}
