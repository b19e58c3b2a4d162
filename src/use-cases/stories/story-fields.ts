import { followUpFields } from '../../domain/standings/follow-up.ts'
import type { Attachment } from '../correspondence/attachments.ts'
import type { MandateWithDuties } from './dossier-record.ts'
import type { MandateStory } from '../mandates/list-mandates.ts'
import type { FiledWithVersions } from './show-dossier.ts'
import type { FollowUpStory } from './show-follow-up.ts'

export type StoryFields = ReturnType<typeof storyFields>

/** A story under names that are promised to other programs. */
export function storyFields(story: FollowUpStory) {
  return {
    ...followUpFields(story.followUp),
    dossierTitle: story.dossierTitle,
    policy: story.policy,
    firstReplyAfterDays: story.firstReply?.afterDays ?? null,
    firstReplyAfterReminderDays: story.firstReply?.afterReminderDays ?? null,
    answerDueProof: story.due.settings.length > 0 ? null : story.due.answer.due,
    communications: story.chronology.map(({ entries, ...filed }) => ({
      ...communicationFields(filed),
      entries: entries.map(({ bearing, character, untilOn }) => ({ bearing, character, untilOn })),
    })),
    closures: story.closures.map(({ closure: { closedOn, reason, remark }, by }) => ({ closedOn, reason, remark, by })),
    assessments: story.assessments.map(({ assessment: { grade, reason, recordedAt }, by, number }) => ({
      communication: `${story.followUp.dossier}/${number}`,
      grade,
      reason,
      by,
      at: recordedAt,
    })),
    withdrawn: story.withdrawn.map((versions) => {
      const { communication, recordedByName: by } = versions.at(-1)!
      const { number, correctionReason: why, recordedAt: at } = communication
      return { reference: `${story.followUp.dossier}/${number}`, why, by, at }
    }),
    mandates: mandateFields(story.mandates),
    flags: story.flags.map(({ kind, dueOn, crossedOn }) => ({ kind, dueOn, crossedOn })),
  }
}

/** One communication under the same names, but for how it bears on asks. */
export function communicationFields({
  communication: of,
  dossier,
  recordedByName,
  versions,
  attachments,
}: Omit<FiledWithVersions, 'entries'>) {
  return {
    reference: `${dossier}/${of.number}`,
    channel: of.channel,
    direction: of.direction,
    dated: of.dated?.text ?? null,
    sentOn: of.sentOn,
    receivedOn: of.receivedOn,
    from: of.sender,
    to: of.recipient,
    summary: of.summary,
    quotation: of.quotation,
    source: of.source,
    recordedBy: recordedByName,
    recordedAt: of.recordedAt,
    corrections: versions.slice(1).map(({ communication, recordedByName: by }) => ({
      why: communication.correctionReason,
      by,
      at: communication.recordedAt,
    })),
    attachments: attachments.map(attachmentFields),
  }
}

export function attachmentFields({ number, name, mediaType, size, sha256, by, recordedAt }: Attachment) {
  return { number, name, mediaType, size, sha256, by, at: recordedAt }
}

export type MandateStoryFields = ReturnType<typeof mandateStoryFields>

export function mandateStoryFields({ dossier, mandate, versions }: MandateStory) {
  const [fields] = mandateFields([mandate])
  return {
    dossier,
    ...fields!,
    versions: versions.map(({ decided, ...version }) => ({ ...version, decided: decided?.text ?? null })),
  }
}

export function mandateFields(mandates: readonly MandateWithDuties[]) {
  return mandates.map(({ id: number, document, paragraph, requires, decided, reportDuties }) => ({
    number,
    document,
    paragraph,
    requires,
    decided: decided?.text ?? null,
    reportDuties: reportDuties.map(({ body, session, dueOn, metBy, metOn }) => ({
      body,
      session,
      dueOn,
      metBy,
      metOn,
    })),
  }))
}
