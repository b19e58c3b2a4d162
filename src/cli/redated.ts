import { catalogueOf } from '../language/catalogue.ts'
import type { HolidaysChanged } from '../use-cases/rules/change-holidays.ts'
import type { House } from './house.ts'
import { formatTable, type Column } from './table.ts'

const words = catalogueOf('en')

type Redated = HolidaysChanged['redated'][number]

/** Which due days moved. */
export function redatedInWords(redated: readonly Redated[], terminal: House['terminal']): string {
  if (redated.length === 0) return 'No due day moved.\n'
  const count = words.formatCount(redated.length, { one: '# due day moved', other: '# due days moved' })
  return `${count}:\n${formatTable(MOVED, redated, terminal)}\n`
}

const MOVED: readonly Column<Redated>[] = [
  { heading: 'Follow-up', cell: ({ reference }) => reference },
  { heading: 'Clock', cell: ({ clock }) => (clock === 'answer' ? 'answer' : 'first reply') },
  { heading: 'Was due', cell: ({ wasOn }) => wasOn.toString() },
  { heading: 'Is due', cell: ({ isOn }) => isOn.toString() },
]
