import { expect, test } from 'vitest'
import type { DigestList } from '../../src/domain/digests/digest.ts'
import { commandThatOpens } from '../../src/mail/digest/commands.ts'
import { day } from '../support/ledgers/facts.ts'

const asOf = day('2026-11-24')

test.for<[string, DigestList]>([
  ['npx relance pending --as-of 2026-11-24', { kind: 'pending', query: {}, asOf }],
  [
    'npx relance pending --bracket overdue --as-of 2026-11-24',
    { kind: 'pending', query: {}, asOf, bracket: 'overdue' },
  ],
  [
    'npx relance pending --counterpart PRK-GVA --owner desk@ohchr.example --unread --as-of 2026-11-24',
    { kind: 'pending', query: { counterpart: 'PRK-GVA', owner: 'desk@ohchr.example', isUnread: true }, asOf },
  ],
  [
    "npx relance pending --desk 'Asia; rm -rf ~ $(id) '\\''x'\\''' --as-of 2026-11-24",
    { kind: 'pending', query: { desk: "Asia; rm -rf ~ $(id) 'x'", isUnread: false }, asOf },
  ],
  ['npx relance pending --desk=--help --as-of 2026-11-24', { kind: 'pending', query: { desk: '--help' }, asOf }],
  [
    'npx relance digest show 1/41 --change answered',
    { kind: 'change', subscription: 1, number: 41, change: 'answered' },
  ],
  ['npx relance digest show 1/40', { kind: 'issue', subscription: 1, number: 40 }],
  ['npx relance pending --dossier PRK-TC', { kind: 'dossier', reference: 'PRK-TC' }],
  ['npx relance duties show 3', { kind: 'duty', number: 3 }],
  ['npx relance show PRK-TC-2', { kind: 'follow_up', reference: 'PRK-TC-2' }],
])('%s', ([command, list]) => {
  expect(commandThatOpens(list)).toEqual({ command })
})
