import { z } from 'zod'
import { parseChoice } from '../../domain/choice.ts'
import { Problem } from '../../domain/problem.ts'
import { parseDateFormat } from '../../domain/files/sheet-dates.ts'
import { parseLine } from '../../domain/text.ts'
import { firstMistakes, mistakesOfShape } from '../reading/mistakes-of-shape.ts'
import { read } from '../reading/read-field.ts'
import { HEADINGS } from './columns.ts'

/** How a foreign sheet is read: which of its columns are ours, and what its words mean. */
export type Mapping = z.output<typeof mapping>

export const NO_MAPPING: Mapping = {
  columns: {},
  ignore: [],
  constants: {},
  values: {},
  communications: [],
  dateFormat: undefined,
}

export function parseMapping(text: string, name: string): Mapping {
  const result = mapping.safeParse(parseJson(text, name), { reportInput: true })
  if (result.success) return result.data
  const mistakes = mistakesOfShape(result.error, 'the file')
  throw new Problem(
    'invalid',
    `${name}: ${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}`,
    firstMistakes(mistakes),
  )
}

const ours = z.string().transform((heading, context) => {
  try {
    return parseChoice(heading, '', HEADINGS)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    context.addIssue({ code: 'custom', message: error.message.replace(/^: /u, '') })
    return z.NEVER
  }
})
const line = read(parseLine)
/** One of their headings, or a list of some. */
const theirs = z
  .unknown()
  .transform((one) => (Array.isArray(one) ? one : [one]))
  .pipe(z.array(line).min(1))

const READ = {
  /** Ours by theirs; of several of theirs, what stands in them is joined with a stroke. */
  columns: z.partialRecord(ours, theirs).default({}),
  /** Of our columns that they do not have. */
  constants: z.partialRecord(ours, line).default({}),
  /** By our column: what stands in the cell, and what it means; nothing means that the cell is empty. */
  values: z.partialRecord(ours, z.record(z.string(), z.string())).default({}),
}

const mapping = z.strictObject({
  ...READ,
  /** Theirs that are not read. */
  ignore: z.array(line).default([]),
  /** Where a row tells of several, such as what was asked, reminded and replied: what is read otherwise for each. */
  communications: z
    .array(z.strictObject({ name: line, ...READ }))
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, {
      abort: true,
      error: 'two have one name',
    })
    .refine(
      (all) => all.slice(1).every(({ columns }) => Object.keys(columns).length > 0),
      'got one after the first without columns of its own — expected some: it is told of where they are filled',
    )
    .default([]),
  dateFormat: read(parseDateFormat).optional(),
})

/** How one communication that a row tells of is read; without a name where it tells of one. */
export interface Reading extends Pick<Mapping, 'columns' | 'constants' | 'values'> {
  name: string | null
  /** The headings of ours that are read for it alone. */
  own: readonly string[]
}

export function readingsOf({ communications, ...common }: Mapping): Reading[] {
  if (communications.length === 0) return [{ ...common, name: null, own: [] }]
  return communications.map(({ name, columns, constants, values }) => {
    const shared = Object.entries(common.columns).filter(([heading]) => !(heading in constants))
    return {
      name,
      columns: { ...Object.fromEntries(shared), ...columns },
      constants: { ...common.constants, ...constants },
      values: { ...common.values, ...values },
      own: Object.keys(columns),
    }
  })
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Problem('invalid', `${name}: this is not JSON (${error instanceof Error ? error.message : ''})`)
  }
}
