import { followUpFields } from '../domain/follow-up.ts'
import type { FollowUpStory } from './show-follow-up.ts'

/** A story for programs: the same facts under stable names. */
export function storyFields(story: FollowUpStory) {
  return {
    ...followUpFields(story.followUp),
    policy: story.policy,
    firstReplyAfterDays: story.firstReply?.afterDays ?? null,
    firstReplyAfterReminderDays: story.firstReply?.afterReminderDays ?? null,
    answerDueProof: story.proof,
    communications: story.chronology.map(({ communication: of, dossier, entries, recordedByName, versions }) => ({
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
      entries: entries.map(({ bearing, character, untilOn }) => ({ bearing, character, untilOn })),
      recordedBy: recordedByName,
      recordedAt: of.recordedAt,
      corrections: versions.slice(1).map(({ communication, recordedByName: by }) => ({
        why: communication.correctionReason,
        by,
        at: communication.recordedAt,
      })),
    })),
    closures: story.closures.map(({ closure: { closedOn, reason, remark }, by }) => ({ closedOn, reason, remark, by })),
    assessments: story.assessments.map(({ assessment: { grade, reason, recordedAt }, by, number }) => ({
      communication: `${story.followUp.dossier}/${number}`,
      grade,
      reason,
      by,
      at: recordedAt,
    })),
    flags: story.flags.map(({ kind, dueOn, crossedOn }) => ({ kind, dueOn, crossedOn })),
  }
}
