import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect } from 'vitest'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseConfig } from '../../../src/config.ts'
import { postOf } from '../../../src/post.ts'
import { digests } from '../../../src/store/schema/digests.ts'
import { planExtraDigest } from '../../../src/use-cases/digests/plan-extra-digest.ts'
import { YESTERDAY, type AtWork } from './ledger-at-work.ts'
import { scriptedSmtp } from './scripted-smtp.ts'

type Play = Awaited<ReturnType<typeof scriptedSmtp>>

const TLS = join(import.meta.dirname, '../../fixtures/tls')

export function pem(name: 'ca' | 'good' | 'other' | 'expired' | 'server-key'): string {
  return readFileSync(join(TLS, `${name}.pem`), 'utf8')
}

const post = postOf(parseConfig({}, () => '', '/nowhere'))

export function planOne({ desk }: AtWork, time: string, subscription = 1) {
  return planExtraDigest(desk.on(`${YESTERDAY}T${time}`), post, subscription)
}

export function passTo(work: AtWork, { url }: Pick<Play, 'url'>) {
  return work.run(['worker', '--once'], { SMTP_URL: url })
}

/** Passes until all is settled, and judges by what the scripted server took. */
export async function settledAt(work: AtWork, play: Play) {
  await work.passTime()
  await work.settle({ SMTP_URL: play.url })
  return judgedBy(work, play)
}

export function judgedBy(work: AtWork, play: Play) {
  const taken = play.taken.map(({ from, to, bytes }) => ({ from, to: [to], bytes, wasSecure: false, user: null }))
  work.server.accepted.push(...taken)
  return work.oracle()
}

export async function attemptsOf({ desk }: AtWork): Promise<number[]> {
  return (await desk.db.select({ attempts: digests.attempts }).from(digests)).map(({ attempts }) => attempts)
}

/** Until the next try of the mail that comes first. */
export async function secondsToWait({ desk }: AtWork): Promise<number> {
  const [row] = await desk.db.execute<{ seconds: number }>(
    `select min(extract(epoch from next_attempt_at - clock_timestamp()))::float8 as seconds from digests`,
  )
  return row!.seconds
}

export async function findingOf(work: AtWork, what: string, env: Record<string, string>) {
  const { code, stdout } = await work.run(['doctor', '--json'], env)
  const { findings } = JSON.parse(stdout) as { findings: { what: string; state: string; says: string }[] }
  return { code, ...findings.find((finding) => finding.what === what)! }
}

/** As a mail server hands over a mail that came to the mailbox for bounces. */
export async function handOver(work: AtWork, mail: Buffer, env: Record<string, string>) {
  const child = work.start(['bounce'], env)
  child.stdin.on('error', () => undefined).end(mail) // of a mail that is too large it reads no further
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number | null]>])
  return { code, said }
}

/** Whatever the fault: each mail once, none lost, none in between. */
export function expectEachOnce(found: Awaited<ReturnType<typeof judgedBy>>, planned: number, copies = planned): void {
  expect(found).toEqual({
    planned,
    delivered: copies,
    distinct: planned,
    lost: 0,
    differing: 0,
    doubledSlots: 0,
    unsettled: 0,
  })
}
