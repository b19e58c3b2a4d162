import { countOf, type Change } from '../../domain/digests/balance.ts'
import { BRACKETS } from '../../domain/standings/brackets.ts'
import type { Digest, DigestList } from '../../domain/digests/digest.ts'
import type { Catalogue } from '../../language/catalogue.ts'
import type { Opening } from './commands.ts'
import { shown, type Balance, type BalanceLine, type Piece } from './digest-page.ts'

type Opens = (list: DigestList) => Opening

const REFERENCES_SHOWN = 5

/** What moved the count, in the order in which it adds up; the changes of view only where there were any. */
const LINES: readonly { change: Change; sign: '+' | '−'; isRare?: true }[] = [
  { change: 'newly_asked', sign: '+' },
  { change: 'reopened', sign: '+' },
  { change: 'entered_view', sign: '+', isRare: true },
  { change: 'answered', sign: '−' },
  { change: 'declined', sign: '−' },
  { change: 'closed', sign: '−' },
  { change: 'left_view', sign: '−', isRare: true },
]

export function composeBalance(digest: Digest, opens: Opens, catalogue: Catalogue): Balance {
  const { digest: words } = catalogue
  const { balance, subscription, number, asOf } = digest
  const line = lineIn(catalogue)
  const changes = LINES.filter(({ change, isRare }) => !isRare || countOf(balance, change) > 0)
  return {
    heading: words.balance,
    lines: [
      line('', words.opening(digest.previousAt), balance.opening),
      ...changes.map(({ change, sign }) => ({
        ...line(sign, catalogue.changes[change], countOf(balance, change), () =>
          opens({ kind: 'change', subscription: subscription.number, number, change }),
        ),
        references: few(balance.changes[change], opens, catalogue),
      })),
      line('=', words.closing, balance.closing, () => opens({ kind: 'pending', query: subscription.query, asOf })),
    ],
    bracketsHeading: words.byBracket,
    brackets: BRACKETS.filter((bracket) => balance.byBracket[bracket] > 0).map((bracket) =>
      line('', catalogue.brackets[bracket], balance.byBracket[bracket], () =>
        opens({ kind: 'pending', query: subscription.query, asOf, bracket }),
      ),
    ),
  }
}

function lineIn({ formatNumber }: Catalogue) {
  return (sign: BalanceLine['sign'], label: string, count: number, open?: () => Opening): BalanceLine => ({
    sign,
    label,
    count: formatNumber(count),
    references: [],
    opening: count > 0 && open ? open() : null,
  })
}

/** "PRK-TC-1, PRK-TC-2 and 3 more", with each reference apart from the words between them. */
function few(references: readonly string[], opens: Opens, { formatList, digest }: Catalogue): Piece[] {
  if (references.length === 0) return []
  const first = references.slice(0, REFERENCES_SHOWN)
  const names = first.map((reference) => shown(reference, 50))
  const rest = references.length - first.length
  let between = rest > 0 ? `${names.join(', ')} ${digest.andMore(rest)}` : formatList(names)
  const pieces: Piece[] = []
  for (const [index, name] of names.entries()) {
    const at = between.indexOf(name)
    pieces.push({ words: between.slice(0, at), opening: null })
    pieces.push({ words: name, opening: opens({ kind: 'follow_up', reference: first[index]! }) })
    between = between.slice(at + name.length)
  }
  return [...pieces, { words: between, opening: null }].filter(({ words }) => words !== '')
}
