import { Hono } from 'hono'
import { parseChoice } from '../../../domain/choice.ts'
import { parseDay } from '../../../domain/dates/day.ts'
import { CLOSURE_REASONS, GRADES } from '../../../domain/correspondence/facts.ts'
import { parseLine, parseText } from '../../../domain/text.ts'
import { assessReply } from '../../../use-cases/correspondence/assess-reply.ts'
import { closeFollowUp, correctClosure, withdrawClosure } from '../../../use-cases/correspondence/close-follow-up.ts'
import { refuseBelow } from '../../../use-cases/permission.ts'
import { showFollowUp, type FollowUpStory } from '../../../use-cases/stories/show-follow-up.ts'
import { contextOf, type WebContext, type WebEnv } from '../../web.ts'
import { fill, optional, readFields, submit, type Filled, type Values } from '../form.ts'
import type { Html } from '../html.ts'
import { assessPage, repliesOf } from './assess-form.ts'
import { closePage, correctClosurePage, reopenPage } from './close-form.ts'
import { versionOf } from './correct-pages.ts'

interface Form {
  verb: string
  page: (c: WebContext, story: FollowUpStory, filled: Filled) => Html
  usual: (c: WebContext, story: FollowUpStory) => Values
  act: (c: WebContext, followUp: string, values: Values) => Promise<unknown>
}

const CLOSURE = {
  reason: (value: unknown, field: string) => parseChoice(value, field, CLOSURE_REASONS),
  on: (value: unknown, field: string) => parseDay(value ?? '', field),
  remark: optional(parseText),
}
const wantedText = (value: unknown, field: string) => parseText(value ?? '', field)

const FORMS: readonly Form[] = [
  {
    verb: 'close',
    page: closePage,
    usual: (c) => ({ on: contextOf(c).today.toString() }),
    act: (c, followUp, values) => {
      const { on, ...told } = readFields(values, CLOSURE)
      return closeFollowUp(contextOf(c), { followUp, closedOn: on, ...told }, versionOf(values))
    },
  },
  {
    verb: 'correct-closure',
    page: correctClosurePage,
    usual: (_c, { closures }) => {
      const { closedOn = '', reason = '', remark = '' } = closures.at(-1)?.closure ?? {}
      return { on: String(closedOn), reason, remark: remark ?? '' }
    },
    act: (c, followUp, values) => {
      const { on, why, ...told } = readFields(values, { ...CLOSURE, why: wantedText })
      const correction = { followUp, why, change: { ...told, closedOn: on } }
      return correctClosure(contextOf(c), correction, versionOf(values))
    },
  },
  {
    verb: 'reopen',
    page: reopenPage,
    usual: () => ({}),
    act: (c, followUp, values) => {
      const { why } = readFields(values, { why: wantedText })
      return withdrawClosure(contextOf(c), { followUp, why }, versionOf(values))
    },
  },
  {
    verb: 'assess',
    page: assessPage,
    usual: (_c, story) => ({ communication: `${story.followUp.dossier}/${repliesOf(story)[0]?.communication.number}` }),
    act: (c, followUp, values) => {
      const opinion = readFields(values, {
        communication: (value, field) => parseLine(value ?? '', field),
        grade: (value, field) => parseChoice(value, field, GRADES),
        reason: wantedText,
      })
      return assessReply(contextOf(c), { followUp, ...opinion })
    },
  },
]

/** How a follow-up ends, begins again, and what we think of a reply to it. */
export function endingPages(): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  for (const { verb, page, usual, act } of FORMS) {
    app.get(`/follow-ups/:ref/${verb}`, async (c) => {
      const story = await wanted(c, c.req.param('ref'))
      return c.html(page(c, story, fill(usual(c, story))))
    })
    app.post(`/follow-ups/:ref/${verb}`, async (c) => {
      const story = await wanted(c, c.req.param('ref'))
      const { reference } = story.followUp
      return submit(
        c,
        async (values) => {
          await act(c, reference, values)
          return c.redirect(`/follow-ups/${reference}`, 303)
        },
        (filled) => page(c, story, filled),
      )
    })
  }
  return app
}

function wanted(c: WebContext, reference: string): Promise<FollowUpStory> {
  const context = contextOf(c)
  refuseBelow('officer', context)
  return showFollowUp(context, reference.toUpperCase())
}
