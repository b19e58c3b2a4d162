import { parseConfig } from '../src/config.ts'
import { smtpTransport } from '../src/mail/smtp/smtp-transport.ts'
import { postOf } from '../src/post.ts'
import { closeDatabase, openDatabase, type Connection } from '../src/store/connection/database.ts'
import { runPass } from '../src/worker/pass.ts'
import { peakMb } from '../tests/support/programs/peak-mb.ts'

/** What a worker in a process of its own is told to do. */
export interface Wanted {
  connection: Connection
  smtpUrl: string
  now: string
  timeZone: string
}

/** What it took at most, told at the end. */
export interface Peak {
  peakMb: number
}

const NEVER_ENDING = { soon: new AbortController().signal, now: new AbortController().signal }

process.once('message', async ({ connection, smtpUrl, now, timeZone }: Wanted) => {
  const db = openDatabase(connection)
  const transport = smtpTransport(smtpUrl)
  const at = Temporal.Instant.from(now)
  const surroundings = { db, now: at, today: at.toZonedDateTimeISO(timeZone).toPlainDate(), timeZone }
  const mail = { post: postOf(parseConfig({}, () => '', '/nowhere')), send: transport.send }
  await runPass(surroundings as Parameters<typeof runPass>[0], mail, NEVER_ENDING)
  transport.close()
  await closeDatabase(db)
  process.send!({ peakMb: peakMb() } satisfies Peak)
  process.disconnect!()
})
process.send!('ready')
