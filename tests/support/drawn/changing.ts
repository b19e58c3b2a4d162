import * as fc from 'fast-check'
import { parseVagueDate } from '../../../src/domain/dates/vague-date.ts'
import type { Grade } from '../../../src/domain/correspondence/facts.ts'
import { assessReply } from '../../../src/use-cases/correspondence/assess-reply.ts'
import { attestReading, withdrawAttestation } from '../../../src/use-cases/silence/attest-reading.ts'
import { correctClosure } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import type { Context } from '../../../src/use-cases/context.ts'
import { correctCommunication } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { declareReceivingPoint } from '../../../src/use-cases/silence/declare-receiving-point.ts'
import { correctMandate } from '../../../src/use-cases/mandates/correct-mandate.ts'
import { enterMandate, enterReportDuty } from '../../../src/use-cases/mandates/enter-mandate.ts'
import { correctReportDuty, recordSubmission, withdrawSubmission } from '../../../src/use-cases/mandates/meet-duty.ts'
import { retitle } from '../../../src/use-cases/correspondence/retitle.ts'
import { renameOffice, withdrawOfficeName } from '../../../src/use-cases/counterparts/rename-office.ts'
import { planMeeting } from '../../../src/use-cases/plan/plan-meeting.ts'
import { day } from '../ledgers/desk.ts'
import { after } from './histories.ts'
import { POINTS } from '../ledgers/receiving-points.ts'

/** What may be told otherwise beside the correspondence itself. */
export type Changing =
  | { changes: 'words'; number: number; text: string }
  | { changes: 'closure'; of: string; on: number }
  | { changes: 'opinion'; of: string; number: number; grade: Grade }
  | { changes: 'attestation' | 'attesting' | 'points'; number: number }
  | { changes: 'submission' | 'no submission' | 'duty' | 'duties' | 'meetings'; on: number }
  | { changes: (typeof SUBJECTS)[number]; on: number; text: string }
  | { changes: 'title'; of: string; text: string }

type OfSubject = Changing & { changes: (typeof SUBJECTS)[number] }

/** What a dossier is about, and who is asked. */
const SUBJECTS = ['decision', 'obligation', 'mandates', 'name', 'renaming', 'no name'] as const

const on = fc.nat({ max: 900 })
const of = fc.constantFrom('PRK-TC-1', 'PRK-TC-2')
const number = fc.integer({ min: 1, max: 12 })
const text = fc.constantFrom('One.', 'Two.')

export const changings: fc.Arbitrary<Changing> = fc.oneof(
  fc.record({ changes: fc.constant('words' as const), number, text }),
  fc.record({ changes: fc.constantFrom(...SUBJECTS), on, text }),
  fc.record({
    changes: fc.constant('title' as const),
    of: fc.constantFrom('PRK-TC', 'PRK-TC-1', 'PRK-TC-2'),
    text,
  }),
  fc.record({ changes: fc.constant('closure' as const), of, on }),
  fc.record({ changes: fc.constant('opinion' as const), of, number, grade: fc.constantFrom('A', 'B', 'C') }),
  fc.record({
    changes: fc.constantFrom('attestation' as const, 'attesting' as const, 'points' as const),
    number: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({
    changes: fc.constantFrom(
      'submission' as const,
      'no submission' as const,
      'duty' as const,
      'duties' as const,
      'meetings' as const,
    ),
    on,
  }),
)

export async function change(context: Context, changing: Changing): Promise<unknown> {
  switch (changing.changes) {
    case 'words': {
      const words = { why, content: { summary: changing.text }, entries: [], isWithdrawn: false }
      return correctCommunication(context, { communication: `PRK-TC/${changing.number}`, ...words })
    }
    case 'closure':
      return correctClosure(context, { followUp: changing.of, why, change: { closedOn: after(changing.on) } })
    case 'opinion': {
      const opinion = { communication: `PRK-TC/${changing.number}`, grade: changing.grade, reason: 'As we see it.' }
      return assessReply(context, { followUp: changing.of, ...opinion })
    }
    case 'title':
      return retitle(context, { of: changing.of, title: changing.text, why })
    case 'attestation':
    case 'attesting':
    case 'points':
      return changeReading(context, changing)
    case 'submission':
    case 'no submission':
    case 'duty':
    case 'duties':
    case 'meetings':
      return changeAhead(context, changing)
    default:
      return changeSubject(context, changing)
  }
}

const why = 'Misread.'

/** A decision of the day of a letter: whether it was, as of a day, decided already, changes with that. */
async function changeSubject(context: Context, { changes, on: days, text: said }: OfSubject): Promise<unknown> {
  // Of few days, so that one is met again.
  const name = { counterpart: 'PRK-GVA', sinceOn: after(300 * (days % 3)), why }
  const decided = parseVagueDate(after(days).toString(), 'decided')
  switch (changes) {
    case 'decision':
      return correctMandate(context, { mandate: 1, decision: { requires: said, decided }, isWithdrawn: false, why })
    case 'obligation':
      return correctMandate(context, { mandate: 1, decision: {}, isWithdrawn: true, why })
    case 'mandates':
      return enterMandate(context, { dossier: 'PRK-TC', document: said, paragraph: '5', requires: said, decided })
    case 'name':
      return renameOffice(context, { ...name, name: said, sinceOn: null })
    case 'renaming':
      return renameOffice(context, { ...name, name: said })
    case 'no name':
      return withdrawOfficeName(context, name)
  }
}

async function changeReading(
  context: Context,
  { changes, number: which }: Changing & { changes: 'attestation' | 'attesting' | 'points' },
): Promise<unknown> {
  const point = Object.keys(POINTS)[(which - 1) % 3]!
  if (changes === 'attestation') return withdrawAttestation(context, { point, number: which, why })
  if (changes === 'attesting') {
    const days = { from: day('2003-08-08'), through: day('2026-11-24') }
    // An export does not number them: one that is made again of the same days would stand for one that is taken back.
    return attestReading(context, { points: [point], ...days, remark: `At ${context.now.toString()}` })
  }
  const tray = { reference: `TC-${which}`, name: 'Tray', channels: ['document' as const] }
  return declareReceivingPoint(context, { ...tray, desk: 'TC', sinceOn: day('2003-08-08') })
}

async function changeAhead(
  context: Context,
  changing: Changing & { changes: 'submission' | 'no submission' | 'duty' | 'duties' | 'meetings' },
): Promise<unknown> {
  const dayOn = after(changing.on)
  switch (changing.changes) {
    case 'submission':
      return recordSubmission(context, { duty: 1, document: 'A/60/306', submittedOn: dayOn, why })
    case 'no submission':
      return withdrawSubmission(context, { duty: 1, why })
    case 'duty':
      return correctReportDuty(context, { duty: 1, dueOn: dayOn, isWithdrawn: false, why })
    case 'duties': {
      const duty = { dossier: 'PRK-TC', document: null, paragraph: null, body: 'General Assembly' }
      return enterReportDuty(context, { ...duty, session: `session ${changing.on}`, dueOn: dayOn })
    }
    case 'meetings': {
      const meeting = { counterpart: 'PRK-GVA', rank: 'head' as const, title: 'Talks', meets: null }
      return planMeeting(context, { ...meeting, heldOn: context.today.add({ days: changing.on % 30 }) })
    }
  }
}
