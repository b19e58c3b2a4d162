import { OTHERS_SHOWN, PENDING_SHOWN, type Digest, type DigestList } from '../../domain/digests/digest.ts'
import { catalogueOf, type Catalogue } from '../../language/catalogue.ts'
import type { Opening } from './commands.ts'
import { composeBalance } from './digest-balance.ts'
import { renderHtml } from './digest-html.ts'
import { shown, type Page } from './digest-page.ts'
import type { Writing } from './digest-rows.ts'
import { composeSections } from './digest-sections.ts'
import { renderText } from './digest-text.ts'

interface Composed {
  subject: string
  html: string
  text: string
}

/** Tried in turn until the mail is small enough. With titles of ordinary length the first is. */
const ROOMS = [
  { pending: PENDING_SHOWN, others: OTHERS_SHOWN },
  { pending: 25, others: 10 },
  { pending: 10, others: 5 },
]
const LEAST_ROOM = { pending: 3, others: 3 }

/** In base64, which adds two fifths with its line breaks, it and its headers stay within 256 KB. */
const MOST_BYTES = 180 * 1024

/** The subject has at most 200 characters, the mail 256 KB; HTML and text say the same. */
export function composeDigest(
  digest: Digest,
  opens: (list: DigestList) => Opening,
  { catalogue = catalogueOf('en'), leads, onUnshown }: Wishes = {},
): Composed {
  const unshown = new Set<string>()
  const writing = { digest, opens, catalogue, onUnshown: (reference: string) => void unshown.add(reference) }
  const compose = (room: Writing['room']) => render(composePage({ ...writing, room }, leads))
  const composed = ROOMS.values().map(compose).find(isSmall) ?? compose(LEAST_ROOM)
  for (const reference of unshown) onUnshown?.(reference)
  return composed
}

/** The HTML is ASCII. */
function isSmall({ html, text }: Composed): boolean {
  return html.length + Buffer.byteLength(text) <= MOST_BYTES
}

function render(page: Page): Composed {
  return {
    subject: `${page.name} ${page.number}: ${page.summary}`.slice(0, 200),
    html: renderHtml(page),
    text: renderText(page),
  }
}

interface Wishes {
  catalogue?: Catalogue
  leads?: Leads
  /** Told, once each, of the rows that could not be put into words. */
  onUnshown?: ((reference: string) => void) | undefined
}

/** Addresses where the reader changes the subscription, and where they end it. */
interface Leads {
  change: string
  unsubscribe: string
}

function composePage(writing: Writing, leads: Leads | undefined): Page {
  const { digest, opens, catalogue } = writing
  const { digest: words, language, direction } = catalogue
  return {
    language,
    direction,
    name: words.name,
    number: words.number(digest.number),
    subscription: shown(digest.subscription.name),
    summary: words.summary(digest),
    particulars: particularsOf(digest, catalogue),
    notice: noticeOf(digest, words),
    balance: composeBalance(digest, opens, catalogue),
    sections: composeSections(writing),
    footer: [
      ...(digest.pending.some(({ answerDueOn }) => answerDueOn) ? [words.dueDaysExplained] : []),
      shown(words.sentTo(digest), 600),
      words.isAutomatic,
      ...(digest.anchor === undefined ? [] : [words.witnessed(digest.anchor)]),
    ],
    leads: leads
      ? [
          { says: words.toChange, opening: { url: leads.change } },
          { says: words.toUnsubscribe, opening: { url: leads.unsubscribe } },
        ]
      : [],
  }
}

/** What the reader should know before the numbers. */
function noticeOf({ collapsedSlots, corrected = [] }: Digest, words: Catalogue['digest']): string | null {
  const lines = [
    ...(collapsedSlots > 0 ? [words.collapsed(collapsedSlots)] : []),
    ...corrected.map(({ reference, issue, why }) => words.corrected(issue, shown(reference, 50), shown(why))),
  ]
  return lines.length > 0 ? lines.join(' ') : null
}

function particularsOf(digest: Digest, { digest: words, formatDay, formatWindow, queryInWords }: Catalogue) {
  const { asOf, previousAt, plannedAt, nextAt, tell, subscription } = digest
  const covers = previousAt ? formatWindow(previousAt, plannedAt) : words.coversFromTheStart(plannedAt)
  return [
    { term: words.asOf, says: formatDay(asOf) },
    { term: words.covers, says: covers },
    { term: words.list, says: shown(queryInWords(subscription.query), 300) },
    { term: words.nextIssue, says: shown(words.next(nextAt, tell), 400) },
  ]
}
