import type { Span } from '../domain/silence/receiving-points.ts'
import { catalogueOf } from '../language/catalogue.ts'
import type { PointOnDay } from '../use-cases/silence/list-receiving-points.ts'
import type { Column } from './table.ts'

const words = catalogueOf('en')

export const POINT_COLUMNS: readonly Column<PointOnDay>[] = [
  { heading: 'Point', cell: ({ reference }) => reference },
  { heading: 'Name', cell: ({ name }) => name, shrinks: true },
  { heading: 'Desk', cell: ({ desk }) => desk, isSpare: true },
  {
    heading: 'By it come in',
    cell: ({ channels }) => words.formatList(channels.map((channel) => words.channels[channel])),
    shrinks: true,
  },
  {
    heading: 'Read through',
    cell: ({ readThroughOn, isStale, retiredOn }) =>
      `${readThroughOn?.toString() ?? 'never'}${isStale ? ', stale' : ''}${retiredOn ? `, retired ${retiredOn.toString()}` : ''}`,
    style: ({ isStale }) => (isStale ? 'yellow' : undefined),
  },
  { heading: 'Not read', cell: ({ unread }) => unread.map(daysInWords).join(', ') || '—' },
]

export function daysInWords({ from, through }: Span): string {
  return from.equals(through) ? from.toString() : `${from.toString()} to ${through.toString()}`
}
