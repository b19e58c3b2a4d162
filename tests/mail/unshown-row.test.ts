import { expect, test } from 'vitest'
import type { FollowUpOnDay } from '../../src/domain/standings/follow-up.ts'
import { parseConfig } from '../../src/config.ts'
import { commandThatOpens } from '../../src/mail/digest/commands.ts'
import { composeDigest } from '../../src/mail/digest/compose-digest.ts'
import { postOf } from '../../src/post.ts'
import { excerptOf, letterOn, proposalOn, sampleDigest } from './sample-digest.ts'
import { day } from '../support/ledgers/facts.ts'

const AS_OF = '2026-11-24'

/** One whose words cannot be found: no column of ours holds such a thing, and if one did. */
const poison: FollowUpOnDay = { ...letterOn(AS_OF), title: null as never }

const poisoned = sampleDigest({
  pending: [poison, proposalOn(AS_OF)],
  yourMove: excerptOf([{ followUp: poison, because: 'unread' as const }]),
  newlyFlagged: excerptOf([{ followUp: poison, kind: 'overdue' as const, crossedOn: day(AS_OF) }]),
})

test('a row that cannot be put into words is named and says so, and the others are shown as ever', () => {
  const unshown: string[] = []
  const composed = composeDigest(poisoned, commandThatOpens, { onUnshown: (reference) => unshown.push(reference) })
  for (const said of [composed.text, composed.html]) {
    expect(said.match(/This one could not be shown\. Open it to read it\./g)).toHaveLength(3)
    expect(said).toContain('PRK-TC-1')
    expect(said).toContain('Proposal to explore technical cooperation')
  }
  expect(unshown).toEqual(['PRK-TC-1'])
})

test('whoever runs the service is told which row of which digest, once, and not what stands in it', async () => {
  const told: unknown[] = []
  const post = postOf(
    parseConfig({}, () => '', '/nowhere'),
    (row) => told.push(row),
  )
  const series = { installation: 'x', language: 'en', sentMessageIds: [], unsubscribeToken: 'y', adoptions: 0 }
  await post.compose(poisoned, series)
  expect(told).toEqual([{ subscription: 1, number: 41, reference: 'PRK-TC-1' }])
})
