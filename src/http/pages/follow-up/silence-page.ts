import type { Impediment } from '../../../domain/silence/silence-impediments.ts'
import type { Silence, SilenceFinding } from '../../../domain/silence/silence.ts'
import { blocksOnPage } from '../../../documents/page.ts'
import { silenceContent } from '../../../documents/silence-content.ts'
import { SILENCE_FORMATS } from '../../../documents/silence-file.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import { may } from '../../../use-cases/permission.ts'
import { contextOf, dayShown, type WebContext } from '../../web.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'

const words = catalogueOf('en')

/** That no further response came, or what stands against saying so. */
export function silencePage(c: WebContext, reference: string, finding: SilenceFinding): Html {
  return layout(c, {
    title: `Silence of ${reference}`,
    within: '/dossiers',
    body: html`<p>
        <a class="reference" href="${withMoment(c, `/follow-ups/${reference}`)}">${reference}</a>
      </p>
      ${'statement' in finding ? stated(c, reference, finding.statement) : refused(c, reference, finding.impediments)}`,
  })
}

function stated(c: WebContext, reference: string, silence: Silence): Html {
  const path = (format: string) => withMoment(c, `/follow-ups/${reference}/silence/${format}`)
  return html`<article class="statement">${blocksOnPage(silenceContent(silence, 'en').body)}</article>
    <p class="actions">
      ${SILENCE_FORMATS.map((format) => html`<a class="button quiet" href="${path(format)}">${NAMES[format]}</a> `)}
    </p>`
}

const NAMES = { md: 'As Markdown', html: 'As a page', docx: 'For Word' } as const

function refused(c: WebContext, reference: string, impediments: readonly Impediment[]): Html {
  return html`<h1>Not to be stated</h1>
    <p>
      That ${reference} had no further response as at ${words.formatDay(dayShown(c))} cannot be known. Against it
      stands:
    </p>
    <ul class="impediments">
      ${impediments.map((one) => html`<li>${one.says}. ${wayOut(c, one)}</li>`)}
    </ul>
    <p class="soft">
      A silence is stated only where every <a href="${withMoment(c, '/receiving-points')}">receiving point</a> of the
      desk was read on every day since their last word.
    </p>`
}

/** Of the past nothing is attested: that is done today. */
function wayOut(c: WebContext, { about, days, cure }: Impediment): Html | '' {
  if (!cure) return ''
  if (about?.includes('/')) {
    const [dossier, number] = about.split('/')
    return html`<a href="${withMoment(c, `/dossiers/${dossier}/communications/${number}`)}">Look at ${about}</a>`
  }
  if (!may('officer', contextOf(c).officer)) return ''
  if (!about || !days) return html`<a href="/receiving-points/declare">Declare a receiving point</a>`
  const { from, through } = days
  const path = `/receiving-points/${about}?from=${from.toString()}&through=${through.toString()}`
  return html`<a href="${path}">Attest it</a>`
}
