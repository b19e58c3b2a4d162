import { expect, test } from 'vitest'
import type { PendingQuery } from '../../../src/domain/pending-query.ts'
import { enterCounterpart } from '../../../src/use-cases/counterparts/enter-counterpart.ts'
import { listPending } from '../../../src/use-cases/pending/list-pending.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { askOf, communicationOf, freshDesk, type Desk } from '../../support/ledgers/desk.ts'

const TC1 = 'PRK-TC-1'
const TC2 = 'PRK-TC-2'
const CHE = 'CHE-1'

/** Beside the sample, an ask of 20 November 2026 to another mission, which needs something from us; and a reply unread. */
async function deskWithAnotherMission(): Promise<Desk> {
  const desk = await freshDesk('the sample')
  const context = desk.on('2026-11-24')
  const office = { reference: 'CHE-GVA', name: 'Permanent Mission of Switzerland', country: 'CHE' }
  await enterCounterpart(context, { ...office, timeZone: null, emails: [], succeeds: null })
  const communication = communicationOf({ direction: 'sent', dated: '2026-11-20' })
  const ask = { dossier: 'CHE', dossierTitle: 'Visit', counterparts: ['CHE-GVA'], communication }
  await openFollowUps(context, askOf(ask))
  for (const [followUp, character] of [
    [CHE, 'clarification_requested'],
    [TC2, 'unread'],
  ] as const) {
    const entries = [{ followUp, bearing: 'replies' as const, character }]
    await recordCommunication(context, communicationOf({ receivedOn: '2026-11-23', entries }))
  }
  return desk
}

const FILTERED: readonly (readonly [query: PendingQuery, references: readonly string[]])[] = [
  [{}, [TC1, TC2, CHE]],
  [{ counterpart: 'CHE-GVA' }, [CHE]],
  [{ counterpart: 'FRA-GVA' }, []],
  [{ dossier: 'PRK-TC' }, [TC1, TC2]],
  [{ owner: 'Desk.Officer@example.org' }, [TC1, TC2]],
  [{ owner: 'amina@example.org' }, [CHE]],
  [{ desk: 'HR' }, []],
  [{ state: 'with_us' }, [CHE]],
  [{ state: 'closed' }, []],
  [{ move: 'ours' }, [TC2, CHE]],
  [{ bracket: 'long_overdue' }, [TC1, TC2]],
  [{ bracket: 'on_time' }, [CHE]],
  [{ isUnread: true }, [TC2]],
  [{ isUnread: false }, [TC1, TC2, CHE]],
  [{ dossier: 'PRK-TC', move: 'theirs' }, [TC1]],
]

test('each filter narrows the list, today as in its replay, and leaves the longest silence first', async () => {
  await using desk = await deskWithAnotherMission()
  const context = desk.on('2026-11-24')
  for (const [query, references] of FILTERED) {
    const listed = await listPending(context, query)
    const replayed = await listPending(context, query, { asOf: context.today, knownAt: context.now })
    for (const [from, followUps] of Object.entries({ columns: listed, facts: replayed })) {
      const found = followUps.map(({ reference }) => reference)
      expect({ query, from, references: found }).toEqual({ query, from, references })
    }
  }
})

test('how overdue an ask is stands beside its bracket, day by day', async () => {
  await using desk = await freshDesk('the sample')
  const bracketsOf = async (on: string) =>
    (await listPending(desk.on(on), {})).map(({ bracket, daysOverdue }) => `${bracket} ${daysOverdue}`)
  expect(await bracketsOf('2004-12-22')).toEqual(['long_overdue 442', 'overdue 60'])
  expect(await bracketsOf('2004-12-23')).toEqual(['long_overdue 443', 'long_overdue 61'])
  expect(await bracketsOf('2026-11-24')).toEqual(['long_overdue 8449', 'long_overdue 8067'])
})
