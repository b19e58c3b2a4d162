import type { Passage } from '../domain/passages.ts'
import type { Recipe } from '../domain/recipe.ts'
import type { Moment, Seen } from './context.ts'
import { retellDigest } from './retell-digest.ts'
import { retellExport } from './retell-export.ts'
import { retellList } from './retell-list.ts'

/**
 * What a document says at a moment: with its own, what it said; with its day and now, what it should have said. Of a
 * list or an export, only what a dossier brings to it, where one is given.
 */
export async function retell(seen: Seen, recipe: Recipe, at: { moment: Moment; dossier?: string }): Promise<Passage[]> {
  switch (recipe.kind) {
    case 'list':
      return retellList(seen, recipe.query, at)
    case 'export':
      return retellExport(seen, at)
    case 'digest':
      return retellDigest(seen, recipe, at.moment)
    default:
      return []
  }
}
