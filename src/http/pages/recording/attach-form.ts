import type { CommunicationStory } from '../../../use-cases/stories/show-communication.ts'
import type { WebContext } from '../../web.ts'
import { attachmentsOf } from '../dossier/filed.ts'
import { summaryOf, type Filled } from '../form.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { headOf } from './head.ts'

export function attachPage(c: WebContext, story: CommunicationStory, filled: Filled): Html {
  return layout(c, {
    title: `Attach to ${story.reference}`,
    within: '/dossiers',
    body: html`${headOf(story, `Attach a file to ${story.reference}`)}
      ${attachmentsOf(story.dossier.reference, story.attachments)}
      <form method="post" class="narrow" enctype="multipart/form-data">
        ${summaryOf(filled)}
        <div class="field">
          <label for="files">Files</label>
          <p class="hint" id="files-hint">
            25 MiB in all. What is attached stays, as the communication does; the same file twice is kept once.
          </p>
          <input type="file" id="files" name="files" multiple required aria-describedby="files-hint" />
        </div>
        <button type="submit">Attach</button>
      </form>`,
  })
}
