import type { Character } from '../../domain/correspondence/characters.ts'
import type { Bore, Followed, NamedAsk, NoteSentence, Told } from '../../domain/note/sentences.ts'
import { formats } from './follow-up.ts'
import {
  a,
  BY_CHANNEL,
  capitalized,
  datedInWords,
  NOUNS,
  officeInWords,
  quotationOf,
  quotedTitle,
  whenInWords,
} from './note-parts.ts'
import { EXCHANGED, RECEIPTS, SAID, SAYING, SENT } from './note-verbs.ts'
import type { Sentence } from '../story-words.ts'

const { formatDay, formatList } = formats

type Communication = Extract<NoteSentence, { kind: 'communication' }>

export function communicationInWords(sentence: Communication): Sentence {
  const { direction } = sentence.of
  if (direction === 'received') return receivedInWords(sentence)
  if (direction === 'exchange') return exchangeInWords(sentence)
  return sentence.followsUp ? followedUpInWords(sentence, sentence.followsUp) : sentInWords(sentence)
}

/** "On 8 August 2003, the then Acting High Commissioner addressed a letter to the Permanent Representative, concerning …" */
function sentInWords({ of, when, writtenOn, sender, recipient, bearings }: Communication): Sentence {
  const { did, done } = SENT[of.channel]
  const thing = `${a(NOUNS[of.channel])}${datedInWords(writtenOn)}`
  const head = sender ? [...officeInWords(sender), ` ${did.replace('#', thing)}`] : [done.replace('#', thing)]
  return [
    ...capitalized([whenInWords(when)]),
    ', ',
    ...head,
    ...(recipient ? [` ${of.channel === 'telephone' ? 'to' : SENT[of.channel].to} `, ...officeInWords(recipient)] : []),
    ...bearings.flatMap((bore) => [', ', ...boreInWords(bore)]),
    ...quotationOf(of),
    '.',
  ]
}

/** "The letter of 8 August 2003 was followed up on 16 December 2003 by a further letter from … to the same addressee." */
function followedUpInWords({ of, when, writtenOn, sender, recipient }: Communication, followed: Followed): Sentence {
  return [
    `The ${NOUNS[followed.of.channel]} of ${formatDay(followed.on)} was followed up ${whenInWords(when)} by `,
    `${of.channel === followed.of.channel ? 'another' : a(NOUNS[of.channel]).split(' ')[0]} ${NOUNS[of.channel]}`,
    datedInWords(writtenOn),
    ...(sender ? [' from ', ...officeInWords(sender)] : []),
    ...(recipient
      ? followed.isSameRecipient
        ? [' to the same addressee']
        : [' to ', ...officeInWords(recipient)]
      : []),
    ...quotationOf(of),
    '.',
  ]
}

/** "On 24 August 2004, the High Commissioner met the Permanent Representative and raised …" */
function exchangeInWords({ of, when, sender, recipient, bearings }: Communication): Sentence {
  const isQuotedHere = !of.entries.some(({ bearing }) => bearing === 'replies')
  const day = [...capitalized([whenInWords(when)]), ', ']
  const met = of.channel === 'meeting' && sender && recipient
  return [
    ...day,
    ...(met
      ? [...officeInWords(sender), ' met ', ...officeInWords(recipient)]
      : [`${EXCHANGED[of.channel]}`, ...betweenInWords({ sender, recipient })]),
    ...bearings.flatMap((bore) => [met ? ' and ' : ', ', ...(met ? raisedInWords(bore) : boreInWords(bore))]),
    ...(isQuotedHere ? quotationOf(of) : []),
    '.',
  ]
}

/** "A reply concerning PRK-TC-1 was received by letter on 30 December 2003, addressed to …, informing …" */
function receivedInWords({ of, when, writtenOn, sender, recipient, bearings }: Communication): Sentence {
  const replies = bearings.filter(({ bearing }) => bearing === 'replies')
  const others = bearings.filter(({ bearing }) => bearing !== 'replies')
  const asks = replies.flatMap((bore) => bore.asks)
  const head = replies.some(({ character }) => !RECEIPTS.has(character!)) ? 'reply' : 'communication'
  const isOne = replies.length === 1
  return [
    ...(replies.length > 0
      ? [
          `A ${head}${datedInWords(writtenOn)}${isOne ? ` concerning ${refs(asks)}` : ''} was received ${BY_CHANNEL[of.channel]} `,
        ]
      : [`${a(NOUNS[of.channel]).replace(/^a/u, 'A')}${datedInWords(writtenOn)} was received `]),
    whenInWords(when),
    ...(sender ? [' from ', ...officeInWords(sender)] : []),
    ...(recipient ? [', addressed to ', ...officeInWords(recipient)] : []),
    ...replies.flatMap((bore) => [isOne ? ', ' : `; as regards ${refs(bore.asks)}, `, saying(bore)]),
    ...others.flatMap((bore) => [', ', ...boreInWords(bore)]),
    ...quotationOf(of, isOne && others.length === 0 ? ' and ' : ', '),
    '.',
  ]
}

