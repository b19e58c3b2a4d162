import { Option, type Command } from 'commander'
import { REMINDER_FORMATS, reminderFile, type ReminderFormat } from '../../documents/reminder-file.ts'
import type { Reminder } from '../../domain/approaches/reminder.ts'
import { Problem } from '../../domain/problem.ts'
import { parseReference } from '../../domain/text.ts'
import { momentOf } from '../../use-cases/context.ts'
import { MOST_DAYS, USUAL_DAYS } from '../../use-cases/plan/plan-approaches.ts'
import { planFields } from '../../use-cases/plan/plan-fields.ts'
import type { House } from '../house.ts'
import { choice, one, queryOf, upTo, withMoment, withQuery, type MomentOptions, type QueryOptions } from '../options.ts'
import { planInWords } from '../plan.ts'
import { formatOf, refuseUnreadable, withOut, writeOut, type OutputOptions } from '../output.ts'
import { printJson } from '../print.ts'

interface PlanOptions extends QueryOptions, MomentOptions, OutputOptions<ReminderFormat> {
  days?: number
  json?: boolean
  draft?: string
}

export function addPlan(program: Command, house: House): void {
  const command = program.command('plan').summary('say whom to approach next, when, how and why')
  withOut(withMoment(withQuery(command)))
    .addOption(one('--days <n>', `how many days to look ahead (${USUAL_DAYS})`, upTo(MOST_DAYS)))
    .addOption(new Option('--json', 'print JSON').conflicts('draft'))
    .addOption(
      one('--draft <ref>', 'draft what is planned for this follow-up, or next for this office', parseReference),
    )
    .addOption(one('--format <format>', `of the draft: ${REMINDER_FORMATS.join(', ')} (md)`, choice(REMINDER_FORMATS)))
    .description(
      'Plans whom to approach next about what is pending: on which day, through which channel and rank, for which asks,\n' +
        'and why. Keeps to intervals, quiet days, promised days, holidays on both sides and meetings already planned.',
    )
    .addHelpText('after', EXAMPLES)
    .action((options: PlanOptions) =>
      options.draft === undefined ? list(house, options) : draft(house, options.draft, options),
    )
}

async function list(house: House, { days = USUAL_DAYS, json, ...options }: PlanOptions): Promise<void> {
  const stray = (['format', 'out'] as const).find((name) => options[name] !== undefined)
  if (stray) throw new Problem('usage', `--${stray}: expected with --draft alone`)
  const wanted = { query: queryOf(options), days }
  const plan = await house.withVerbs((verbs) => verbs.planApproaches(wanted, momentOf(options, verbs)))
  if (json) return printJson(house.terminal, planFields(plan))
  house.terminal.write(planInWords(plan, house.terminal))
}

async function draft(
  house: House,
  of: string,
  { days = USUAL_DAYS, format: asked, out, ...options }: PlanOptions,
): Promise<void> {
  const format = formatOf(REMINDER_FORMATS, { format: asked, out })
  refuseUnreadable(house, { format, out }, of)
  const render = (reminder: Reminder) => reminderFile(reminder, { format, language: 'en' })
  const content = await house.withVerbs((verbs) =>
    verbs.giveReminder({ of, days, format, render }, momentOf(options, verbs)),
  )
  await writeOut(house, out, content)
}

const EXAMPLES = `
Examples:
  relance plan
  relance plan --counterpart PRK-GVA --days 60
  relance plan --as-of 2004-12-22
  relance plan --draft PRK-TC-1 --as-of 2004-12-22
  relance plan --draft PRK-GVA --out reminder.docx`
