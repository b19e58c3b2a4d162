import type { Command } from 'commander'
import { parseChoice } from '../../domain/choice.ts'
import { GRADES, type Grade } from '../../domain/correspondence/facts.ts'
import { Problem } from '../../domain/problem.ts'
import { parseFollowUpReference, parseLine, parseText } from '../../domain/text.ts'
import type { House } from '../house.ts'
import { one } from '../options.ts'

export function addAssess(program: Command, house: House): void {
  program
    .command('assess')
    .summary('record our opinion of a reply, A to E')
    .argument('<follow-up>', 'its reference, such as PRK-TC-2', (value) => parseFollowUpReference(value, 'follow-up'))
    .argument('<communication>', 'the reply, such as PRK-TC/6', (value) =>
      parseLine(value, 'communication').toUpperCase(),
    )
    .argument('<grade>', 'A largely satisfactory, B partly, C not, D no cooperation, E contrary', (value) =>
      parseChoice(value, 'grade', GRADES),
    )
    .addOption(one('--reason <text>', 'why', parseText))
    .description('Records an assessment. It changes no standing; the last one holds and the earlier ones stay.')
    .addHelpText(
      'after',
      '\nExample:\n  relance assess PRK-TC-2 PRK-TC/6 C --reason "Courteous, but nothing on the proposal"',
    )
    .action(async (followUp: string, communication: string, grade: Grade, { reason }: { reason?: string }) => {
      if (!reason) throw new Problem('usage', '--reason: got nothing — expected why the reply is assessed so')
      await house.withVerbs((verbs) => verbs.assessReply({ followUp, communication, grade, reason }))
      house.terminal.write(`Assessed ${communication} as ${grade} for ${followUp}.\n`)
    })
}
