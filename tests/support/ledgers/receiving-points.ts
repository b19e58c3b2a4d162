import type { Channel } from '../../../src/domain/correspondence/facts.ts'
import { attestReading } from '../../../src/use-cases/silence/attest-reading.ts'
import { declareReceivingPoint } from '../../../src/use-cases/silence/declare-receiving-point.ts'
import type { Context } from '../../../src/use-cases/context.ts'
import { day } from './desk.ts'

export const POINTS: Readonly<Record<string, { name: string; channels: readonly Channel[] }>> = {
  'TC-MAILBOX': { name: 'Mailbox of the desk', channels: ['email'] },
  'TC-REGISTRY': { name: 'Registry', channels: ['letter', 'note_verbale', 'fax'] },
  'TC-POUCH': { name: 'Diplomatic pouch', channels: ['letter', 'note_verbale'] },
}

/** The three of desk TC, since the day of the letter of 8 August 2003. */
export async function declarePoints(context: Context, references = Object.keys(POINTS)): Promise<void> {
  for (const reference of references)
    await declareReceivingPoint(context, { reference, desk: 'TC', sinceOn: day('2003-08-08'), ...POINTS[reference]! })
}

export async function attest(context: Context, points: readonly string[], through: string, from?: string) {
  const days = { from: from === undefined ? null : day(from), through: day(through) }
  return attestReading(context, { points, ...days, remark: null })
}
