import { expect, test } from 'vitest'
import { isMeantBy } from '../../src/domain/pending-query.ts'
import { followUp } from '../support/facts.ts'

const letter = followUp('PRK-TC-1', 'holding', { unreadReplies: 1 })

test.for([
  [{}, 'a query that names nothing means every follow-up'],
  [{ state: 'holding' }, 'its state'],
  [{ move: 'theirs' }, 'whose move it is'],
  [{ bracket: 'long_overdue' }, 'its bracket'],
  [{ isUnread: true }, 'that a reply is unread'],
  [{ isUnread: false }, 'not caring whether a reply is unread'],
  [{ state: 'holding', move: 'theirs', bracket: 'long_overdue', isUnread: true }, 'all of them at once'],
  [{ counterpart: 'FRA-GVA', dossier: 'FRA-X', owner: 'a@b.org', desk: 'europe' }, 'what the store looks up itself'],
] as const)('%j means the letter: %s', ([query]) => {
  expect(isMeantBy(query, letter)).toBe(true)
})

test.for([
  [{ state: 'partial' }],
  [{ move: 'ours' }],
  [{ bracket: 'overdue' }],
  [{ state: 'holding', move: 'ours' }],
  [{ state: 'holding', bracket: 'on_time' }],
] as const)('%j does not mean the letter', ([query]) => {
  expect(isMeantBy(query, letter)).toBe(false)
})

test('a follow-up whose replies were all read is not meant by a query for unread ones', () => {
  expect(isMeantBy({ isUnread: true }, followUp('PRK-TC-1', 'holding'))).toBe(false)
  expect(isMeantBy({ isUnread: false }, followUp('PRK-TC-1', 'holding'))).toBe(true)
})
