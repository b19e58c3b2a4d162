import type { Correction } from '../use-cases/correspondence/correct-communication.ts'
import type { NewFollowUps } from '../use-cases/correspondence/open-follow-ups.ts'
import type { CommunicationContent, NewCommunication } from '../use-cases/correspondence/record-communication.ts'
import type { Names } from './refusal.ts'

/** What the API calls a field, and what the commands do. */
export const NAMES: Names = {
  sentOn: 'sent-on',
  receivedOn: 'received-on',
  closedOn: 'on',
  ...Object.fromEntries(
    ['entries[0]', 'entries', 'entry'].flatMap((entry) => [
      [`${entry}.character`, 'character'],
      [`${entry}.untilOn`, 'until'],
    ]),
  ),
  'entry.followUp': 'follow-up',
  ref: 'communication',
}

/** The same where follow-ups are opened. */
export const NAMES_OF_ASK: Names = {
  'communication.sentOn': 'sent-on',
  'communication.receivedOn': 'received-on',
  'communication.dated': 'dated',
  'communication.direction': 'direction',
  untilOn: 'until',
  isConfidential: 'confidential',
}

export function communicationBody({ entries, ...content }: NewCommunication, isAgain: boolean): object {
  return { ...contentBody(content), entries, isAgain }
}

export function followUpsBody({ communication, ...asked }: NewFollowUps): object {
  return { ...asked, communication: contentBody(communication) }
}

export function correctionBody({ why, content, entries: [entry = {}], isWithdrawn }: Correction): object {
  return { why, ...contentBody(content), entry, isWithdrawn }
}

/** What is absent stays absent. */
function contentBody({ dated, sender, recipient, ...content }: Partial<CommunicationContent>): object {
  return { ...content, dated: dated && dated.text, from: sender, to: recipient }
}
