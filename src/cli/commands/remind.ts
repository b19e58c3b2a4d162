import type { Command } from 'commander'
import { parseFollowUpReference } from '../../domain/text.ts'
import { contentOf, withCommunication, type CommunicationOptions } from '../communication-options.ts'
import type { House } from '../house.ts'
import { tell } from '../told.ts'

type RemindOptions = CommunicationOptions & { again?: boolean; json?: boolean }

export function addRemind(program: Command, house: House): void {
  const command = program.command('remind').summary('record a reminder that we sent')
  withCommunication(command)
    .argument('<follow-up...>', 'the asks it reminds of, of one dossier', parseSeveral)
    .option('--again', 'record it though the same is recorded already')
    .option('--json', 'print JSON')
    .description('Records a reminder. It changes no state but gives the counterpart the move.')
    .addHelpText(
      'after',
      '\nExamples:\n  relance remind PRK-TC-1 PRK-TC-2 --channel note_verbale\n  relance remind PRK-TC-1 --sent-on 2003-12-16',
    )
    .action(async (followUps: string[], options: RemindOptions) => {
      const entries = followUps.map((followUp) => ({
        followUp,
        bearing: 'reminds' as const,
        character: null,
        untilOn: null,
      }))
      const { reference, standings } = await house.withVerbs(async (verbs) => {
        const content = await contentOf(house, options, { isTheirs: false, today: verbs.today })
        return verbs.recordCommunication({ ...content, entries }, { isAgain: options.again ?? false })
      })
      tell(house, options.json, { did: `Recorded ${reference}`, reference, standings })
    })
}

function parseSeveral(value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), parseFollowUpReference(value, 'follow-up')]
}
