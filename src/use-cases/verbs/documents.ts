import type { CalendarEvent } from '../../domain/calendar-event.ts'
import type { Note } from '../../domain/note.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import type { Silence } from '../../domain/silence.ts'
import type { Context, Moment } from '../context.ts'
import { draftCorrigendum, type Corrigendum } from '../draft-corrigendum.ts'
import { draftNote } from '../draft-note.ts'
import { giveCorrigendum } from '../give-corrigendum.ts'
import { giveNote } from '../give-note.ts'
import { giveSilence } from '../give-silence.ts'
import { listCalendar } from '../list-calendar.ts'
import { listIssued, type IssuedDocument } from '../list-issued.ts'
import type { Wording } from '../retell.ts'
import { stateSilence } from '../state-silence.ts'

type Content = string | Uint8Array

/** How whoever asks tells of it; a service elsewhere does so itself. */
interface Told<T> {
  tell: (of: T) => object
}

/** The same of a file. */
interface Rendered<T> {
  format: string
  render: (of: T) => Promise<Content>
}

interface CorrigendumWanted {
  dossier: string
  number: number | undefined
  wording: Wording
}

export interface DocumentVerbs {
  tellNote(wanted: { dossier: string } & Told<Note>, moment?: Moment): Promise<object>
  giveNote(wanted: { dossier: string } & Rendered<Note>, moment?: Moment): Promise<Content>
  stateSilence(followUp: string, moment?: Moment): Promise<Silence>
  giveSilence(wanted: { followUp: string } & Rendered<Silence>, moment?: Moment): Promise<Content>
  tellCorrigendum(wanted: CorrigendumWanted & Told<Corrigendum>): Promise<object>
  giveCorrigendum(wanted: CorrigendumWanted & Rendered<Corrigendum>): Promise<Content>
  /** Of a dossier, or of all. */
  listIssued(dossier: string | null): Promise<IssuedDocument[]>
  giveCalendar(wanted: { query: PendingQuery; render: (events: CalendarEvent[]) => Promise<string> }): Promise<Content>
}

export function documentVerbsOf(context: Context): DocumentVerbs {
  return {
    tellNote: async ({ dossier, tell }, moment) => tell(await draftNote(context, dossier, moment)),
    giveNote: async (wanted, moment) => (await giveNote(context, wanted, moment)).content,
    stateSilence: (followUp, moment) => stateSilence(context, followUp, moment),
    giveSilence: async (wanted, moment) => (await giveSilence(context, wanted, moment)).content,
    tellCorrigendum: async ({ wording, tell, ...wanted }) =>
      tell(await draftCorrigendum({ ...context, wording }, wanted)),
    giveCorrigendum: ({ wording, ...wanted }) => giveCorrigendum({ ...context, wording }, wanted),
    listIssued: (dossier) => listIssued(context, dossier),
    giveCalendar: async ({ query, render }) => render(await listCalendar(context, query)),
  }
}
