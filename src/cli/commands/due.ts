import { Option, type Command } from 'commander'
import { parseFollowUpReference } from '../../domain/text.ts'
import { momentOf } from '../../use-cases/context.ts'
import { dueDaysAsMarkdown } from '../../documents/due-days-markdown.ts'
import { dueDaysInWords } from '../due-days.ts'
import type { House } from '../house.ts'
import { withMoment, type MomentOptions } from '../options.ts'
import { printJson } from '../print.ts'

type Options = MomentOptions & { json?: boolean; format: 'text' | 'md' }

export function addDue(program: Command, house: House): void {
  const command = program.command('due').summary('prove both due days of one follow-up, day by day')
  withMoment(command)
    .argument('<follow-up>', 'its reference, such as PRK-TC-2', (value) => parseFollowUpReference(value, 'follow-up'))
    .addOption(new Option('--json', 'print JSON').conflicts('format'))
    .addOption(new Option('--format <format>', 'text, or md for Markdown').choices(['text', 'md']).default('text'))
    .description(
      'Says how the day for a first reply and the day for an answer came about: the rule, the start, every day that ' +
        'was skipped with its cause and source, days that were stated, promised or granted, and what is not known.',
    )
    .addHelpText('after', '\nExamples:\n  relance due PRK-TC-2\n  relance due PRK-TC-1 --as-of 2004-12-22 --format md')
    .action(async (reference: string, { json, format, ...options }: Options) => {
      const { terminal, withVerbs } = house
      if (format === 'md') {
        const wanted = { followUp: reference, render: dueDaysAsMarkdown }
        return terminal.write(await withVerbs((verbs) => verbs.giveDueDays(wanted, momentOf(options, verbs))))
      }
      const proven = await withVerbs((verbs) => verbs.proveDueDays(reference, momentOf(options, verbs)))
      if (json) return printJson(terminal, proven)
      terminal.write(dueDaysInWords(proven, terminal))
    })
}
