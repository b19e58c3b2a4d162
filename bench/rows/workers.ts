import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Context } from '../../src/use-cases/context.ts'
import { ownersAmong } from '../data-set.ts'
import type { Ground } from '../ground.ts'
import { cold, interleave, secondsOf } from '../measure.ts'
import { morningsGone, nextMorning, refuseUnlessFull } from '../mornings.ts'
import type { Wanted } from '../one-pass.ts'
import { atLeast, perSecond, type Found, type Row } from '../row.ts'
import { sinkAt, type Sink } from '../sink-process.ts'

/** Several workers, each in a process of its own, against one. */
export const workers: Row = {
  name: 'workers',
  measure: async (ground) => {
    await using sink = await sinkAt()
    const context = { ...ground.context, db: ground.open(1) }
    const readers = ownersAmong(ground.scale.followUps)
    let morning = await morningsGone(context)
    const rateOfSome = (count: number) => async () => {
      const today = await nextMorning(context, { days: (morning += 1), readers })
      return readers / (await passed({ ground, today, sink, readers }, count))
    }
    const found: Found[] = []
    for (const count of [2, 4]) {
      const { ours, baseline, ratio } = await interleave(cold(3), rateOfSome(1), rateOfSome(count))
      await refuseUnlessFull(context, readers)
      found.push({
        what: `workers: ${count} together, ${readers.toLocaleString('en')} readers, none told twice; against one alone`,
        ours: perSecond(ours),
        baseline: perSecond(baseline),
        ...atLeast(ratio, 1),
      })
    }
    return found
  },
}

interface Morning {
  ground: Ground
  today: Context
  sink: Sink
  readers: number
}

/** How long it took until all of them had nothing left to do. Throws where a mail is missing or came twice. */
async function passed({ ground, today, sink, readers }: Morning, count: number): Promise<number> {
  const processes = Array.from({ length: count }, () => fork(join(import.meta.dirname, '../one-pass.ts')))
  await Promise.all(processes.map((child) => once(child, 'message'))) // each is ready
  const { connection } = ground
  const wanted: Wanted = { connection, smtpUrl: sink.url, now: today.now.toString(), timeZone: today.timeZone }
  const before = await sink.taken()
  const took = await secondsOf(() =>
    Promise.all(
      processes.map((child) => {
        child.send(wanted)
        return once(child, 'exit')
      }),
    ),
  )
  const taken = (await sink.taken()) - before
  if (taken !== readers) throw new Error(`${count} workers sent ${taken} mails to ${readers} readers`)
  return took
}
