import type { Command } from 'commander'
import { momentOf } from '../../use-cases/context.ts'
import { MOST_DAYS, planApproaches, USUAL_DAYS } from '../../use-cases/plan-approaches.ts'
import { planFields } from '../../use-cases/plan-fields.ts'
import type { House } from '../house.ts'
import { one, queryOf, upTo, withMoment, withQuery, type MomentOptions, type QueryOptions } from '../options.ts'
import { planInWords } from '../plan.ts'
import { printJson } from '../print.ts'

type PlanOptions = QueryOptions & MomentOptions & { days?: number; json?: boolean }

export function addPlan(program: Command, house: House): void {
  const command = program.command('plan').summary('say whom to approach next, when, how and why')
  withMoment(withQuery(command))
    .addOption(one('--days <n>', `how many days to look ahead (${USUAL_DAYS})`, upTo(MOST_DAYS)))
    .option('--json', 'print JSON')
    .description(
      'Plans whom to approach next about what is pending: on which day, through which channel and rank, for which asks,\n' +
        'and why. Keeps to intervals, quiet days, promised days, holidays on both sides and meetings already planned.',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (options: PlanOptions) => {
      const wanted = { query: queryOf(options), days: options.days ?? USUAL_DAYS }
      const plan = await house.withLedger((context) => planApproaches(context, wanted, momentOf(options, context)))
      if (options.json) return printJson(house.terminal, planFields(plan))
      house.terminal.write(planInWords(plan, house.terminal))
    })
}

const EXAMPLES = `
Examples:
  relance plan
  relance plan --counterpart PRK-GVA --days 60
  relance plan --as-of 2004-12-22`
