import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { composeCalendar } from '../../../src/documents/calendar-file.ts'
import { closeFollowUp } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { enterReportDuty } from '../../../src/use-cases/mandates/enter-mandate.ts'
import { listCalendar } from '../../../src/use-cases/pending/list-calendar.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { readCalendar } from '../../support/readers/calendar.ts'
import { askOf, day, freshDesk } from '../../support/ledgers/desk.ts'

const PYTHON = '/usr/bin/python3'
/** Debian's python3-icalendar and python3-vobject: each reads the file and tells what it found. */
const READERS = {
  icalendar: `
import icalendar, json, sys
events = icalendar.Calendar.from_ical(sys.stdin.buffer.read()).walk("VEVENT")
print(json.dumps([[str(e["UID"]), int(e["SEQUENCE"]), e["DTSTART"].dt.isoformat(), e["DTEND"].dt.isoformat(),
  str(e["SUMMARY"]), str(e["DESCRIPTION"]), str(e["STATUS"])] for e in events]))`,
  vobject: `
import vobject, json, sys
events = vobject.readOne(sys.stdin.buffer.read().decode("utf-8")).vevent_list
print(json.dumps([[e.uid.value, int(e.sequence.value), e.dtstart.value.isoformat(), e.dtend.value.isoformat(),
  e.summary.value, e.description.value, e.status.value] for e in events]))`,
} as const

const TOLD = ['uid', 'sequence', 'from', 'to', 'summary', 'description', 'status'] as const

const TITLES = [
  // Not a backslash before an n, which icalendar 4 takes for the end of a line.
  String.raw`a;b,c\d: "e" END:VEVENT`,
  'زيارة المفوض السامي لحقوق الإنسان إلى البلد، بدعوة من الحكومة',
  '人権高等弁務官の訪問に関する要請：技術協力の方法を模索するための提案について',
  '👩‍👩‍👧'.repeat(20),
]

async function fileOfNastyTitles(): Promise<string> {
  await using desk = await freshDesk('the sample')
  const context = desk.on('2026-11-24')
  await openFollowUps(context, askOf({ titles: TITLES }))
  const duty = { dossier: 'PRK-TC', document: null, paragraph: null, session: 'sixty-second; session' }
  await enterReportDuty(context, { ...duty, body: 'Commission, on Human Rights', dueOn: day('2027-03-14') })
  const closing = { followUp: 'PRK-TC-1', reason: 'lapsed', closedOn: day('2026-11-25'), remark: null } as const
  await closeFollowUp(desk.on('2026-11-25'), closing)
  const events = await listCalendar(desk.on('2026-11-25'), {})
  return composeCalendar({ view: 'a, b', events, baseUrl: 'https://relance.example.org', language: 'en' })
}

test.for(Object.keys(READERS) as (keyof typeof READERS)[])(
  '%s finds the same appointments in a calendar as ical.js does',
  async (reader, { skip }) => {
    const isThere = await promisify(execFile)(PYTHON, ['-c', `import ${reader}`]).then(
      () => true,
      () => false,
    )
    skip(!isThere, `python3-${reader} is not installed`)
    const file = await fileOfNastyTitles()
    const child = promisify(execFile)(PYTHON, ['-c', READERS[reader]], { env: { PYTHONIOENCODING: 'utf-8' } })
    child.child.stdin!.end(file)
    const { appointments } = readCalendar(file)
    expect(JSON.parse((await child).stdout)).toEqual(appointments.map((one) => TOLD.map((field) => one[field])))
    expect(appointments.map(({ status }) => status).toSorted()).toEqual(['CANCELLED', ...Array(6).fill('CONFIRMED')])
  },
)
