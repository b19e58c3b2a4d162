import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from './config.ts'
import type { Digest } from './domain/digests/digest.ts'
import type { Web } from './http/web.ts'
import { catalogueOf } from './language/catalogue.ts'
import { commandThatOpens } from './mail/digest/commands.ts'
import { composeDigest } from './mail/digest/compose-digest.ts'
import { linksTo } from './mail/digest/links.ts'
import { composeMessage, composeNotice, messageIdOf } from './mail/message.ts'
import { folderTransport } from './mail/folder/folder-transport.ts'
import { smtpTransport } from './mail/smtp/smtp-transport.ts'
import type { Transport } from './mail/transport.ts'
import type { ComposedMail, Post } from './use-cases/delivery/post.ts'

/** Over SMTP if there is a server, else as files that a mail client opens. */
export function transportOf(config: Config): Transport {
  return config.smtpUrl === undefined ? folderTransport(join(config.dir, 'mail')) : smtpTransport(config.smtpUrl)
}

interface Composed {
  subject: string
  html: string
  text: string
}

/** For whoever sits at a command line: each number says what to type. */
export function composeForTerminal(digest: Digest): Composed {
  return composeDigest(digest, commandThatOpens)
}

/** As it would be mailed now, or would have been at the moment of a replay. */
export function previewOf({ baseUrl }: Pick<Config, 'baseUrl'>): Web['composeDigest'] {
  return (digest, { language, unsubscribeToken, moment }) =>
    composeDigest(digest, linksTo({ baseUrl, isIssued: false, moment }), {
      catalogue: catalogueOf(language),
      leads: leadsOf(baseUrl, digest, unsubscribeToken),
    })
}

export interface Unshown {
  subscription: number
  number: number
  reference: string
}

/** How digests become mails from this installation. */
export function postOf(
  { mailFrom, baseUrl }: Pick<Config, 'mailFrom' | 'baseUrl'>,
  onUnshown: (row: Unshown) => void = () => {},
): Post {
  const domain = mailFrom.address.split('@')[1]!
  return {
    tell: mailFrom.address,
    compose: async (digest, series): Promise<ComposedMail> => {
      const { installation, adoptions, language, sentMessageIds, unsubscribeToken, isTest } = series
      const leads = leadsOf(baseUrl, digest, unsubscribeToken)
      const links = linksTo({ baseUrl, isIssued: !isTest })
      const { number: subscription } = digest.subscription
      const composed = composeDigest(digest, links, {
        catalogue: catalogueOf(language),
        leads,
        onUnshown: (reference) => onUnshown({ subscription, number: digest.number, reference }),
      })
      const subject = isTest ? `[Test] ${composed.subject}` : composed.subject
      const messageId = isTest
        ? `<test.${randomUUID()}@${domain}>`
        : messageIdOf({ subscription, number: digest.number, installation, adoptions, domain })
      const message = await composeMessage({
        ...composed,
        from: mailFrom,
        to: digest.reader,
        subject,
        messageId,
        at: digest.plannedAt.toInstant(),
        listId: `digest.${subscription}.${installation}.${domain}`,
        references: sentMessageIds,
        unsubscribe: leads.unsubscribe,
      })
      return { sender: mailFrom.address, recipient: digest.reader.address, subject, messageId, message }
    },
  }
}

function leadsOf(baseUrl: string, { subscription }: Digest, unsubscribeToken: string) {
  return {
    change: `${baseUrl}/subscriptions/${subscription.number}`,
    unsubscribe: `${baseUrl}/unsubscribe/${unsubscribeToken}`,
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
  const receipt = await transport.send(mail, { deadlineMs: NOTICE_DEADLINE_MS })
  if (receipt.outcome === 'refused') throw new Error(`a notice was not accepted: ${receipt.said}`)
}

const NOTICE_DEADLINE_MS = 60_000
