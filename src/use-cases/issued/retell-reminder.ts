import type { Reminder } from '../../domain/approaches/reminder.ts'
import type { Passage } from '../../domain/passages.ts'
import { Problem } from '../../domain/problem.ts'
import { dossierOfFollowUp, parseCommunicationReference } from '../../domain/correspondence/reference.ts'
import type { Recipe } from '../../domain/recipe.ts'
import type { Context } from '../context.ts'
import { draftReminder } from '../plan/draft-reminder.ts'
import type { At, Wording } from './retell.ts'

/** The draft, or that there would be none to make. */
export async function retellReminder(
  context: Context & { wording: Wording },
  { of, days }: Recipe & { kind: 'reminder' },
  { moment, dossier }: At,
): Promise<Passage[]> {
  try {
    const reminder = await draftReminder({ ...context, today: moment.asOf }, { of, days }, moment)
    return context.wording.reminder(dossier === undefined ? reminder : narrowed(reminder, dossier))
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'conflict')) throw error
    return [{ section: 'No reminder is to be drafted', about: of, fields: { '': 'None is planned.' } }]
  }
}

/** Without what it says of other dossiers. */
function narrowed({ approach, ...reminder }: Reminder, dossier: string): Reminder {
  const isOfIt = ({ followUp }: { followUp: { reference: string } }) =>
    dossierOfFollowUp(followUp.reference) === dossier
  const isFiledInIt = ({ reference }: { reference: string }) =>
    parseCommunicationReference(reference).dossier === dossier
  const asks = reminder.asks.filter(isOfIt)
  return {
    approach: { ...approach, asks: approach.asks.filter(isOfIt) },
    subjects: [...new Set(asks.map(({ dossierTitle }) => dossierTitle))],
    asks,
    contacts: reminder.contacts.filter(isFiledInIt),
    references: reminder.references.filter(isFiledInIt),
  }
}
