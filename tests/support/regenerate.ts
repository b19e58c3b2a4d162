import { corrigendumFields } from '../../src/documents/corrigendum-fields.ts'
import { dueDaysAsMarkdown } from '../../src/documents/due-days-markdown.ts'
import { noteFile } from '../../src/documents/note/note-file.ts'
import { reminderFile } from '../../src/documents/reminder-file.ts'
import { silenceFile } from '../../src/documents/silence-file.ts'
import { WORDING } from '../../src/documents/wording.ts'
import { csvOf } from '../../src/domain/files/csv.ts'
import { dutyRow } from '../../src/domain/duty.ts'
import { FOLLOW_UP_HEADING, followUpFields } from '../../src/domain/standings/follow-up.ts'
import { Problem } from '../../src/domain/problem.ts'
import type { Recipe } from '../../src/domain/recipe.ts'
import type { Context, Telling } from '../../src/use-cases/context.ts'
import { draftCorrigendum } from '../../src/use-cases/issued/draft-corrigendum.ts'
import { noteFrom } from '../../src/use-cases/issued/draft-note.ts'
import { draftReminder } from '../../src/use-cases/plan/draft-reminder.ts'
import { exportLedger } from '../../src/use-cases/ledger-files/export-ledger.ts'
import { listCounterparts, type CounterpartOwing } from '../../src/use-cases/counterparts/list-counterparts.ts'
import { listDutiesOn } from '../../src/use-cases/mandates/list-duties.ts'
import { listPending } from '../../src/use-cases/pending/list-pending.ts'
import { proveDueDays } from '../../src/use-cases/standings/prove-due-days.ts'
import { retell } from '../../src/use-cases/issued/retell.ts'
import { findSilence } from '../../src/use-cases/silence/state-silence.ts'

const NOBODY_PRINTS = { language: 'en', print: () => Promise.reject(new Error('nothing is printed')) }

/** The bytes of a document made again as of its day, with what was known at an instant, without the instant. */
export async function regenerate(context: Context, recipe: Recipe, moment: Telling): Promise<string> {
  try {
    return await made({ ...context, today: moment.asOf }, recipe, moment)
  } catch (error) {
    if (error instanceof Problem) return error.code === 'not_found' ? '' : error.code
    throw error
  }
}

async function made(context: Context, recipe: Recipe, moment: Telling): Promise<string> {
  switch (recipe.kind) {
    case 'list':
      return csvOf((await listPending(context, recipe.query, moment)).map((row) => withoutHeading(followUpFields(row))))
    case 'export':
      return JSON.stringify(await exported(context, moment, recipe.isSheet ?? false))
    case 'note': {
      const note = await noteFrom(context, recipe.dossier, moment)
      return String(await noteFile({ ...note, knownAt: NEW_YEAR }, 'md', NOBODY_PRINTS))
    }
    case 'silence': {
      const finding = await findSilence(context, recipe.followUp, moment)
      if ('impediments' in finding) return JSON.stringify(finding.impediments.map(({ says }) => says))
      return String(await silenceFile({ ...finding.statement, knownOn: NEW_YEAR.toPlainDate() }, 'md', 'en'))
    }
    case 'reminder': {
      const reminder = await draftReminder(context, recipe, moment)
      return String(await reminderFile(reminder, { format: 'md', language: 'en' }))
    }
    case 'corrigendum': {
      const { dossier, communication, documents: among = [] } = recipe
      const wanted = { dossier, number: communication ?? undefined, among }
      const drafted = await draftCorrigendum({ ...context, wording: WORDING, now: moment.knownAt }, wanted)
      const { documents } = corrigendumFields(drafted)
      return JSON.stringify(documents.map(({ number, differences }) => ({ number, differences })))
    }
    case 'duties':
      return csvOf(
        (await listDutiesOn(context, { dossier: recipe.dossier, isOpen: recipe.isOpen }, moment)).map(dutyRow),
      )
    case 'counterparts':
      return csvOf((await listCounterparts(context, moment)).map(withoutReach))
    case 'due':
      return dueDaysAsMarkdown(await proveDueDays(context, recipe.followUp, moment))
    // Neither a digest nor a calendar can be composed as of another day than today.
    case 'digest':
      return JSON.stringify(await retell({ ...context, wording: WORDING }, recipe, { moment }))
    case 'calendar': {
      const events = await retell({ ...context, wording: WORDING }, recipe, { moment })
      // Whoever reads a calendar puts its events in order.
      return events
        .map((event) => JSON.stringify(event))
        .toSorted()
        .join('\n')
    }
  }
}

const NEW_YEAR = Temporal.ZonedDateTime.from('2027-01-01T00:00[Europe/Zurich]')

/** Whose it is and under whose care is no part of the record; what it and its office are called is. */
function withoutHeading(fields: object): object {
  const heading: readonly string[] = FOLLOW_UP_HEADING
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([field]) => field === 'title' || field === 'counterpart' || !heading.includes(field),
    ),
  )
}

function withoutReach({ reference, name, pending, overdue, longestSilence }: CounterpartOwing): object {
  return { reference, name, pending, overdue, longestSilence }
}

type Told = Record<string, unknown>

/** Its record, with what the offices were called, the opinions that hold of what had been assessed, and the attestations that hold of those made, by then. */
async function exported({ db, sight }: Context, moment: Telling, isSheet: boolean): Promise<unknown> {
  const { dossiers, attestations, counterparts } = await exportLedger({ db, sight, moment })
  if (isSheet) return dossiers.map(({ communications }) => communications)
  const then = await exportLedger({ db, sight, moment: { ...moment, knownAt: moment.toldAt ?? moment.knownAt } })
  const wasMade = new Set(then.attestations.map((one) => JSON.stringify(one)))
  const assessedThen = new Set(then.dossiers.flatMap((dossier) => dossier.assessments).map(replyOf))
  return {
    offices: counterparts.map(({ name }) => name),
    attestations: attestations.filter((one) => wasMade.has(JSON.stringify(one))),
    dossiers: dossiers.map(({ assessments, ...dossier }) => ({
      ...dossier,
      assessments: [...new Map(assessments.map((one) => [replyOf(one), one]))].filter(([of]) => assessedThen.has(of)),
    })),
  }
}

function replyOf({ followUp, communication }: Told): string {
  return JSON.stringify([followUp, communication])
}
