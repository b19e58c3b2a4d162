import { Hono } from 'hono'
import { correctCommunication } from '../../../use-cases/correspondence/correct-communication.ts'
import { refuseBelow } from '../../../use-cases/permission.ts'
import { showCommunication } from '../../../use-cases/stories/show-communication.ts'
import { Problem } from '../../../domain/problem.ts'
import { naming } from '../../naming.ts'
import { readNumber } from '../../read-number.ts'
import { contextOf, type WebContext, type WebEnv } from '../../web.ts'
import { fill, submit, type Values } from '../form.ts'
import { communicationPath } from '../dossier/filed.ts'
import { characterName, correctPage, recordedValues, untilName } from './correct-form.ts'
import { readCorrection } from './read-correction.ts'

export function correctPages(): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const path = '/dossiers/:ref/communications/:n/correct'

  app.get(path, async (c) => {
    const story = await wanted(c, c.req.param('ref'), c.req.param('n'))
    return c.html(correctPage(c, story, fill(recordedValues(story.holds))))
  })

  app.post(path, async (c) => {
    const story = await wanted(c, c.req.param('ref'), c.req.param('n'))
    const { holds, reference, dossier } = story
    return submit(
      c,
      async (values) => {
        const correction = readCorrection(values, reference, holds)
        await naming(entryNames(story.holds.entries), () =>
          correctCommunication(contextOf(c), correction, versionOf(values)),
        )
        return c.redirect(`${communicationPath(dossier.reference, holds.communication.number)}?done=corrected`, 303)
      },
      (filled) => correctPage(c, story, filled),
    )
  })

  return app
}

/** What may still be corrected, by whoever may. */
async function wanted(c: WebContext, dossier: string, n: string) {
  const context = contextOf(c)
  refuseBelow('officer', context)
  const story = await showCommunication(context, {
    dossier: dossier.toUpperCase(),
    number: readNumber(n, 'communication'),
  })
  if (story.isWithdrawn)
    throw new Problem('conflict', `${story.reference} was withdrawn, so there is nothing to correct`)
  return story
}

/** Of a form that was shown earlier; undefined takes whichever holds. */
export function versionOf({ version = '' }: Values): number | undefined {
  return /^\d{1,9}$/.test(version) ? Number(version) : undefined
}

function entryNames(entries: Parameters<typeof untilName>[0][]): Record<string, string> {
  const [only, ...more] = entries
  if (!only || more.length > 0) return {}
  return { character: characterName(only), until: untilName(only) }
}
