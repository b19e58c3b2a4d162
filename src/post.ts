import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from './config.ts'
import type { Digest } from './domain/digest.ts'
import { catalogueOf } from './language/catalogue.ts'
import { commandThatOpens } from './mail/commands.ts'
import { composeDigest } from './mail/compose-digest.ts'
import { composeMessage, composeNotice, messageIdOf } from './mail/message.ts'
import { folderTransport, smtpTransport, type Transport } from './mail/transport.ts'
import type { ComposedMail, Post } from './use-cases/plan-digests.ts'

/** Over SMTP if there is a server, else as files that a mail client opens. */
export function transportOf(config: Config): Transport {
  return config.smtpUrl === undefined ? folderTransport(join(config.dir, 'mail')) : smtpTransport(config.smtpUrl)
}

export function composeFor(digest: Digest): { subject: string; html: string; text: string } {
  return composeDigest(digest, commandThatOpens)
}

/** How digests become mails from this installation. */
export function postOf({ mailFrom }: Config): Post {
  const domain = mailFrom.address.split('@')[1]!
  return {
    tell: mailFrom.address,
    compose: async (digest, { installation, language, sentMessageIds }): Promise<ComposedMail> => {
      const { subject, html, text } = composeDigest(digest, commandThatOpens, catalogueOf(language))
      const { number: subscription } = digest.subscription
      const messageId = messageIdOf({ subscription, number: digest.number, installation, domain })
      const message = await composeMessage({
        from: mailFrom,
        to: digest.reader,
        subject,
        html,
        text,
        messageId,
        at: digest.plannedAt.toInstant(),
        listId: `digest.${subscription}.${installation}.${domain}`,
        references: sentMessageIds,
      })
      return { sender: mailFrom.address, recipient: digest.reader.address, subject, messageId, message }
    },
  }
}

/** A mail of a few lines, handed over at once. Throws where it was not taken. */
export async function sendNotice(
  { mailFrom }: Config,
  transport: Transport,
  { to, subject, text, at }: { to: Config['mailFrom']; subject: string; text: string; at: Temporal.Instant },
): Promise<void> {
  const messageId = `<notice.${randomUUID()}@${mailFrom.address.split('@')[1]}>`
  const bytes = await composeNotice({ from: mailFrom, to, subject, text, messageId, at })
  const mail = { from: mailFrom.address, to: to.address, messageId, bytes }
  const receipt = await transport.send(mail, AbortSignal.timeout(NOTICE_DEADLINE_MS))
  if (receipt.outcome === 'refused') throw new Error(`a notice was not accepted: ${receipt.said}`)
}

const NOTICE_DEADLINE_MS = 60_000
