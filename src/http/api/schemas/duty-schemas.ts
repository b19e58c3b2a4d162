import { z } from '@hono/zod-openapi'
import { DAY, kept, lineOf, orNone, TEXT, VAGUE_DATE, wanted } from './fields.ts'
import { day, FOLLOW_UP, followUp, instant, maybeDay } from './follow-up-schemas.ts'

const DUTY = {
  number: z.int(),
  dossier: FOLLOW_UP.dossier,
  document: z.string().openapi({ description: 'Of the mandate', example: 'E/CN.4/RES/2004/13' }),
  paragraph: z.string(),
  body: z.string().openapi({ example: 'Commission on Human Rights' }),
  session: z.string().openapi({ example: 'sixty-first session' }),
  dueOn: maybeDay(),
  standing: z
    .enum(['overdue', 'due_soon', 'ahead', 'no_day', 'met'])
    .openapi({ description: 'no_day: nobody knows the day, which never counts as not due' }),
  metBy: z.string().nullable().openapi({ description: 'The report; null while nothing has met it' }),
  metOn: maybeDay(),
  projectedOn: day().openapi({ description: 'The due day where it lies ahead, else the day that is shown' }),
  asks: z.array(followUp).openapi({ description: 'As they will stand on that day if nothing more happens' }),
}

export const duty = z
  .strictObject(DUTY)
  .openapi('ReportDuty', { description: 'What must be reported to whom by when.' })

export const dutyStory = z
  .strictObject({
    ...DUTY,
    history: z.array(
      z.strictObject({
        what: z.enum(['entered', 'corrected', 'withdrawn', 'met', 'taken_back']),
        by: z.string().nullable().openapi({ description: 'The name of the officer, where it was kept' }),
        at: instant(),
        dueOn: maybeDay(),
        document: z.string().nullable(),
        submittedOn: maybeDay(),
        why: z.string().nullable(),
      }),
    ),
  })
  .openapi('ReportDutyStory', { description: 'A report duty, with all that was recorded of it.' })

export const newMandate = z
  .strictObject({
    document: wanted(lineOf(200, 'E/CN.4/RES/2004/13')),
    paragraph: wanted(lineOf(200, '12')),
    requires: wanted(TEXT),
    decided: orNone(VAGUE_DATE, 'When it was decided.'),
  })
  .openapi('NewMandate', { description: 'The decision that obliges somebody.' })

export const mandateCorrection = z
  .strictObject({
    document: wanted(lineOf(200, 'E/CN.4/RES/2004/13')).optional(),
    paragraph: wanted(lineOf(200, '12')).optional(),
    requires: wanted(TEXT).optional(),
    decided: kept(VAGUE_DATE, 'Null where nobody knows any more.'),
    why: wanted(TEXT, 'The reason.'),
  })
  .openapi('MandateCorrection', { description: 'What is to be told otherwise; what is left out stays.' })

export const mandateOfDossier = z
  .strictObject({
    number: z.int(),
    dossier: FOLLOW_UP.dossier,
    document: z.string(),
    paragraph: z.string(),
    requires: z.string(),
    decided: z.string().nullable().openapi({ description: 'When, in EDTF; null where nobody has told' }),
    duties: z.int().openapi({ description: 'How many reports are owed under it' }),
    open: z.int().openapi({ description: 'How many of them nothing has met' }),
  })
  .openapi('MandateOfDossier')

export const newDuty = z
  .strictObject({
    document: orNone(lineOf(200, 'E/CN.4/RES/2004/13'), 'Of the mandate, where the dossier has several.'),
    paragraph: orNone(lineOf(200, '12'), 'As document.'),
    body: wanted(lineOf(200, 'Commission on Human Rights')),
    session: wanted(lineOf(200, 'sixty-first session')),
    dueOn: orNone(DAY, 'Left out where nobody knows it yet.'),
  })
  .openapi('NewReportDuty')

export const newSubmission = z
  .strictObject({
    document: wanted(lineOf(200, 'E/CN.4/2005/32'), 'The report.'),
    submittedOn: orNone(DAY, 'Today where it is left out.'),
    why: orNone(TEXT, 'The reason, and only where it stands instead of what was recorded before.'),
  })
  .openapi('NewSubmission')

export const withdrawal = z.strictObject({ why: wanted(TEXT, 'The reason.') }).openapi('DutyWithdrawal')

export const dutyCorrection = z
  .strictObject({
    dueOn: orNone(DAY, 'The day that holds from now on; left out where none is known any more.'),
    why: wanted(TEXT, 'The reason.'),
  })
  .openapi('DutyCorrection')
