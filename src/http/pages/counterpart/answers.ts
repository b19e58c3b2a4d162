import { CLOCKS } from '../../../domain/standings/response-times.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { CounterpartResponses, Response } from '../../../use-cases/counterparts/measure-responses.ts'
import type { CurveMark } from '../../charts/survival-curves.ts'
import { survivalChart, type Told } from '../../charts/survival.ts'
import type { WebContext } from '../../web.ts'
import { html, type Html } from '../html.ts'
import { asksInWords, CLOCK_WORDS, selectionInWords } from './clock-words.ts'
import { clockSection, medianInWords } from './clock-section.ts'
import { listPath, selected, type Selection } from './selection.ts'

const words = catalogueOf('en')

const FEW = 5

/** How it answers: as a picture, and as tables that say the same. */
export function answersSection(c: WebContext, reference: string, responses: CounterpartResponses): Html | '' {
  if (responses.asks === 0) return ''
  const isMeasured = CLOCKS.some((clock) => responses[clock].measured.length > 0)
  return html`<section aria-labelledby="answers">
    <h2 id="answers">How it answers</h2>
    ${fewNotice(responses)} ${isMeasured ? pictureOf(c, reference, responses) : ''}
    <div class="clocks counterpart-clocks">
      ${CLOCKS.map((clock) => clockSection(c, reference, { responses, clock }))}
    </div>
    <p class="soft explained">
      The share is estimated after Kaplan and Meier: what is still open counts as open for as long as it was watched,
      and is neither dropped nor taken for answered. Not watched so long is what was asked too short a time ago, or was
      closed before. A courtesy is a first reply and never an answer. In the picture, days lie closer together the
      longer it takes.
    </p>
  </section>`
}

function fewNotice({ asks, followUps }: CounterpartResponses): Html {
  const again = asks - followUps.length
  const put =
    again > 0 ? `, ${words.formatCount(again, { one: 'one', other: '#' })} of them put again after an end` : ''
  if (asks >= FEW) return html`<p>This rests on ${asksInWords(asks)}${put}.</p>`
  return html`<p class="notice">
    This rests on ${asksInWords(asks)} only${put}: too few to tell a habit from chance. Read
    ${asks === 1 ? 'it as one story' : 'them one by one'}.
  </p>`
}

function pictureOf(c: WebContext, reference: string, responses: CounterpartResponses): Html {
  const curves: Told[] = CLOCKS.map((clock) => ({
    ...responses[clock],
    name: clock,
    open: CLOCK_WORDS[clock].lacking,
    mark: ({ from, to }: CurveMark, kind) => {
      const selection: Selection = { clock, which: `${kind}-within`, from, to }
      const title = titleOf(selection, selected(responses[clock], selection))
      return { title, href: listPath(c, reference, selection) }
    },
  }))
  const description = `${CLOCKS.map((clock) => medianInWords(clock, responses[clock])).join(' ')} The tables below say the same.`
  return survivalChart({ curves, title: `How long asks of ${reference} stay open`, description })
}

function titleOf(selection: Selection, meant: readonly Response[]): string {
  const references = meant.map(({ followUp }) => followUp.reference)
  const named = references.length > 4 ? [...references.slice(0, 3), `${references.length - 3} more`] : references
  return `${selectionInWords(selection, meant.length)}: ${words.formatList(named)}`
}
