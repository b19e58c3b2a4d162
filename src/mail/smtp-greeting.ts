import type { SMTPTransportOptions } from 'nodemailer/lib/smtp-transport'

/** Connects, secures and logs in as a mail would, and goes again. Unlike nodemailer's own, it keeps a deadline. */
export async function greetServer(options: SMTPTransportOptions, signal: AbortSignal): Promise<void> {
  const { default: SmtpConnection } = await import('nodemailer/lib/smtp-connection')
  const connection = new SmtpConnection(options)
  try {
    await new Promise<void>((resolve, reject) => {
      const settle = (error: Error | null | undefined) => (error ? reject(error) : resolve())
      connection.once('error', reject)
      signal.addEventListener('abort', () => reject(late()), { once: true })
      connection.connect((error) => {
        const { user = '', pass = '' } = options.auth ?? {}
        if (error || !options.auth) settle(error)
        else connection.login({ user, credentials: { user, pass } }, settle)
      })
    })
  } finally {
    connection.on('error', () => {}) // what closing it brings to light is of no interest
    connection.close()
  }
}

function late(): Error {
  return Object.assign(new Error('no answer within the deadline'), { code: 'ETIMEDOUT' })
}
