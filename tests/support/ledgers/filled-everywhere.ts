import { createHash } from 'node:crypto'
import { appendSuppression } from '../../../src/store/digests/suppressions.ts'
import { makeApiToken } from '../../../src/use-cases/access/api-tokens.ts'
import { withdrawAttestation } from '../../../src/use-cases/silence/attest-reading.ts'
import { makeCalendarFeed } from '../../../src/use-cases/access/calendar-feeds.ts'
import { retireReceivingPoint } from '../../../src/use-cases/silence/declare-receiving-point.ts'
import { changeCounterpart } from '../../../src/use-cases/counterparts/change-counterpart.ts'
import { correctMandate } from '../../../src/use-cases/mandates/correct-mandate.ts'
import { giveExport } from '../../../src/use-cases/issued/give-export.ts'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { recordSubmission } from '../../../src/use-cases/mandates/meet-duty.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { raiseFlags } from '../../../src/use-cases/standings/raise-flags.ts'
import { renameOffice } from '../../../src/use-cases/counterparts/rename-office.ts'
import { retitle } from '../../../src/use-cases/correspondence/retitle.ts'
import { saveView } from '../../../src/use-cases/pending/saved-views.ts'
import { askOf, communicationOf, day, type Desk } from './desk.ts'
import { passOn } from './issues.ts'
import { attest, declarePoints } from './receiving-points.ts'
import { sampleWith } from './sample.ts'
import { workedAt } from './worked-at.ts'

const HOLIDAYS = {
  calendar: 'CH-GE',
  year: 2005,
  source: 'geneva.ics',
  sha256: createHash('sha256').update('geneva.ics').digest('hex'),
  holidays: [{ on: '2005-01-03', name: 'A holiday' }],
}

/** A ledger with something in as many of its tables as use fills. */
export async function filledEverywhere(): Promise<Desk> {
  const desk = await workedAt()
  const context = desk.on('2026-11-24T12:00')
  await importLedger(
    context,
    await sampleWith((file) => {
      const steps = [{ afterReminders: 1, channel: 'note_verbale', rank: 'director' }]
      file.policies.push({ ...file.policies[0], reference: 'TC-STEPS', name: 'With steps', steps })
      const theirs = { unit: 'working_days', answerWithin: 10, calendarOf: 'counterpart' }
      file.policies.push({ ...file.policies[0], ...theirs, reference: 'TC-THEIRS', name: 'Their working days' })
      file.plannedMeetings = [{ counterpart: 'PRK-GVA', heldOn: '2027-03-01', rank: 'head', title: 'Courtesy call' }]
      file.holidayYears = [HOLIDAYS]
      file.dossiers = []
    }),
  )
  await toldOtherwise(desk)
  await declarePoints(context)
  await attest(context, ['TC-MAILBOX'], '2026-11-20')
  await withdrawAttestation(context, { point: 'TC-MAILBOX', number: 1, why: 'Not read.' })
  await attest(context, ['TC-REGISTRY'], '2026-11-20')
  await retireReceivingPoint(context, { point: 'TC-POUCH', retiredOn: day('2026-11-01'), why: 'No more pouch.' })
  await recordSubmission(context, {
    duty: 1,
    document: 'E/CN.4/2005/32',
    submittedOn: day('2004-12-22'),
    why: 'Again.',
  })
  const view = await saveView(context, { name: 'Mine', query: { move: 'ours' }, isShared: true })
  await makeCalendarFeed(context, view.number)
  await makeApiToken(context, { name: 'A program', scopes: ['read'], days: 30 })
  await giveExport(context, (parts) => Array.fromAsync(parts))
  await raiseFlags(context)
  await passOn(desk, '2026-12-01T09:00')
  await appendSuppression(desk.db, { address: 'gone@example.org', cause: 'refused', said: '550 gone', digestId: 1 })
  return desk
}

/** What names, titles, decisions and days off were, and what they are. */
async function toldOtherwise(desk: Desk): Promise<void> {
  const context = desk.on('2026-11-24T12:01')
  const communication = communicationOf({ direction: 'sent', sentOn: '2026-11-02' })
  await openFollowUps(context, askOf({ titles: ['Their days'], policy: 'TC-THEIRS', communication }))
  await changeCounterpart(context, { counterpart: 'PRK-GVA', why: 'They told us', change: { weekend: [5, 6, 7] } })
  await renameOffice(context, { counterpart: 'PRK-GVA', name: 'The mission', sinceOn: day('2020-01-01'), why: null })
  await retitle(context, { of: 'PRK-TC', title: 'Cooperation', why: 'Short.' })
  await retitle(context, { of: 'PRK-TC-1', title: 'The letter', why: 'Short.' })
  await correctMandate(context, { mandate: 1, decision: { paragraph: '13' }, isWithdrawn: false, why: 'A slip.' })
}
