import { createHash } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { planExtraDigest } from '../../../src/use-cases/digests/plan-extra-digest.ts'
import { postOf } from '../../../src/post.ts'
import { parseConfig } from '../../../src/config.ts'
import { launch } from '../../support/programs/command-line.ts'
import { urlOf } from '../../support/databases/database-url.ts'
import { freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { acceptingServer } from '../../support/servers/smtp-servers.ts'

/** Processes go by the clock of the database, and a mail that cannot be delivered is given up after some days. */
export const YESTERDAY = Temporal.Now.plainDateISO('Europe/Zurich').subtract({ days: 1 })

/** A ledger with the sample, a mail server that keeps what it takes, and processes at work on both. */
export interface AtWork extends AsyncDisposable {
  desk: Desk
  server: Awaited<ReturnType<typeof acceptingServer>>
  env: Record<string, string>
  /** Freezes so many mails, to be sent at once. */
  plan: (count: number) => Promise<void>
  /** One command, to its end. */
  run: (words: readonly string[], env?: Record<string, string>) => Promise<Ended>
  start: (words: readonly string[], env?: Record<string, string>) => ReturnType<typeof launch>
  /** As if the time for which somebody holds a mail, or waits with it, had passed. */
  passTime: () => Promise<void>
  /** Passes until every mail is in an end state; gives how many passes it took. */
  settle: (env?: Record<string, string>) => Promise<number>
  oracle: () => Promise<Oracle>
}

interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** The common oracle of reliability.md, section D. */
export interface Oracle {
  planned: number
  delivered: number
  distinct: number
  /** Planned, and not delivered though it is told to have been, or neither delivered nor told of. */
  lost: number
  /** Message-IDs of which copies differ in their bytes. */
  differing: number
  /** Slots that were planned more than once. */
  doubledSlots: number
  unsettled: number
}

/** What holds however many were planned. */
export const CLEAN: Omit<Oracle, 'planned' | 'delivered' | 'distinct'> = {
  lost: 0,
  differing: 0,
  doubledSlots: 0,
  unsettled: 0,
}

export async function atWork({
  smtp,
  recipientMs = 0,
  desk: given,
}: { smtp?: (port: number) => string; recipientMs?: number; desk?: Desk } = {}): Promise<AtWork> {
  const desk = given ?? (await freshDesk('the sample'))
  // Whatever day it is: only what a test plans is planned.
  if (!given) await desk.db.execute(`update subscriptions set next_slot_at = '2100-01-01'`)
  const server = await acceptingServer({ recipientMs })
  const env = {
    DATABASE_URL: urlOf(desk.connection as never),
    SMTP_URL: smtp?.(server.port) ?? `smtp://127.0.0.1:${server.port}?tls=none`,
    RELANCE_OFFICER: desk.officer.email,
  }
  const start: AtWork['start'] = (words, more) => launch(words, { env: { ...env, ...more } })
  const run: AtWork['run'] = async (words, more) => {
    const child = start(words, more)
    child.stdin.on('error', () => undefined).end()
    const closed = new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
      child.once('close', (code, signal) => resolve([code, signal])),
    )
    const [stdout, stderr, [code, signal]] = await Promise.all([text(child.stdout), text(child.stderr), closed])
    return { code, signal, stdout, stderr }
  }
  const passTime = async () => {
    await desk.db.execute(`update digests set leased_until = clock_timestamp() where leased_until is not null`)
    await desk.db.execute(`update digests set next_attempt_at = clock_timestamp() where next_attempt_at is not null`)
    // Last: whoever may try whether the server is back, and finds no mail to try, waits once more.
    await desk.db.execute(`update mailing set paused_until = clock_timestamp() where paused_until is not null`)
  }
  const at: AtWork = {
    desk,
    server,
    env,
    start,
    run,
    passTime,
    plan: async (count) => {
      const post = postOf(parseConfig({}, () => '', '/nowhere'))
      for (let minute = 0; minute < count; minute += 1) {
        const when = YESTERDAY.toPlainDateTime('12:00').subtract({ minutes: minute }).toString()
        await planExtraDigest(desk.on(when), post, 1)
      }
    },
    settle: async (more) => {
      for (let passes = 1; passes <= 20; passes += 1) {
        await run(['worker', '--once'], more)
        if ((await at.oracle()).unsettled === 0) return passes
        await passTime()
      }
      throw new Error('mails do not come to an end after 20 passes')
    },
    oracle: () =>
      judge(
        desk,
        server.accepted.map(({ bytes }) => bytes),
      ),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      await desk[Symbol.asyncDispose]()
    },
  }
  return at
}

async function judge({ db }: Desk, taken: readonly Buffer[]): Promise<Oracle> {
  const rows = [
    ...(await db.execute<{ message_id: string; state: string }>(
      `select message_id, state from digests where state <> 'suppressed'`,
    )),
  ]
  const [slots] = await db.execute<{ doubled: number }>(
    `select (count(*) - count(distinct (subscription_id, slot_at)))::int as doubled from digests`,
  )
  const copies = Map.groupBy(taken, messageIdOf)
  const isDelivered = ({ message_id: id }: { message_id: string }) => copies.has(id)
  return {
    planned: rows.length,
    delivered: taken.length,
    distinct: copies.size,
    lost: rows.filter((row) => !isDelivered(row) && row.state === 'sent').length,
    differing: [...copies.values()].filter((of) => new Set(of.map(digestOf)).size > 1).length,
    doubledSlots: slots!.doubled,
    unsettled: rows.filter(({ state }) => state === 'planned' || state === 'sending').length,
  }
}

export function messageIdOf(bytes: Buffer): string {
  return /^message-id:\s*(<[^>]+>)/im.exec(bytes.toString('latin1'))?.[1] ?? 'none'
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
