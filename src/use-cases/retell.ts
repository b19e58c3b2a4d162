import type { Note } from '../domain/note.ts'
import type { Passage } from '../domain/passages.ts'
import type { Recipe } from '../domain/recipe.ts'
import { Problem } from '../domain/problem.ts'
import type { SilenceFinding } from '../domain/silence.ts'
import type { Context, Moment } from './context.ts'
import { noteFrom } from './draft-note.ts'
import { retellDigest } from './retell-digest.ts'
import { retellExport } from './retell-export.ts'
import { retellList } from './retell-list.ts'
import { findSilence } from './state-silence.ts'

/** How what is drawn from the record reads, passage by passage. */
export interface Wording {
  note(note: Note): Passage[]
  silence(finding: SilenceFinding): Passage[]
}

interface At {
  moment: Moment
  /** Of a list or an export, only what this dossier brings to it. */
  dossier?: string
}

/**
 * What a document says at a moment: with its own, what it said; with its day and now, what it should have said. Of
 * what was not there yet it says nothing.
 */
export async function retell(context: Context & { wording: Wording }, recipe: Recipe, at: At): Promise<Passage[]> {
  try {
    return await tell(context, recipe, at)
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return []
    throw error
  }
}

async function tell(context: Context & { wording: Wording }, recipe: Recipe, at: At): Promise<Passage[]> {
  const { moment } = at
  switch (recipe.kind) {
    case 'list':
      return retellList(context, recipe.query, at)
    case 'export':
      return retellExport(context, at)
    case 'digest':
      return retellDigest(context, recipe, moment)
    case 'note':
      return context.wording.note(await noteFrom(context, recipe.dossier, moment))
    case 'silence':
      return context.wording.silence(await findSilence(context, recipe.followUp, moment))
    case 'corrigendum':
      return []
  }
}
