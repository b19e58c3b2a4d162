import { closeFollowUp } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { assessReply } from '../../../src/use-cases/correspondence/assess-reply.ts'
import { attachFiles } from '../../../src/use-cases/correspondence/attachments.ts'
import { correctCommunication } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { correctReportDuty } from '../../../src/use-cases/mandates/meet-duty.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { askOf, communicationOf, day, freshDesk, type Desk } from './desk.ts'

export const REPLY = { followUp: 'PRK-TC-1', bearing: 'replies', character: 'noted' } as const

/** Every kind of fact beside those of the sample, which an import recorded. */
export async function workedAt(): Promise<Desk> {
  const desk = await freshDesk('the sample')
  const context = desk.on('2026-11-24')
  await openFollowUps(context, askOf({ dossier: 'PRK-VISIT', dossierTitle: 'A visit' }))
  await recordCommunication(context, communicationOf({ receivedOn: '2026-11-20', entries: [REPLY] }))
  await assessReply(context, { followUp: 'PRK-TC-1', communication: 'PRK-TC/7', grade: 'C', reason: 'A receipt.' })
  await attachFiles(context, 'PRK-TC/7', [{ name: 'a.txt', mediaType: 'text/plain', bytes: Buffer.from('scanned') }])
  const changed = { content: { summary: 'Read again.' }, entries: [], isWithdrawn: false }
  await correctCommunication(context, { communication: 'PRK-TC/7', why: 'Misread.', ...changed })
  const closedOn = day('2026-11-24')
  await closeFollowUp(context, { followUp: 'PRK-TC-1', reason: 'lapsed', closedOn, remark: null })
  await correctReportDuty(context, {
    duty: 1,
    dueOn: day('2005-03-14'),
    isWithdrawn: false,
    why: 'The calendar was found',
  })
  return desk
}
