import { Hono } from 'hono'
import { daysBetween } from '../../domain/dates/day.ts'
import { Problem } from '../../domain/problem.ts'
import { parseVagueDate } from '../../domain/dates/vague-date.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import { mistakeOf } from '../answer-problem.ts'
import { contextOf, type WebEnv } from '../web.ts'

const words = catalogueOf('en')

/** How a date that is being typed will be understood, in words. */
export function datesPage(): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/dates', (c) => {
    try {
      const date = parseVagueDate(c.req.query('date'), 'date')
      const { today } = contextOf(c)
      const isExact = date.isExact && date.earliest
      const ago = isExact ? daysBetween(date.earliest!, today) : 0
      return c.text(`${words.story.vagueDate(date)}${ago > 0 ? `, ${words.agoInWords(ago, false)}` : ''}`)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return c.text(mistakeOf(error.message).message)
    }
  })
  return app
}
