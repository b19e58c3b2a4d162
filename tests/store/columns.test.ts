import { afterEach, beforeEach, expect, test } from 'vitest'
import { appendCommunication, listCorrespondence } from '../../src/store/correspondence/communications.ts'
import { closeDatabase, openDatabase } from '../../src/store/connection/database.ts'
import { appendDigests, findDigest } from '../../src/store/digests/digests.ts'
import { appendDossier } from '../../src/store/correspondence/dossiers.ts'
import { appendCounterpart, appendOfficer, findCounterpart } from '../../src/store/parties/parties.ts'
import { appendSubscription } from '../../src/store/digests/subscriptions.ts'
import { day } from '../support/ledgers/desk.ts'
import { freshLedger } from '../support/databases/fresh-ledger.ts'
import { freshDatabase } from '../support/databases/postgres.ts'
import { parseVagueDate } from '../../src/domain/dates/vague-date.ts'

const NOW = Temporal.Instant.from('2004-08-24T23:30:00.123456Z')

let processTimeZone: string | undefined

beforeEach(() => {
  processTimeZone = process.env.TZ
})
afterEach(() => {
  if (processTimeZone === undefined) delete process.env.TZ
  else process.env.TZ = processTimeZone
})

test.for(['UTC', 'Pacific/Kiritimati', 'America/New_York', 'Asia/Pyongyang'])(
  'in %s, days, instants and vague dates come back as they went in',
  async (timeZone) => {
    process.env.TZ = timeZone
    expect(Temporal.Now.timeZoneId()).toBe(timeZone)
    await using database = await freshDatabase()
    const db = openDatabase(database.connection)
    const officer = await appendOfficer(db, { email: 'a@example.org', name: 'A', role: 'officer' })
    const dossier = await appendDossier(db, { reference: 'PRK-TC', title: 'Cooperation', openedAt: NOW })
    const content = {
      channel: 'letter',
      direction: 'sent',
      dated: parseVagueDate('../2003-08~', 'dated'),
      sentOn: day('1900-01-01'),
      receivedOn: day('2200-12-31'),
      tookEffectOn: day('2004-02-29'),
      tookEffectLatestOn: day('2004-03-28'),
      dating: 'vague',
      recordedAt: NOW,
    } as const
    const placed = { dossierId: dossier.id, number: 1, orderOnDay: -3, recordedBy: officer.id }
    await db.transaction((tx) => appendCommunication(tx, { ...content, ...placed }, []))
    const [filed] = await listCorrespondence({ db, sight: 'everything' }, dossier.id)
    const { dated, recordedAt, ...days } = filed!.communication
    expect({ dated, recordedAt: recordedAt.toString() }).toEqual({ dated: content.dated, recordedAt: NOW.toString() })
    expect([days.sentOn, days.receivedOn, days.tookEffectOn, days.tookEffectLatestOn].map(String)).toEqual([
      '1900-01-01',
      '2200-12-31',
      '2004-02-29',
      '2004-03-28',
    ])
    await closeDatabase(db)
  },
)

test.for(['Pacific/Kiritimati', 'America/New_York'])(
  'in %s, what a digest froze comes back: a slot that DST skips, a list of keys, bytes',
  async (timeZone) => {
    process.env.TZ = timeZone
    await using database = await freshDatabase()
    const db = openDatabase(database.connection)
    const { id: officerId } = await appendOfficer(db, { email: 'a@example.org', name: 'A', role: 'reader' })
    const schedule = { name: 'Pending', cron: '30 2 * * *', timeZone: 'Europe/Zurich', language: 'en' }
    const wishes = { query: { dossier: 'PRK-TC' }, onlyIfChanged: false, suppressIfEmpty: false }
    const { id } = await appendSubscription(db, { officerId, ...schedule, ...wishes, createdAt: NOW, nextSlotAt: NOW })
    const frozen = {
      subscriptionId: id,
      number: 1,
      slotAt: Temporal.Instant.from('2027-03-28T01:30:00Z'),
      slotLocal: Temporal.PlainDateTime.from('2027-03-28T02:30:00'),
      collapsedSlots: 0,
      asOf: day('2027-03-28'),
      plannedAt: NOW,
      balance: { opening: 1, changes: {}, closing: 1, byBracket: {} } as never,
      pendingIds: [1, Number.MAX_SAFE_INTEGER],
      state: 'planned' as const,
    }
    const mail = { sender: 's@example.org', recipient: 'a@example.org', subject: 'é', messageId: '<1@x>' }
    const message = Buffer.from([0, 13, 10, 255, 92, 39])
    await appendDigests(db, [{ ...frozen, ...mail, message }])
    const found = (await findDigest(db, id, 1))!
    expect(found.slotLocal.toString()).toBe('2027-03-28T02:30:00')
    expect(found.slotAt.toString()).toBe('2027-03-28T01:30:00Z')
    expect(found.asOf.toString()).toBe('2027-03-28')
    expect(found.pendingIds).toEqual(frozen.pendingIds)
    expect(Buffer.from(found.message!)).toEqual(message)
    await closeDatabase(db)
  },
)

test.for([
  [[]],
  [['']],
  [['fr', 'ko']],
  [['a,b', '"quoted"', 'back\\slash', '{}', 'NULL', ' ', '조선민주주의인민공화국']],
] as const)('a list of texts comes back as it went in: %j', async ([emails]) => {
  await using ledger = await freshLedger('nothing')
  const { db } = ledger
  const office = { reference: 'PRK-GVA', name: "'; drop table follow_ups; --", languages: [...emails] }
  await appendCounterpart(db, { ...office, emails: [...emails] })
  const found = await findCounterpart(db, 'PRK-GVA')
  expect(found).toMatchObject({ emails, languages: emails, name: office.name })
})
