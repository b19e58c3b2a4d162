import type { Channel } from '../../domain/correspondence/facts.ts'
import type { Bore, Cited, CitedAsk, Reminder } from '../../domain/approaches/reminder.ts'
import { whenOf } from '../../domain/note/when.ts'
import { formats } from './follow-up.ts'
import { names } from './names.ts'
import { NOUNS, officeInWords, whenInWords } from './note-parts.ts'
import { SAID } from './note-verbs.ts'
import { planWords } from './plan.ts'
import type { ReminderWords } from '../reminder-words.ts'
import { storyWords } from './story.ts'
import type { Sentence } from '../story-words.ts'

const { formatDay } = formats

export const reminderWords: ReminderWords = {
  title: ({ approach: { channel, meeting } }) => {
    if (meeting) return 'Points to raise'
    if (channel === 'telephone') return 'Points for a call'
    return channel === 'meeting' ? 'Request for a meeting' : 'Reminder'
  },
  head,
  subject: ({ subjects }) => [
    'Subject: ',
    ...subjects.flatMap((subject, i) => (i === 0 ? [{ said: subject }] : ['; ', { said: subject }])),
  ],
  salutation: '[Salutation]',
  signature: '[Signature]',
  opening,
  ask: (ask) => [...ask.correspondence.flatMap((filed, i) => told(ask, filed, i === 0)), stillOpen(ask)],
  contact: (contact) => [`${TOOK_PLACE[contact.channel]} ${whenInWords(whenOf(contact))}`, ...parties(contact), '.'],
  closing,
  references: 'Correspondence referred to',
  columns: ['Date', 'What', 'From', 'To'],
  row: (cited) => [
    [storyWords.dayOf(cited)],
    [names.channels[cited.channel]],
    cited.sender ? [{ said: cited.sender }] : ['—'],
    cited.recipient ? [{ said: cited.recipient }] : ['—'],
  ],
  forTheOfficer: 'For the officer, not part of the letter',
  remark: 'Drafted from the record: edit it freely, and record what is sent.',
  sources: (references) => [
    'Drawn from ',
    ...references.flatMap(({ reference, source }, i): Sentence => [
      `${i === 0 ? '' : i === references.length - 1 ? ' and ' : ', '}${reference}`,
      ...(source === null ? [] : [' (', { said: source }, ')']),
    ]),
    '.',
  ],
}

function head({ approach }: Reminder): { term: string; says: Sentence }[] {
  const { office, channel, meeting, rank, signatory, on } = approach
  const addresses = channel === 'email' ? ` <${office.emails.join(', ')}>` : ''
  return [
    { term: 'To', says: [{ said: office.name }, addresses] },
    {
      term: 'By',
      says: meeting ? planWords.meeting(meeting) : [channel === 'meeting' ? 'letter' : names.channels[channel]],
    },
    { term: 'From', says: signatory ? [{ said: signatory }] : [`[${planWords.ranks[rank]}]`] },
    { term: 'Date', says: [formatDay(on)] },
  ]
}

function opening({ approach: { channel, office } }: Reminder): Sentence {
  if (channel === 'note_verbale')
    return [
      '[Our institution] presents its compliments to the ',
      { said: office.name },
      ' and has the honour to refer to the following.',
    ]
  if (channel === 'telephone' || channel === 'meeting') return ['The following is still open on our record.']
  return ['I refer to the following, on which an answer is still awaited.']
}

function told(
  ask: CitedAsk,
  { communication, entries }: CitedAsk['correspondence'][number],
  isFirst: boolean,
): Sentence[] {
  const sentences = entries.map((entry): Sentence =>
    entry.bearing === 'replies' ? replied(communication, entry) : ours(ask, communication, entry, isFirst),
  )
  const isReplied = entries.some(({ bearing }) => bearing === 'replies')
  if (communication.quotation === null || !isReplied) return sentences
  return [...sentences, ['Its words were: “', { said: communication.quotation }, '”.']]
}

