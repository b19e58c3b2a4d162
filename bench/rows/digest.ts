import { sql } from 'drizzle-orm'
import { createTransport } from 'nodemailer'
import { parseConfig } from '../../src/config.ts'
import { smtpTransport } from '../../src/mail/smtp/smtp-transport.ts'
import { postOf } from '../../src/post.ts'
import { runPass } from '../../src/worker/pass.ts'
import type { Context } from '../../src/use-cases/context.ts'
import { ownersAmong } from '../data-set.ts'
import type { Ground } from '../ground.ts'
import { morningsGone, nextMorning, refuseUnlessFull } from '../mornings.ts'
import { sinkAt, type Sink } from '../sink-process.ts'
import { interleave, secondsOf } from '../measure.ts'
import { atLeast, inTime, perSecond, type Found, type Row } from '../row.ts'

const CPU_GOAL_S = 0.002
/** Redmine 5.0.4 and Request Tracker 5.0.3 on the same two cores: shared/performance.md. */
const PEERS_PER_SECOND = 8.6
const CONNECTIONS = 4
const NEVER_ENDING = { soon: new AbortController().signal, now: new AbortController().signal }

/** A thousand readers, from the query to accepted by the server. */
export const digest: Row = {
  name: 'digest',
  measure: async (ground) => {
    await using sink = await sinkAt()
    return await measureWith(ground, sink)
  },
}

async function measureWith(ground: Ground, sink: Sink): Promise<Found[]> {
  const transport = smtpTransport(sink.url)
  const mail = { post: postOf(parseConfig({}, () => '', '/nowhere')), send: transport.send }
  const context = { ...ground.context, db: ground.open(8) }
  const readers = ownersAmong(ground.scale.followUps)
  const cpu: number[] = []
  let morning = await morningsGone(context)
  let last: Context = context
  const planAndSend = async () => {
    const today = (last = await nextMorning(context, { days: (morning += 1), readers }))
    const before = process.cpuUsage()
    const took = await secondsOf(() => runPass(today, mail, NEVER_ENDING))
    const { user, system } = process.cpuUsage(before)
    cpu.push((user + system) / 1e6 / readers)
    return readers / took
  }
  await planAndSend()
  await refuseUnlessFull(context, readers)
  const { ours, baseline, ratio } = await interleave(
    3,
    async () => rawRate(await lastMails(context, readers), sink.url),
    planAndSend,
  )
  const taken = await sink.taken()
  await runPass(last, mail, NEVER_ENDING)
  const again = (await sink.taken()) - taken
  transport.close()
  const each = Math.min(...cpu)
  const what = `digest: ${readers.toLocaleString('en')} readers`
  return [
    {
      what: `${what}, from query to accepted; against the raw pool sending the same bytes`,
      ours: perSecond(ours),
      baseline: `nodemailer ${perSecond(baseline)}`,
      ...atLeast(ratio, 0.75),
    },
    {
      what: `${what}, processor time of each mail`,
      ours: inTime(each),
      baseline: '',
      goal: `at most ${inTime(CPU_GOAL_S)}`,
      isMet: each <= CPU_GOAL_S,
    },
    {
      what: `${what}, against Redmine's ${PEERS_PER_SECOND} mails a second`,
      ours: `${perSecond(ours)}, ${(ours / PEERS_PER_SECOND).toFixed(0)}x`,
      baseline: '',
      goal: 'at least 50x',
      isMet: ours >= 50 * PEERS_PER_SECOND,
    },
    { what: `${what}, a second run at once`, ours: `${again} mails`, baseline: '', goal: 'none', isMet: again === 0 },
  ]
}

interface Mail {
  from: string
  to: string
  raw: Buffer
}

async function lastMails({ db }: Context, readers: number): Promise<Mail[]> {
  return [
    ...(await db.execute<{ from: string; to: string; raw: Buffer }>(
      sql`select sender as "from", recipient as "to", message as raw from digests where message is not null order by id desc limit ${readers}`,
    )),
  ]
}

async function rawRate(mails: readonly Mail[], url: string): Promise<number> {
  const { hostname: host, port } = new URL(url)
  const pool = createTransport({
    pool: true,
    host,
    port: Number(port),
    ignoreTLS: true,
    maxConnections: CONNECTIONS,
    maxMessages: Infinity,
  })
  const took = await secondsOf(() =>
    Promise.all(mails.map(({ from, to, raw }) => pool.sendMail({ envelope: { from, to: [to] }, raw }))),
  )
  pool.close()
  return mails.length / took
}
