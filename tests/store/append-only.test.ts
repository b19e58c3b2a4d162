import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusalOf } from '../../src/store/connection/sqlstate.ts'
import { assessReply } from '../../src/use-cases/correspondence/assess-reply.ts'
import { closeFollowUp } from '../../src/use-cases/correspondence/close-follow-up.ts'
import { deliverDigests } from '../../src/use-cases/delivery/deliver-digests.ts'
import { planExtraDigest } from '../../src/use-cases/digests/plan-extra-digest.ts'
import { planMeeting } from '../../src/use-cases/plan/plan-meeting.ts'
import { correctMandate } from '../../src/use-cases/mandates/correct-mandate.ts'
import { correctReportDuty } from '../../src/use-cases/mandates/meet-duty.ts'
import { retitle } from '../../src/use-cases/correspondence/retitle.ts'
import { day, freshDesk, type Desk } from '../support/ledgers/desk.ts'
import { keepingPost, takingAll } from '../support/ledgers/issues.ts'

const TABLES = [
  'communications',
  'entries',
  'closures',
  'assessments',
  'mandates',
  'mandate_corrections',
  'office_names',
  'titles',
  'report_duties',
  'report_duty_corrections',
  'report_submissions',
  'planned_meetings',
  'deliveries',
] as const
const CHANGES = {
  UPDATE: (table: string) => `update ${table} set id = default`,
  DELETE: (table: string) => `delete from ${table}`,
  'DELETE of nothing': (table: string) => `delete from ${table} where false`,
  TRUNCATE: (table: string) => `truncate ${table} cascade`,
}

let desk: Desk

beforeAll(async () => {
  desk = await freshDesk('the sample')
  const context = desk.on('2026-11-24')
  const reply = { followUp: 'PRK-TC-1', communication: 'PRK-TC/5' }
  await assessReply(context, { ...reply, grade: 'C', reason: 'A receipt, and a year of silence after it.' })
  await planExtraDigest(context, keepingPost(), 1)
  await deliverDigests(context, takingAll().send)
  const closedOn = day('2026-11-24')
  await correctMandate(context, {
    mandate: 1,
    decision: { decided: null },
    isWithdrawn: false,
    why: 'It was not found',
  })
  await retitle(context, { of: 'PRK-TC-1', title: 'The letter', why: 'Short' })
  await correctReportDuty(context, { duty: 1, dueOn: day('2005-03-14'), isWithdrawn: false, why: 'It was found' })
  await closeFollowUp(context, { followUp: 'PRK-TC-1', reason: 'lapsed', closedOn, remark: null })
  const meeting = { counterpart: 'PRK-GVA', rank: 'head', title: 'Courtesy call', meets: null } as const
  await planMeeting(context, { ...meeting, heldOn: day('2026-12-01') })
})
afterAll(() => desk[Symbol.asyncDispose]())

test('the owner of the tables is who writes to them, so that the refusal does not rest on a missing right', async () => {
  const [row] = await desk.db.execute<{ owned: number }>(
    sql`select count(*)::int as owned from pg_tables where tableowner = current_user and schemaname = 'public'
      and tablename in (${sql.join([...TABLES], sql`, `)})`,
  )
  expect(row?.owned).toBe(TABLES.length)
})

test.for(TABLES.flatMap((table) => Object.keys(CHANGES).map((change) => [change, table] as const)))(
  'what is in the ledger stays: %s on %s is refused, even for the owner',
  async ([change, table]) => {
    const count = () => desk.db.execute<{ kept: number }>(`select count(*)::int as kept from ${table}`)
    const before = (await count())[0]!.kept
    expect(before).toBeGreaterThan(0)
    const refused = await desk.db.execute(CHANGES[change as keyof typeof CHANGES](table)).then(() => null, refusalOf)
    expect(refused).toEqual({ code: '23001', constraint: `${table}_append_only` })
    expect((await count())[0]!.kept).toBe(before)
  },
)
