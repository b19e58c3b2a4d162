import * as fc from 'fast-check'
import { CHARACTER_NAMES } from '../../../src/domain/correspondence/characters.ts'
import { Problem } from '../../../src/domain/problem.ts'
import type { Context } from '../../../src/use-cases/context.ts'
import { closeFollowUp, withdrawClosure } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { correctCommunication } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { communicationOf, day } from '../ledgers/desk.ts'

/** What an officer may do in a dossier, on days counted from the first letter of the sample. */
export type Deed =
  | {
      does: 'records'
      bearing: 'asks' | 'reminds' | 'supplies' | 'grants'
      on: number
      isUndated: boolean
      until: number | null
      of: number[]
    }
  | {
      does: 'files'
      character: (typeof CHARACTER_NAMES)[number]
      on: number
      dated: Dated
      until: number
      of: number[]
    }
  | { does: 'closes'; on: number; of: number }
  | { does: 'takes the closing back'; of: number }
  | { does: 'withdraws' | 'moves'; number: number; on: number }
  | { does: 'reads anew'; number: number; character: (typeof CHARACTER_NAMES)[number] }

type Dated = 'exact' | 'month' | 'since' | 'before' | 'unknown'

const FIRST = day('2003-08-08')
const on = fc.nat({ max: 900 })
/** Two of the sample, and the first that a test may open beside them. */
const one = fc.constantFrom(1, 2, 3)
const some = fc.uniqueArray(one, { minLength: 1, maxLength: 2 })

export const deeds: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('records' as const),
      bearing: fc.constantFrom('asks', 'reminds', 'supplies', 'grants'),
      on,
      isUndated: fc.integer({ min: 0, max: 7 }).map((chance) => chance === 0),
      until: fc.option(fc.nat({ max: 200 })),
      of: some,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('files' as const),
      character: fc.constantFrom(...CHARACTER_NAMES),
      on,
      dated: fc.constantFrom('exact', 'exact', 'exact', 'month', 'since', 'before', 'unknown'),
      until: fc.nat({ max: 200 }),
      of: some,
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('closes' as const), on, of: one }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('takes the closing back' as const), of: one }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constantFrom('withdraws' as const, 'moves' as const),
      number: fc.integer({ min: 1, max: 12 }),
      on,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('reads anew' as const),
      number: fc.integer({ min: 1, max: 12 }),
      character: fc.constantFrom(...CHARACTER_NAMES.filter((name) => name !== 'promised')),
    }),
  },
)

/** Does it if it may be done; gives false where the ledger refused it. */
export async function isDone(context: Context, deed: Deed): Promise<boolean> {
  try {
    await act(context, deed)
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

async function act(context: Context, deed: Deed): Promise<unknown> {
  switch (deed.does) {
    case 'records':
      return recordCommunication(context, sent(deed), { isAgain: true })
    case 'files':
      return recordCommunication(context, received(deed), { isAgain: true })
    case 'closes': {
      const closing = { followUp: named(deed.of), reason: 'lapsed', remark: null } as const
      return closeFollowUp(context, { ...closing, closedOn: after(deed.on) })
    }
    case 'takes the closing back':
      return withdrawClosure(context, { followUp: named(deed.of), why: 'Not closed after all.' })
    case 'reads anew': {
      const entries = [{ followUp: named(1), character: deed.character }]
      const correction = { communication: `PRK-TC/${deed.number}`, why: 'Misread.', content: {}, isWithdrawn: false }
      return correctCommunication(context, { ...correction, entries })
    }
    default: {
      const isWithdrawn = deed.does === 'withdraws'
      const content = isWithdrawn ? {} : { sentOn: after(deed.on), receivedOn: after(deed.on) }
      const correction = { communication: `PRK-TC/${deed.number}`, why: 'Misread.', entries: [] }
      return correctCommunication(context, { ...correction, content, isWithdrawn })
    }
  }
}

function sent({ bearing, on: dated, isUndated, until, of }: Deed & { does: 'records' }) {
  const hasDay = bearing === 'grants' || (bearing === 'asks' && until !== null)
  const untilOn = hasDay ? { untilOn: after(dated + (until ?? 0)).toString() } : {}
  const entries = of.map((ask) => ({ followUp: named(ask), bearing, ...untilOn }))
  return communicationOf({ direction: 'sent', ...(!isUndated && { dated: after(dated).toString() }), entries })
}

function received({ character, on: came, dated, until, of }: Deed & { does: 'files' }) {
  const promised = character === 'promised' || character === 'extension_requested'
  const untilOn = promised ? { untilOn: after(came + until).toString() } : {}
  const entries = of.map((ask) => ({ followUp: named(ask), bearing: 'replies' as const, character, ...untilOn }))
  return communicationOf({ entries, ...written(after(came), dated) })
}

function written(came: Temporal.PlainDate, dated: Dated): { dated?: string; receivedOn?: string } {
  switch (dated) {
    case 'exact':
      return { receivedOn: came.toString() }
    case 'month':
      return { dated: came.toString().slice(0, 7) }
    case 'since':
      return { dated: `${came.toString()}/..` }
    case 'before':
      return { dated: `../${came.toString()}` }
    case 'unknown':
      return {}
  }
}

function named(of: number): string {
  return `PRK-TC-${of}`
}

export function after(days: number): Temporal.PlainDate {
  return FIRST.add({ days })
}
