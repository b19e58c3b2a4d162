import type { Reminder } from '../../domain/approaches/reminder.ts'
import type { Note } from '../../domain/note/note.ts'
import type { Passage } from '../../domain/passages.ts'
import { Problem } from '../../domain/problem.ts'
import type { Recipe } from '../../domain/recipe.ts'
import type { SilenceFinding } from '../../domain/silence/silence.ts'
import type { Context, Telling } from '../context.ts'
import { noteFrom } from './draft-note.ts'
import { retellCalendar } from './retell-calendar.ts'
import { retellCounterparts } from './retell-counterparts.ts'
import { retellDigest } from './retell-digest.ts'
import { retellDutyRows } from './retell-duties.ts'
import { retellExport, retellSheet } from './retell-export.ts'
import { retellList } from './retell-list.ts'
import { retellReminder } from './retell-reminder.ts'
import { proveDueDays, type DueDaysProven } from '../standings/prove-due-days.ts'
import { findSilence } from '../silence/state-silence.ts'

/** How what is drawn from the record reads, passage by passage. */
export interface Wording {
  note(note: Note): Passage[]
  silence(finding: SilenceFinding): Passage[]
  reminder(reminder: Reminder): Passage[]
  dueDays(proven: DueDaysProven): Passage[]
}

export interface At {
  moment: Telling
  /** Of what may show several, only what this dossier brings to it. */
  dossier?: string | undefined
}

/** Drawn from the record; a corrigendum is drawn from what was drawn from it. */
export type DrawnRecipe = Exclude<Recipe, { kind: 'corrigendum' }>

/**
 * What a document says at a moment: with its own, what it said; with its day and now, what it should have said. Of
 * what was not there yet it says nothing.
 */
export async function retell(context: Context & { wording: Wording }, recipe: DrawnRecipe, at: At): Promise<Passage[]> {
  try {
    return await tell(context, recipe, at)
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return []
    throw error
  }
}

async function tell(context: Context & { wording: Wording }, recipe: DrawnRecipe, at: At): Promise<Passage[]> {
  const { moment } = at
  switch (recipe.kind) {
    case 'list':
      return retellList(context, recipe.query, at)
    case 'export':
      return recipe.isSheet ? retellSheet(context, at) : retellExport(context, at)
    case 'digest':
      return retellDigest(context, recipe, moment)
    case 'note':
      return context.wording.note(await noteFrom(context, recipe.dossier, moment))
    case 'silence':
      return context.wording.silence(await findSilence(context, recipe.followUp, moment))
    case 'reminder':
      return retellReminder(context, recipe, at)
    case 'calendar':
      return retellCalendar(context, recipe.query, at)
    case 'duties':
      return retellDutyRows(context, recipe, at)
    case 'counterparts':
      return retellCounterparts(context, moment)
    case 'due':
      return context.wording.dueDays(await proveDueDays(context, recipe.followUp, moment))
  }
}
