import { printPdf } from './documents/print-pdf.ts'
import { describeFault } from './fault.ts'
import type { Web } from './http/web.ts'
import { readMessage } from './mail/read-message.ts'
import { previewOf, sendNotice } from './post.ts'
import type { Service } from './service.ts'
import type { Around } from './start.ts'
import type { Database } from './store/connection/database.ts'
import { isWithin } from './trusted-proxies.ts'

/** What the web desk is lent. */
export function webOf(db: Database, { log, mail }: Pick<Service, 'log' | 'mail'>, around: Around): Web {
  const { config, transport, version } = around
  const surroundings = () => around.surroundingsOf(db, config)
  return {
    surroundings,
    composeDigest: previewOf(config),
    readMessage,
    printPdf: (page) => printPdf(page, config.chromium),
    sendNotice: async (notice) => sendNotice(config, transport, { ...notice, at: (await surroundings()).now }),
    ...mail,
    mailGoesToFolder: config.smtpUrl === undefined ? transport.describe() : null,
    baseUrl: config.baseUrl,
    isProxy: isWithin(config.trustedProxies),
    version,
    onAnswered: (answered) => log.debug(answered, 'answered'),
    onFault: (error, id) => log.error({ id, ...describeFault(error) }, 'internal error'),
  }
}
