import type { NotedCommunication } from '../../domain/note/record.ts'
import type { Citation } from '../../domain/note/sentences.ts'
import type { Silence } from '../../domain/silence/silence.ts'
import { whenOf, writtenOn } from '../../domain/note/when.ts'
import { formats } from './follow-up.ts'
import { names } from './names.ts'
import { datedInWords, NOUNS, whenInWords } from './note-parts.ts'
import { silenceWords } from './silence.ts'
import type { Sentence } from '../story-words.ts'

const { formatDay, formatList } = formats

export function citationInWords(citation: Citation, isFirst: boolean): Sentence {
  switch (citation.kind) {
    case 'dossier':
      return [`Dossier ${citation.dossier.reference}`]
    case 'mandate':
      return [{ said: citation.mandate.document }, ', para. ', { said: citation.mandate.paragraph }]
    case 'communication':
      return isFirst ? inFull(citation.communication, citation.isTold) : [citation.communication.reference]
    case 'closure': {
      const { followUp, closedOn, reason, remark } = citation.closure
      const said = remark === null ? [] : [' (', { said: remark }, ')']
      return [`Closure of ${followUp} of ${formatDay(closedOn)}, ${names.closureReasons[reason]}`, ...said]
    }
    case 'standing': {
      const from = [
        ...citation.from.map(({ reference }) => reference),
        ...citation.closures.map(({ closedOn }) => `the closure of ${formatDay(closedOn)}`),
      ]
      return [`Standing of ${citation.ask.followUp.reference}, from ${formatList(from)}`]
    }
    case 'silence':
      return [
        `Statement on the silence of ${citation.silence.followUp.reference}`,
        ...citation.silence.points.flatMap(read),
      ]
  }
}

/** "; TC-REG, Registry, read 31 December 2003 to 22 December 2004, as attested by …" */
function read(point: Silence['points'][number]): Sentence {
  const [name = [], , days = [], by = []] = silenceWords.pointRow(point)
  return ['; ', ...name, ', read ', ...days, ', as attested by ', ...by]
}

/** "PRK-TC/5, letter received on 30 December 2003: summary (E/CN.4/2005/32, para. 3)" */
function inFull(of: NotedCommunication, isTold: boolean): Sentence {
  const { reference, version, channel, direction, summary, source } = of
  const moved = direction === 'exchange' ? '' : ` ${direction}`
  return [
    `${reference}${version > 1 ? `, version ${version}` : ''}, ${NOUNS[channel]}${datedInWords(writtenOn(of))}${moved} ${whenInWords(whenOf(of))}`,
    ...(summary === null || isTold ? [] : [': ', { said: summary.replace(/\.\s*$/u, '') }]),
    ...(source === null ? [] : [' (', { said: source }, ')']),
  ]
}
