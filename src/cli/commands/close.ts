import type { Command } from 'commander'
import { parseDay } from '../../domain/dates/day.ts'
import { CLOSURE_REASONS, type ClosureReason } from '../../domain/correspondence/facts.ts'
import { Problem } from '../../domain/problem.ts'
import { parseFollowUpReference, parseText } from '../../domain/text.ts'
import type { Standings } from '../../use-cases/verbs.ts'
import type { House } from '../house.ts'
import { choice, one } from '../options.ts'
import { tell } from '../told.ts'

interface CloseOptions {
  reason?: ClosureReason
  on?: Temporal.PlainDate
  remark?: string
  correct?: boolean
  why?: string
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
    .option('--correct', 'put another closure in the place of the one that holds; both stay')
    .addOption(one('--why <reason>', 'why it is corrected', parseText))
    .option('--json', 'print JSON')
    .description('Closes a follow-up. A later ask or reply reopens it; relance correct takes a mistaken closure back.')
    .addHelpText(
      'after',
      '\nExamples:\n  relance close PRK-TC-2 --reason satisfied\n  relance close PRK-TC-1 --reason superseded --remark "By PRK-TC-2"\n  relance close PRK-TC-1 --correct --on 2026-11-20 --why "The letter is of the 20th"',
    )
    .action(async (followUp: string, options: CloseOptions) => {
      const standings = options.correct
        ? await correct(house, followUp, options)
        : await close(house, followUp, options)
      const did = options.correct ? 'Corrected the closure of' : 'Closed'
      tell(house, options.json, { did: `${did} ${followUp}`, reference: null, standings })
    })
}

function close(house: House, followUp: string, { reason, on, remark, why }: CloseOptions): Promise<Standings> {
  if (!reason) throw new Problem('usage', `--reason: got nothing — expected one of ${CLOSURE_REASONS.join(', ')}`)
  if (why !== undefined) throw new Problem('usage', '--why: only a correction has one; try --correct, or --remark')
  return house.withVerbs((verbs) =>
    verbs.closeFollowUp({ followUp, reason, closedOn: on ?? verbs.today, remark: remark ?? null }),
  )
}

function correct(house: House, followUp: string, { reason, on, remark, why }: CloseOptions): Promise<Standings> {
  if (!why) throw new Problem('usage', '--why: got nothing — expected the reason for the correction')
  const change = { ...(reason && { reason }), ...(on && { closedOn: on }), ...(remark !== undefined && { remark }) }
  if (Object.keys(change).length === 0)
    throw new Problem('usage', '--correct: got nothing to change — expected --reason, --on or --remark')
  return house.withVerbs((verbs) => verbs.correctClosure({ followUp, why, change }))
}
