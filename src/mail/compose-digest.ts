import type { Digest, DigestList } from '../domain/digest.ts'
import { catalogueOf, type Catalogue } from '../language/catalogue.ts'
import type { Opening } from './commands.ts'
import { composeBalance } from './digest-balance.ts'
import { renderHtml } from './digest-html.ts'
import { shown, type Page } from './digest-page.ts'
import { composeSections } from './digest-sections.ts'
import { renderText } from './digest-text.ts'

/** The subject has at most 200 characters; HTML and text say the same. */
export function composeDigest(
  digest: Digest,
  opens: (list: DigestList) => Opening,
  catalogue: Catalogue = catalogueOf('en'),
): { subject: string; html: string; text: string } {
  const page = composePage(digest, opens, catalogue)
  return {
    subject: `${page.name} ${page.number}: ${page.summary}`.slice(0, 200),
    html: renderHtml(page),
    text: renderText(page),
  }
}

function composePage(digest: Digest, opens: (list: DigestList) => Opening, catalogue: Catalogue): Page {
  const { digest: words, language, direction } = catalogue
  return {
    language,
    direction,
    name: words.name,
    number: words.number(digest.number),
    subscription: shown(digest.subscription.name),
    summary: words.summary(digest),
    particulars: particularsOf(digest, catalogue),
    notice: digest.collapsedSlots > 0 ? words.collapsed(digest.collapsedSlots) : null,
    balance: composeBalance(digest, opens, catalogue),
    sections: composeSections(digest, opens, catalogue),
    footer: [
      ...(digest.pending.some(({ answerDueOn }) => answerDueOn) ? [words.dueDaysExplained] : []),
      shown(words.sentTo(digest), 600),
      words.isAutomatic,
    ],
  }
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
