import type { Command } from 'commander'
import { parseReference } from '../../domain/text.ts'
import { documentInWords } from '../../documents/difference-words.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import { sentenceAsText } from '../../language/story-words.ts'
import { momentOf } from '../../use-cases/context.ts'
import type { IssuedDocument } from '../../use-cases/issued/list-issued.ts'
import type { House } from '../house.ts'
import { withMoment, withRows, type MomentOptions } from '../options.ts'
import { printRows, type RowOptions } from '../print.ts'
import type { Column } from '../table.ts'

const words = catalogueOf('en')
const LATEST = 200

export function addDocuments(program: Command, house: House): void {
  withRows(withMoment(program.command('documents').summary('list what was given out, to whom and when')))
    .argument('[dossier]', 'only what may show this one', (value: string) => parseReference(value, 'dossier'))
    .description(
      'Lists the latest 200 lists, exports, notes, statements, reminders, calendars and digests that left the house.\nrelance corrigendum tells which of them say otherwise than the record does now.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  relance documents\n  relance documents PRK-TC --json\n  relance documents --known-at 2026-11-24T12:00:00Z',
    )
    .action(async (dossier: string | undefined, options: RowOptions & MomentOptions) => {
      const { rows, timeZone } = await house.withVerbs(async (verbs) => ({
        rows: await verbs.listIssued({ dossier: dossier ?? null, limit: LATEST }, momentOf(options, verbs)),
        timeZone: verbs.timeZone,
      }))
      const empty =
        options.asOf || options.knownAt ? 'Nothing had been given out by then.' : 'Nothing was given out yet.'
      printRows(house, options, { rows, columns: columnsIn(timeZone), fields: (row) => row, empty })
    })
}

function columnsIn(timeZone: string): Column<IssuedDocument>[] {
  return [
    { heading: 'No.', cell: ({ number }) => String(number), align: 'right' },
    { heading: 'Document', cell: (issued) => sentenceAsText(documentInWords(issued)), shrinks: true },
    { heading: 'To', cell: ({ to }) => to.address, shrinks: true },
    { heading: 'Given', cell: ({ givenAt }) => words.formatInstant(givenAt.toZonedDateTimeISO(timeZone)) },
  ]
}
