import { z } from '@hono/zod-openapi'
import { CHARACTER_NAMES } from '../../../domain/correspondence/characters.ts'
import { BEARINGS, CHANNELS, CLOSURE_REASONS, DIRECTIONS, GRADES } from '../../../domain/correspondence/facts.ts'
import type { FiledWithVersions } from '../../../use-cases/stories/show-dossier.ts'
import { dueDay } from './due-schemas.ts'
import { day, FOLLOW_UP, followUp, instant, maybeDay } from './follow-up-schemas.ts'

const entry = z.strictObject({
  bearing: z.enum(BEARINGS),
  character: z.enum(CHARACTER_NAMES).nullable(),
  untilOn: maybeDay(),
})

const entryOf = entry.extend({ followUp: FOLLOW_UP.reference }).openapi('Entry')

const CONTENT = {
  channel: z.enum(CHANNELS),
  direction: z.enum(DIRECTIONS),
  dated: z.string().nullable().openapi({ description: 'As it was written, in EDTF', example: '2004-08-24' }),
  sentOn: maybeDay(),
  receivedOn: maybeDay(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  summary: z.string().nullable(),
  quotation: z.string().nullable(),
  source: z.string().nullable().openapi({ example: 'E/CN.4/2005/32, para. 4' }),
}

const BY = { by: z.string().openapi({ description: 'The name of the officer' }), at: instant() }

export const attachment = z
  .strictObject({
    number: z.int(),
    name: z.string().openapi({ example: 'letter.pdf' }),
    mediaType: z.string().openapi({ description: 'As it was declared', example: 'application/pdf' }),
    size: z.int().openapi({ description: 'In bytes' }),
    sha256: z.string().openapi({ description: 'In hexadecimal' }),
    ...BY,
  })
  .openapi('Attachment')

const COMMUNICATION = {
  reference: z.string().openapi({ example: 'PRK-TC/4' }),
  ...CONTENT,
  recordedBy: z.string(),
  recordedAt: instant(),
  corrections: z.array(z.strictObject({ why: z.string().nullable(), ...BY })),
  attachments: z.array(attachment),
}

const ASSESSMENT = { communication: COMMUNICATION.reference, grade: z.enum(GRADES), reason: z.string(), ...BY }

const DECISION = {
  document: z.string().openapi({ example: 'E/CN.4/RES/2004/13' }),
  paragraph: z.string(),
  requires: z.string(),
  decided: z
    .string()
    .nullable()
    .openapi({ description: 'When, in EDTF; null where nobody has told', example: '2004-04-15' }),
}

const MANDATE = {
  number: z.int().openapi({ description: 'By which it is corrected' }),
  ...DECISION,
  reportDuties: z.array(
    z.strictObject({
      body: z.string(),
      session: z.string(),
      dueOn: maybeDay(),
      metBy: z.string().nullable(),
      metOn: maybeDay(),
    }),
  ),
}

export const mandates = z.array(z.strictObject(MANDATE))

export const mandateStory = z
  .strictObject({
    dossier: FOLLOW_UP.dossier,
    ...MANDATE,
    versions: z.array(
      z.strictObject({
        ...DECISION,
        isWithdrawn: z.boolean(),
        why: z.string().nullable(),
        by: z.string().nullable().openapi({ description: 'The name of the officer, where it was kept' }),
        at: instant(),
      }),
    ),
  })
  .openapi('MandateStory', { description: 'A decision, with all that was recorded of it.' })

/** The fields of `storyFields`. */
export const story = z
  .strictObject({
    ...FOLLOW_UP,
    dossierTitle: z.string(),
    policy: z.string().nullable(),
    firstReplyAfterDays: z.int().nullable(),
    firstReplyAfterReminderDays: z.int().nullable(),
    answerDueProof: dueDay.nullable(),
    communications: z.array(z.strictObject({ ...COMMUNICATION, entries: z.array(entry) })),
    closures: z.array(
      z.strictObject({
        closedOn: day(),
        reason: z.enum(CLOSURE_REASONS),
        remark: z.string().nullable(),
        by: z.string(),
      }),
    ),
    assessments: z.array(z.strictObject(ASSESSMENT)),
    withdrawn: z.array(z.strictObject({ reference: COMMUNICATION.reference, why: z.string().nullable(), ...BY })),
    mandates,
    flags: z.array(z.strictObject({ kind: z.string(), dueOn: day(), crossedOn: day() })),
  })
  .openapi('FollowUpStory', { description: 'Everything there is to tell of one follow-up.' })

export const communication = z.strictObject({ ...COMMUNICATION, entries: z.array(entryOf) }).openapi('Communication')

export const communicationStory = z
  .strictObject({
    ...COMMUNICATION,
    dossier: FOLLOW_UP.dossier,
    entries: z.array(entryOf),
    isWithdrawn: z.boolean(),
    version: z.int().openapi({ description: 'What its ETag names' }),
    followUps: z.array(followUp).openapi({ description: 'The asks that it bears on, as they stand' }),
    assessments: z.array(z.strictObject({ ...ASSESSMENT, followUp: FOLLOW_UP.reference })),
  })
  .openapi('CommunicationStory', { description: 'One communication, in the version that holds.' })

/** How a communication bears on each ask that is seen. */
export function entriesOf(entries: FiledWithVersions['entries']) {
  return entries.map(({ followUp: of, bearing, character, untilOn }) => ({ followUp: of, bearing, character, untilOn }))
}
