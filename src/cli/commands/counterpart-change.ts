import type { Command } from 'commander'
import { parseMailAddress } from '../../domain/mail-address.ts'
import { Problem } from '../../domain/problem.ts'
import { parseTimeZone } from '../../domain/dates/time-zone.ts'
import { parseLanguage, parseReference, parseText } from '../../domain/text.ts'
import { parseWeekend } from '../../domain/dates/weekend.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import type { House } from '../house.ts'
import { one, several } from '../options.ts'
import { redatedInWords } from '../redated.ts'

const words = catalogueOf('en')
/** Takes away what stood. */
const NONE = 'none'

interface ChangeOptions {
  calendar?: string
  weekend?: number[] | typeof NONE
  timeZone?: string
  language?: string[]
  email?: string[]
  why?: string
}

export function addCounterpartChange(counterparts: Command, house: House): void {
  counterparts
    .command('change')
    .summary('record that an office is reached otherwise, or works on other days')
    .description(
      'Changes what holds from now on, and moves the due days that are counted by its\ncalendar. What was known before stays known of then; none takes away what stood.',
    )
    .addHelpText('after', EXAMPLES)
    .argument('<counterpart>', 'its reference, such as PRK-GVA', (value) => parseReference(value, 'counterpart'))
    .addOption(one('--calendar <code>', 'whose holidays it keeps, such as UZ or CH-GE', orNone(parseReference)))
    .addOption(one('--weekend <days>', 'when it is closed, such as fri,sat', orNone(parseWeekend)))
    .addOption(one('--time-zone <zone>', 'IANA, such as Asia/Tashkent', orNone(parseTimeZone)))
    .addOption(
      several('--language <code>', 'in which it is written to, such as fr; all of them', orNone(parseLanguage)),
    )
    .addOption(several('--email <address>', 'where it is written to; all of them', orNone(parseMailAddress)))
    .addOption(one('--why <text>', 'the reason', parseText))
    .action(async (counterpart: string, { why, ...options }: ChangeOptions) => {
      if (!why) throw new Problem('usage', '--why: got nothing — expected why it is changed')
      const change = changeIn(options)
      const { redated } = await house.withVerbs((verbs) => verbs.changeCounterpart({ counterpart, why, change }))
      house.terminal.write(
        `Changed ${counterpart}.\n${redated.length > 0 ? redatedInWords(redated, house.terminal) : ''}`,
      )
    })
}

function changeIn({ calendar, weekend, timeZone, language, email }: Omit<ChangeOptions, 'why'>) {
  const given = {
    holidayCalendar: calendar === NONE ? null : calendar,
    weekend: weekend === NONE ? null : weekend,
    timeZone: timeZone === NONE ? null : timeZone,
    languages: language && withoutNone('--language', language),
    emails: email && withoutNone('--email', email),
  }
  const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  if (Object.keys(change).length > 0) return change
  const expected = words.formatList(['--calendar', '--weekend', '--time-zone', '--language or --email'])
  throw new Problem('usage', `got no change — expected ${expected}`)
}

function withoutNone(option: string, values: readonly string[]): string[] {
  const told = values.filter((value) => value !== NONE)
  if (told.length === 0 || told.length === values.length) return told
  throw new Problem('usage', `${option}: got none beside others — expected one or the other`)
}

function orNone<T>(parse: (value: unknown, field: string) => T) {
  return (value: unknown, field: string): T | typeof NONE => (value === NONE ? NONE : parse(value, field))
}

const EXAMPLES = `
Examples:
  relance counterparts change PRK-GVA --calendar CH-GE --why "It keeps the holidays of its seat"
  relance counterparts change PRK-GVA --email mission@example.org --why "A new address"
  relance counterparts change PRK-GVA --weekend none --why "Closed when we are, after all"`
