import { Hono } from 'hono'
import { parseDay } from '../../../domain/dates/day.ts'
import { parseMailAddress } from '../../../domain/mail-address.ts'
import { Problem } from '../../../domain/problem.ts'
import { parseLine, parseReference } from '../../../domain/text.ts'
import { listChoices } from '../../../use-cases/pending/list-choices.ts'
import { openFollowUps } from '../../../use-cases/correspondence/open-follow-ups.ts'
import { refuseBelow } from '../../../use-cases/permission.ts'
import { naming } from '../../naming.ts'
import { contextOf, type WebEnv } from '../../web.ts'
import { fill, optional, readFields, submit } from '../form.ts'
import { CONTENT_PARSERS, contentOf, FIELD_NAMES } from './communication-fields.ts'
import { officesNamed } from './offices-named.ts'
import { openPage } from './open-form.ts'

const MOST_LINES = 50

const PARSERS = {
  dossier: (value: string | undefined, field: string) => parseReference(value ?? '', field),
  'dossier-title': optional((value, field) => parseLine(value, field, 500)),
  titles: linesOf((line, field) => parseLine(line, field, 200)),
  until: optional(parseDay),
  owner: optional(parseMailAddress),
  desk: optional(parseReference),
  policy: optional(parseReference),
}

export function openPages(): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get('/open', async (c) => {
    const context = contextOf(c)
    refuseBelow('officer', context)
    const values = {
      dossier: c.req.query('dossier') ?? '',
      counterparts: c.req.query('counterpart') ?? '',
      direction: 'sent',
      channel: 'letter',
      on: context.today.toString(),
      owner: context.officer.email,
    }
    return c.html(openPage(c, await listChoices(context), fill(values)))
  })

  app.post('/open', (c) => {
    const context = contextOf(c)
    refuseBelow('officer', context)
    return submit(
      c,
      async (values) => {
        const offices = (await listChoices(context)).counterparts
        const { titles, counterparts, dossier, owner, desk, policy, until, ...read } = readFields(values, {
          ...PARSERS,
          ...CONTENT_PARSERS,
          counterparts: (value: string | undefined, field: string) => officesNamed(value, field, offices),
        })
        const { 'dossier-title': dossierTitle, ...content } = read
        const asked = {
          dossier,
          dossierTitle,
          owner,
          desk,
          policy,
          titles,
          counterparts,
          isConfidential: values['confidential'] === 'yes',
          untilOn: until,
          communication: contentOf(content),
        }
        const { reference } = await naming(FIELD_NAMES, () => openFollowUps(context, asked))
        return c.redirect(`/dossiers/${reference.replace('/', '/communications/')}?done=recorded`, 303)
      },
      async (filled) => openPage(c, await listChoices(context), filled),
    )
  })

  return app
}

function linesOf(parse: (line: string, field: string) => string) {
  return (value: string | undefined, field: string): string[] => {
    const lines = (value ?? '').split('\n').filter((line) => line.trim() !== '')
    if (lines.length === 0)
      throw new Problem('invalid', `${field}: got nothing — expected one at least, each on its line`)
    if (lines.length > MOST_LINES)
      throw new Problem('too_large', `${field}: got ${lines.length} lines — expected at most ${MOST_LINES}`)
    return lines.map((line) => parse(line.trimEnd(), field))
  }
}