function ours(ask: CitedAsk, communication: Cited, { bearing, untilOn }: Bore, isFirst: boolean): Sentence {
  const by = untilOn ? `, with the request for an answer by ${formatDay(untilOn)}` : ''
  const which: Sentence = [`the ${NOUNS[communication.channel]}${ofDay(communication)}`, ...parties(communication)]
  switch (bearing) {
    case 'asks':
      return isFirst
        ? ['Reference is made to ', ...which, ', concerning “', { said: ask.followUp.title }, `”${by}.`]
        : ['The matter was put again in ', ...which, `${by}.`]
    case 'reminds':
      return ['A reminder was given in ', ...which, '.']
    case 'supplies':
      return ['What had been requested of us was supplied in ', ...which, '.']
    default:
      return ['In ', ...which, `, time was granted until ${formatDay(untilOn!)}.`]
  }
}

/** What came back, by its character; our summary of it is not theirs to read. */
function replied(communication: Cited, { character, untilOn }: Bore): Sentence {
  const { direction, recipient, sender, channel } = communication
  const when = untilOn ? ` ${character === 'extension_requested' ? 'until' : 'by'} ${formatDay(untilOn)}` : ''
  const said = `${SAID[character!]}${when}.`
  if (character === 'bounced') return [`What had been sent came back undelivered${ofDay(communication)}.`]
  if (direction === 'exchange')
    return ['On that occasion, ', ...(recipient ? titled(recipient) : ['the other side']), ` ${said}`]
  return [
    `A reply by ${NOUNS[channel]}${ofDay(communication)}`,
    ...(sender ? [' from ', ...titled(sender)] : []),
    ` ${said}`,
  ]
}

function stillOpen({ followUp: { lastWordOn, firstReplyOn, state } }: CitedAsk): Sentence {
  const heard = lastWordOn ?? firstReplyOn
  if (!heard) return ['No reply is on our record.']
  return [`${state === 'partial' ? 'No answer to the rest' : 'No answer on the substance'} is on our record since.`]
}

function closing({ approach, asks }: Reminder): Sentence[] {
  const { channel, meeting, office, replyBy } = approach
  const these = asks.length === 1 ? 'this matter' : 'these matters'
  if (meeting) return [[`To be asked: an answer on ${these}, or the day by which one can be expected.`]]
  if (channel === 'telephone')
    return [[`To be asked: an answer by ${formatDay(replyBy)}, or the day by which one can be expected.`]]
  if (channel === 'meeting')
    return [
      [
        `I should be grateful for a meeting at which ${these} could be taken further, before ${formatDay(replyBy)} if possible.`,
      ],
    ]
  if (channel === 'note_verbale')
    return [
      [`An answer on ${these} by ${formatDay(replyBy)} would be appreciated.`],
      [
        '[Our institution] avails itself of this opportunity to renew to the ',
        { said: office.name },
        ' the assurances of its highest consideration.',
      ],
    ]
  return [[`I should be grateful for an answer on ${these} by ${formatDay(replyBy)}.`]]
}

function parties({ sender, recipient, direction }: Cited): Sentence {
  const [a, b] = [sender, recipient].map((name): Sentence => (name === null ? [] : titled(name)))
  if (direction === 'exchange' && a!.length > 0 && b!.length > 0) return [' between ', ...a!, ' and ', ...b!]
  return [...(a!.length > 0 ? [' from ', ...a!] : []), ...(b!.length > 0 ? [' to ', ...b!] : [])]
}

/** " of 8 August 2003", " received on 30 December 2003"; as vague as it is on record. */
function ofDay(cited: Cited): string {
  const { direction, receivedOn, dated } = cited
  if (dated?.isExact) return ` of ${formatDay(dated.earliest!)}`
  if (direction === 'received' && receivedOn) return ` received on ${formatDay(receivedOn)}`
  const when = whenOf(cited)
  return when.kind === 'on' ? ` of ${formatDay(when.day)}` : `, ${whenInWords(when)},`
}

function titled(name: string): Sentence {
  return officeInWords({ name, isFormer: false })
}

const TOOK_PLACE: Record<Channel, string> = {
  letter: 'A letter was sent',
  note_verbale: 'A note verbale was sent',
  email: 'An e-mail was sent',
  fax: 'A fax was sent',
  telephone: 'A telephone call was made',
  meeting: 'A meeting was held',
  working_contact: 'Contacts at the working level took place',
  document: 'A document was transmitted',
}
