import type { CommunicationStory } from '../../../use-cases/stories/show-communication.ts'
import type { FollowUpStory } from '../../../use-cases/stories/show-follow-up.ts'
import { communicationPath } from '../dossier/filed.ts'
import { html, said, type Html } from '../html.ts'
import { catalogueOf } from '../../../language/catalogue.ts'

const words = catalogueOf('en')

/** Of a form about one communication: the way back, and what is done. */
export function headOf({ dossier, holds, reference }: CommunicationStory, heading: string): Html {
  const path = communicationPath(dossier.reference, holds.communication.number)
  return html`<header>
    <p class="soft">
      <a href="/dossiers/${dossier.reference}">${dossier.reference}</a> ${said(dossier.title)} ·
      <a href="${path}">${reference}</a>
    </p>
    <h1>${heading}</h1>
  </header>`
}

/** Of a form about one follow-up: the way back, what is done, and where it stands. */
export function headOfFollowUp({ followUp }: FollowUpStory, heading: string): Html {
  return html`<header>
    <p class="soft">
      <a class="reference" href="/follow-ups/${followUp.reference}">${followUp.reference}</a> ${said(followUp.title)}
    </p>
    <h1>${heading}</h1>
    <p>${words.stateInWords(followUp)}.</p>
  </header>`
}