/** What the other side said at a meeting. */
export function repliedThenInWords({
  of,
  recipient,
  replies,
}: Extract<NoteSentence, { kind: 'replied_then' }>): Sentence {
  const speaker = recipient ? officeInWords(recipient) : ['the other side']
  const isOne = replies.length === 1 && of.entries.every(({ followUp }) => followUp === replies[0]!.asks[0]!.reference)
  return [
    ...capitalized(speaker),
    ...replies.flatMap((bore, i) => [
      i > 0 ? '; and' : isOne ? '' : ',',
      isOne ? ' ' : `${i > 0 ? ',' : ''} as regards ${refs(bore.asks)}, `,
      said(bore),
    ]),
    ...quotationOf(of),
    '.',
  ]
}

export function surroundedInWords({
  isBefore,
  isAfter,
  ...told
}: Extract<NoteSentence, { kind: 'surrounded' }>): Sentence {
  const how =
    isBefore && isAfter ? 'had been preceded, and was also followed,' : isBefore ? 'had been preceded' : 'was followed'
  return [`This ${how} by contacts at the working level`, ...betweenInWords(told), '.']
}

function betweenInWords({ sender, recipient }: Pick<Told, 'sender' | 'recipient'>): Sentence {
  const both = [sender, recipient].filter((office) => office !== null)
  if (both.length === 0) return []
  const [first, second] = both
  return second
    ? [' between ', ...officeInWords(first!), ' and ', ...officeInWords(second)]
    : [' with ', ...officeInWords(first!)]
}

function boreInWords({ bearing, character, untilOn, isAgain, asks }: Bore): Sentence {
  switch (bearing) {
    case 'asks':
      return [
        isAgain ? 'again concerning ' : 'concerning ',
        ...named(asks),
        untilOn ? `, and requesting an answer by ${formatDay(untilOn)}` : '',
      ]
    case 'reminds':
      return [`as a reminder concerning ${refs(asks)}`]
    case 'supplies':
      return [`supplying what had been requested concerning ${refs(asks)}`]
    case 'grants':
      return [`granting time until ${formatDay(untilOn!)} concerning ${refs(asks)}`]
    case 'replies':
      return [`as regards ${refs(asks)} ${SAYING[character!]}`]
  }
}

function raisedInWords(bore: Bore): Sentence {
  const { bearing, untilOn, isAgain, asks } = bore
  if (bearing === 'asks')
    return [
      isAgain ? 'raised again ' : 'raised the following: ',
      ...named(asks),
      untilOn ? `, requesting an answer by ${formatDay(untilOn)}` : '',
    ]
  if (bearing === 'reminds') return [`recalled ${refs(asks)}`]
  if (bearing === 'supplies') return [`supplied what had been requested concerning ${refs(asks)}`]
  return [`granted time until ${formatDay(untilOn!)} concerning ${refs(asks)}`]
}

/** With its title where it is named for the first time. */
function named(asks: readonly NamedAsk[]): Sentence {
  return asks.flatMap(({ reference, title, office }, i) => [
    i === 0 ? '' : i === asks.length - 1 ? ' and ' : ', ',
    ...(title === null
      ? [reference]
      : [
          ...quotedTitle(title),
          ` (${reference}`,
          ...(office ? [', put to ', ...officeInWords({ name: office, isFormer: false })] : []),
          ')',
        ]),
  ])
}

function refs(asks: readonly NamedAsk[]): string {
  return formatList([...new Set(asks.map(({ reference }) => reference))])
}

function saying({ character, untilOn }: Bore): string {
  return withDay(SAYING[character!], character!, untilOn)
}

function said({ character, untilOn }: Bore): string {
  return withDay(SAID[character!], character!, untilOn)
}

function withDay(words: string, character: Character, untilOn: Temporal.PlainDate | null): string {
  if (!untilOn) return words
  return `${words} ${character === 'extension_requested' ? 'until' : 'by'} ${formatDay(untilOn)}`
}
