import type { Command } from 'commander'
import type { CalendarEvent } from '../../domain/calendar-event.ts'
import { composeCalendar } from '../../documents/calendar-file.ts'
import { momentOf } from '../../use-cases/context.ts'
import type { House } from '../house.ts'
import { queryOf, withMoment, withQuery, type MomentOptions, type QueryOptions } from '../options.ts'
import { withOut, writeOut } from '../output.ts'

export function addCalendar(program: Command, house: House): void {
  const command = program.command('calendar').summary('write due days, promises and report duties as a calendar (ICS)')
  withOut(withMoment(withQuery(command)))
    .description(
      'Writes a calendar that any calendar program reads. For one that keeps up by itself, make an address of your own ' +
        'on the account page of the web desk.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  relance calendar --out relance.ics\n  relance calendar --counterpart PRK-GVA --move theirs > prk.ics',
    )
    .action(async ({ out, ...options }: QueryOptions & MomentOptions & { out?: string }) => {
      const query = queryOf(options)
      const render = (events: readonly CalendarEvent[]) =>
        composeCalendar({ view: null, events, baseUrl: house.baseUrl(), language: 'en' })
      const text = await house.withVerbs((verbs) => verbs.giveCalendar({ query, render }, momentOf(options, verbs)))
      await writeOut(house, out, text)
    })
}
