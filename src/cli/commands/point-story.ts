import type { Command } from 'commander'
import { showSafely } from '../../domain/visible.ts'
import { parseReference } from '../../domain/text.ts'
import { momentOf } from '../../use-cases/context.ts'
import type { PointStoryFields } from '../../use-cases/silence/point-fields.ts'
import type { House } from '../house.ts'
import { withMoment, type MomentOptions } from '../options.ts'
import { daysInWords, POINT_COLUMNS } from '../point-columns.ts'
import { printJson } from '../print.ts'
import { formatTable, type Column } from '../table.ts'

export function addPointStory(points: Command, house: House): void {
  withMoment(points.command('show').summary('everything that was attested of a point'))
    .argument('<point>', 'its reference', (value) => parseReference(value, 'point'))
    .option('--json', 'print JSON')
    .description('Shows a receiving point and every attestation of it, also those taken back.')
    .addHelpText(
      'after',
      '\nExamples:\n  relance points show TC-POUCH\n  relance points show TC-POUCH --as-of 2004-12-22',
    )
    .action(async (reference: string, options: MomentOptions & { json?: boolean }) => {
      const story = await house.withVerbs((verbs) => verbs.showReceivingPoint(reference, momentOf(options, verbs)))
      if (options.json) return printJson(house.terminal, story)
      house.terminal.write(storyInWords(story, house.terminal))
    })
}

function storyInWords(story: PointStoryFields, terminal: House['terminal']): string {
  const { declaredBy, sinceOn, retiredOn, retiredWhy, attestations } = story
  const retired = retiredOn ? ` Retired on ${retiredOn.toString()}: ${retiredWhy}` : ''
  return [
    formatTable(POINT_COLUMNS, [story], terminal),
    '',
    showSafely(`Declared by ${declaredBy}, since ${sinceOn.toString()}.${retired}`),
    '',
    attestations.length === 0
      ? `Nothing is attested yet. relance points attest ${story.reference} attests that it was read.`
      : formatTable(ATTESTATIONS, attestations, terminal),
    '',
  ].join('\n')
}

const ATTESTATIONS: readonly Column<PointStoryFields['attestations'][number]>[] = [
  { heading: 'No.', cell: ({ number }) => String(number), align: 'right' },
  { heading: 'Read', cell: daysInWords },
  { heading: 'Attested by', cell: ({ by }) => by, shrinks: true },
  { heading: 'At', cell: ({ at }) => at.toString({ smallestUnit: 'minute' }), isSpare: true },
  { heading: 'Remark', cell: ({ remark }) => remark ?? '', shrinks: true },
  {
    heading: 'Taken back',
    cell: ({ withdrawn }) => (withdrawn ? `by ${withdrawn.by}: ${withdrawn.why}` : ''),
    shrinks: true,
  },
]
