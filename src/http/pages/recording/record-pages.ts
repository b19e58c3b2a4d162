import { Hono } from 'hono'
import { parseChoice } from '../../../domain/choice.ts'
import { CHANNELS } from '../../../domain/correspondence/facts.ts'
import { parseFollowUpReference } from '../../../domain/text.ts'
import { refuseBelow } from '../../../use-cases/permission.ts'
import { recordCommunication } from '../../../use-cases/correspondence/record-communication.ts'
import { showDossier } from '../../../use-cases/stories/show-dossier.ts'
import { showFollowUp } from '../../../use-cases/stories/show-follow-up.ts'
import { naming } from '../../naming.ts'
import { readFiles } from '../../files.ts'
import { contextOf, type WebEnv } from '../../web.ts'
import { fill, submit } from '../form.ts'
import { FIELD_NAMES, readContent } from './communication-fields.ts'
import { entryNames, readEntries } from './entry-rows.ts'
import { recordPage, usualValues } from './record-form.ts'

export function recordPages(): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get('/dossiers/:ref/record', async (c) => {
    const context = contextOf(c)
    refuseBelow('officer', context)
    const story = await showDossier(context, c.req.param('ref').toUpperCase())
    const meant = c.req.queries('follow-up') ?? []
    const channel = c.req.query('channel')
    const values = usualValues({
      followUps: meant.map((followUp) => parseFollowUpReference(followUp, 'follow-up')),
      bearing: c.req.query('bearing') ?? null,
      channel: channel === undefined ? null : parseChoice(channel, 'channel', CHANNELS),
      today: context.today.toString(),
    })
    return c.html(recordPage(c, story, fill(values)))
  })

  app.post('/dossiers/:ref/record', async (c) => {
    const context = contextOf(c)
    refuseBelow('officer', context)
    const story = await showDossier(context, c.req.param('ref').toUpperCase())
    return submit(
      c,
      async (values) => {
        const entries = readEntries(values, story.followUps)
        const told = { ...readContent(values), entries }
        const how = { isAgain: values['again'] === 'yes', files: await readFiles(c) }
        const { reference } = await naming({ ...FIELD_NAMES, ...entryNames(entries) }, () =>
          recordCommunication(context, told, how),
        )
        return c.redirect(`/dossiers/${reference.replace('/', '/communications/')}?done=recorded`, 303)
      },
      (filled) => recordPage(c, story, filled),
    )
  })

  app.get('/follow-ups/:ref/remind', async (c) => {
    const { followUp } = await showFollowUp(contextOf(c), c.req.param('ref').toUpperCase())
    return c.redirect(`/dossiers/${followUp.dossier}/record?follow-up=${followUp.reference}&bearing=reminds`, 303)
  })

  return app
}
