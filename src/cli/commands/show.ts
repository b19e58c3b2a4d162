import type { Command } from 'commander'
import { parseFollowUpReference } from '../../domain/text.ts'
import { momentOf } from '../../use-cases/context.ts'
import type { House } from '../house.ts'
import { withMoment, type MomentOptions } from '../options.ts'
import { printJson } from '../print.ts'
import { storyInWords } from '../story.ts'

export function addShow(program: Command, house: House): void {
  const command = program.command('show').summary('tell the story of one follow-up, with its sources')
  withMoment(command)
    .argument('<follow-up>', 'its reference, such as PRK-TC-2', (value) => parseFollowUpReference(value, 'follow-up'))
    .option('--json', 'print JSON')
    .description('Tells what was asked, when, of whom, what came back, and what is still pending.')
    .addHelpText('after', '\nExamples:\n  relance show PRK-TC-2\n  relance show PRK-TC-1 --as-of 2003-12-20')
    .action(async (reference: string, options: MomentOptions & { json?: boolean }) => {
      const { story, asOf } = await house.withVerbs(async (verbs) => {
        const moment = momentOf(options, verbs)
        return { story: await verbs.showFollowUp(reference, moment), asOf: moment?.asOf ?? verbs.today }
      })
      if (options.json) return printJson(house.terminal, story)
      house.terminal.write(storyInWords(story, asOf, house.terminal))
    })
}
