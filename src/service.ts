import type { Logger } from 'pino'
import { describeFault } from './fault.ts'
import type { Context } from './use-cases/context.ts'
import { deliverDigests, type Delivered } from './use-cases/delivery/deliver-digests.ts'
import type { Send } from './use-cases/delivery/send.ts'
import type { Ending } from './use-cases/ending.ts'
import { reasonNotToMail } from './use-cases/operation/instance.ts'
import type { Post } from './use-cases/delivery/post.ts'
import { watchOutage, type Outage } from './outage.ts'
import { replyCodeIn } from './reply-code.ts'
import { startAlarmClock, type AlarmClock } from './worker/alarm-clock.ts'
import { look, runPass, type LookReport, type PassReport } from './worker/pass.ts'

export interface Service {
  log: Logger
  /** A context of this moment, by the database's clock, which all workers share. */
  contextNow: () => Promise<Context>
  mail: { post: Post; send: Send }
  /** Starts the database again, where that is ours to do. */
  revive: (() => Promise<void>) | null
}

const PASS_DEADLINE_MS = 30 * 60_000

export async function runOnce({ contextNow, mail, log }: Service, ending: Ending): Promise<PassReport> {
  return runPass(await contextNow(), mail, { ...ending, onFailure: (delivered) => reportDelivered(log, delivered) })
}

/** Told of what others fail at, it tries sooner whether the database is back. */
type Working = Pick<AlarmClock, 'stop'> & Pick<Outage, 'explains'>

/**
 * Works each minute until stopped, and sooner once a lost database is back; rejects where what is running would not end in time. Looking and delivering each have
 * a clock of their own: a mail server that takes its time keeps nobody from planning.
 */
export function startWorking({ contextNow, mail, log, revive }: Service): Working {
  const outage = watchOutage(log, async () => {
    await revive?.()
    looking.ring()
  })
  const onFault = (error: unknown) => {
    if (!outage.explains(error)) log.error(describeFault(error), 'a pass failed; the next one tries again')
  }
  const report = (delivered: Delivered) => reportDelivered(log, delivered)
  const delivery = startDelivery(async (ending) => {
    const told = { ...ending, onAway: outage.explains, onFailure: report }
    report(await deliverDigests(await contextNow(), mail.send, told))
  }, onFault)
  const reportWhose = reporterOf(log)
  const looking = startAlarmClock({
    deadlineMs: PASS_DEADLINE_MS,
    wake: async ({ soon: signal }) => {
      const context = await contextNow()
      reportWhose(await reasonNotToMail(context))
      reportLook(log, await look(context, mail.post, { signal, deliver: delivery.begin }))
      outage.end()
    },
    onFault,
  })
  return {
    explains: outage.explains,
    stop: async (patienceMs) => void (await Promise.all([looking.stop(patienceMs), delivery.clock.stop(patienceMs)])),
  }
}

/** Delivers when told to. What it was told while it was at it, it does afterwards. */
function startDelivery(deliver: (ending: Ending) => Promise<void>, onFault: (error: unknown) => void) {
  let isWanted = false
  let ring: (() => void) | undefined
  const clock = startAlarmClock({
    deadlineMs: PASS_DEADLINE_MS,
    wake: async (ending) => {
      if (!isWanted) return
      isWanted = false
      await deliver(ending)
    },
    isDueAgain: () => isWanted,
    onFault,
    beat: (wake) => {
      ring = wake
      return () => undefined
    },
  })
  const begin = () => {
    isWanted = true
    ring?.()
  }
  return { clock, begin }
}

/** When it begins and when it ends. */
function reporterOf(log: Logger): (reason: string | null) => void {
  let was: string | null = null
  return (reason) => {
    if (reason !== was && reason !== null) log.error({ reason }, 'nothing is planned or mailed')
    if (reason === null && was !== null) log.info('the database is ours: digests are planned and mailed again')
    was = reason
  }
}

function reportLook(log: Logger, { flagged, planned }: LookReport): void {
  if (flagged + planned > 0) log.info({ flagged, planned }, 'pass')
}

export function reportDelivered(log: Logger, { sent, refused, overtaken, server }: Delivered): void {
  if (server?.state === 'troubled')
    log.error(
      { reply: replyCodeIn(server.said) },
      'the mail server takes no mail; all mails wait and one at a time tries it',
    )
  if (server?.state === 'back') log.info('the mail server takes mail again')
  for (const { said, ...refusal } of refused)
    log.warn({ ...refusal, reply: replyCodeIn(said) }, 'a digest was not accepted')
  if (overtaken > 0) log.warn({ count: overtaken }, 'lease lost: another worker has the mail, and its word counts')
  if (sent > 0) log.info({ sent }, 'delivered')
}
