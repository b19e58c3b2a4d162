import type { Command } from 'commander'
import { Problem } from '../../domain/problem.ts'
import { parseLine, parseReference, parseText } from '../../domain/text.ts'
import type { House } from '../house.ts'
import { one } from '../options.ts'

export function addRetitle(program: Command, house: House): void {
  program
    .command('retitle')
    .summary('correct what a follow-up or a dossier is called')
    .description(
      'Corrects the title of a follow-up or a dossier. What is told as was known before keeps the title of then.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  relance retitle PRK-TC-2 "Proposal of cooperation" --why "As the record of the meeting has it"\n' +
        '  relance retitle PRK-TC "Technical cooperation" --why "Too long for a list"',
    )
    .argument('<reference>', 'of a follow-up or a dossier', (value) => parseReference(value, 'reference'))
    .argument('<title>', 'what it is to be called', (value) => parseLine(value, 'title', 500))
    .addOption(one('--why <text>', 'the reason', parseText))
    .action(async (of: string, title: string, { why }: { why?: string }) => {
      if (why === undefined) throw new Problem('usage', '--why: got nothing — expected the reason')
      await house.withVerbs((verbs) => verbs.retitle({ of, title, why }))
      house.terminal.write(`${of} is called ${title}.\n`)
    })
}
