import type { Note } from '../../domain/note/note.ts'
import type { Silence } from '../../domain/silence/silence.ts'
import type { Context, Moment } from '../context.ts'
import { draftCorrigendum, type Corrigendum } from '../issued/draft-corrigendum.ts'
import { draftNote } from '../issued/draft-note.ts'
import { giveCalendar, type CalendarWanted } from '../issued/give-calendar.ts'
import { giveCorrigendum } from '../issued/give-corrigendum.ts'
import { giveDueDays } from '../issued/give-due-days.ts'
import { giveWorkbook } from '../issued/give-list.ts'
import { giveNote } from '../issued/give-note.ts'
import { giveSilence, giveStatement } from '../issued/give-silence.ts'
import { listIssued, type IssuedDocument } from '../issued/list-issued.ts'
import type { Wording } from '../issued/retell.ts'
import { stateSilence } from '../silence/state-silence.ts'

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

type DueDaysWanted = Parameters<typeof giveDueDays>[1]
type WorkbookWanted = Parameters<typeof giveWorkbook>[1]

export interface DocumentVerbs {
  tellNote(wanted: { dossier: string } & Told<Note>, moment?: Moment): Promise<object>
  giveNote(wanted: { dossier: string } & Rendered<Note>, moment?: Moment): Promise<Content>
  /** Unless it is only looked at, the ledger keeps that it was given; a service elsewhere always does. */
  stateSilence(followUp: string, moment: Moment | undefined, how: { isLookedAt: boolean }): Promise<Silence>
  giveSilence(wanted: { followUp: string } & Rendered<Silence>, moment?: Moment): Promise<Content>
  tellCorrigendum(wanted: CorrigendumWanted & Told<Corrigendum>, moment?: Moment): Promise<object>
  giveCorrigendum(wanted: CorrigendumWanted & Rendered<Corrigendum>, moment?: Moment): Promise<Content>
  /** The latest of a dossier, or of all. */
  listIssued(wanted: { dossier: string | null; limit: number }, moment?: Moment): Promise<IssuedDocument[]>
  giveDueDays(wanted: DueDaysWanted, moment?: Moment): Promise<Content>
  giveCalendar(wanted: CalendarWanted, moment?: Moment): Promise<Content>
  /** What is pending. */
  giveWorkbook(wanted: WorkbookWanted, moment?: Moment): Promise<Content>
}

export function documentVerbsOf(context: Context): DocumentVerbs {
  return {
    tellNote: async ({ dossier, tell }, moment) => tell(await draftNote(context, dossier, moment)),
    giveNote: async (wanted, moment) => (await giveNote(context, wanted, moment)).content,
    stateSilence: (followUp, moment, { isLookedAt }) =>
      isLookedAt ? stateSilence(context, followUp, moment) : giveStatement(context, followUp, moment),
    giveSilence: async (wanted, moment) => (await giveSilence(context, wanted, moment)).content,
    tellCorrigendum: async ({ wording, tell, ...wanted }, moment) =>
      tell(await draftCorrigendum({ ...context, wording }, wanted, moment)),
    giveCorrigendum: ({ wording, ...wanted }, moment) => giveCorrigendum({ ...context, wording }, wanted, moment),
    listIssued: async (wanted, moment) => (await listIssued(context, wanted, moment)).issued,
    giveDueDays: async (wanted, moment) => (await giveDueDays(context, wanted, moment)).content,
    giveCalendar: (wanted, moment) => giveCalendar(context, wanted, moment),
    giveWorkbook: (wanted, moment) => giveWorkbook(context, wanted, moment),
  }
}
