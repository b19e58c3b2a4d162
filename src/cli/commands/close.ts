import type { Command } from 'commander'
import { parseDay } from '../../domain/day.ts'
import { CLOSURE_REASONS, type ClosureReason } from '../../domain/facts.ts'
import { Problem } from '../../domain/problem.ts'
import { parseFollowUpReference, parseText } from '../../domain/text.ts'
import type { House } from '../house.ts'
import { choice, one } from '../options.ts'
import { tell } from '../told.ts'

interface CloseOptions {
  reason?: ClosureReason
  on?: Temporal.PlainDate
  remark?: string
  json?: boolean
}

export function addClose(program: Command, house: House): void {
  program
    .command('close')
    .summary('close a follow-up, with the reason')
    .argument('<follow-up>', 'its reference, such as PRK-TC-2', (value) => parseFollowUpReference(value, 'follow-up'))
    .addOption(one('--reason <reason>', CLOSURE_REASONS.join(', '), choice(CLOSURE_REASONS)))
    .addOption(one('--on <day>', 'the day it is closed (today)', parseDay))
    .addOption(one('--remark <text>', 'what else is to be known', parseText))
    .option('--json', 'print JSON')
    .description('Closes a follow-up. A later ask or reply reopens it; relance correct takes a mistaken closure back.')
    .addHelpText(
      'after',
      '\nExamples:\n  relance close PRK-TC-2 --reason satisfied\n  relance close PRK-TC-1 --reason superseded --remark "By PRK-TC-2"',
    )
    .action(async (followUp: string, { reason, on, remark, json }: CloseOptions) => {
      if (!reason) throw new Problem('usage', `--reason: got nothing — expected one of ${CLOSURE_REASONS.join(', ')}`)
      const standings = await house.withVerbs((verbs) =>
        verbs.closeFollowUp({ followUp, reason, closedOn: on ?? verbs.today, remark: remark ?? null }),
      )
      tell(house, json, { did: `Closed ${followUp}`, reference: null, standings })
    })
}
