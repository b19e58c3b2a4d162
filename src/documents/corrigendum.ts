import { catalogueOf } from '../language/catalogue.ts'
import type { Sentence } from '../language/story-words.ts'
import type { Correction, Corrigendum } from '../use-cases/issued/draft-corrigendum.ts'
import { differenceInWords, documentInWords } from './difference-words.ts'
import type { Block } from './word-file.ts'

const words = catalogueOf('en')

/** As a corrigendum of the United Nations reads, with whom each document went to. */
export function corrigendumBlocks(corrigendum: Corrigendum, timeZone: string): Block[] {
  const { dossier, communication, corrections, documents } = corrigendum
  const of = communication === null ? dossier.reference : `${dossier.reference}/${communication}`
  return [
    { kind: 'title', text: ['Corrigendum'] },
    { kind: 'subtitle', text: [`${of}: `, { said: dossier.title }] },
    { kind: 'remark', text: [draftedInWords(corrigendum, timeZone)] },
    ...(documents.length === 0 ? [paragraph(['Nothing that was given out says otherwise than the record.'])] : []),
    ...section(
      'What was corrected',
      corrections.flatMap((correction) => correctionBlocks(correction, timeZone)),
    ),
    ...documents.flatMap(({ document, differences }): Block[] => [
      { kind: 'heading', text: documentInWords(document) },
      ...differences.map((difference) => paragraph([...differenceInWords(difference, document.kind), '.'])),
    ]),
    ...section('Distribution', distribution(documents, timeZone)),
  ]
}

function draftedInWords({ draftedOn, knownAt }: Corrigendum, timeZone: string): string {
  const day = words.formatDay(draftedOn)
  if (knownAt === null) return `Drafted from the record on ${day}.`
  return `Drafted on ${day} from the record as it was known on ${words.formatInstant(knownAt.toZonedDateTimeISO(timeZone))}.`
}

function correctionBlocks(correction: Correction, timeZone: string): Block[] {
  const { reference, by, why, at, differences } = correction
  const reason = why === null ? [] : [': ', { said: `“${why}”` }]
  return [
    paragraph([`${reference} was ${deedOf(correction)} on ${dayOf(at, timeZone)} by `, { said: by }, ...reason, '.']),
    ...differences.map((difference) =>
      paragraph([...differenceInWords({ ...difference, section: reference, about: '' }, null), '.']),
    ),
  ]
}

function deedOf({ kind, isWithdrawn, why }: Correction): string {
  const isFirst = why === null
  if (kind === 'attestation') return 'found not to have been read as had been attested,'
  if (kind === 'assessment') return 'assessed otherwise'
  if (kind === 'due_day') return 'given other due days by holidays that became known'
  if (kind === 'naming') return 'called otherwise, or an office that was asked in it,'
  if (kind === 'duty') return isFirst ? 'given a duty, or a report that met one,' : 'told otherwise of its duties'
  if (kind === 'communication') return isWithdrawn ? 'withdrawn' : isFirst ? 'recorded' : 'corrected'
  return isWithdrawn ? 'reopened, its closure being withdrawn,' : isFirst ? 'closed' : 'closed otherwise'
}

/** Each reader once, with all that went to them. */
function distribution(documents: Corrigendum['documents'], timeZone: string): Block[] {
  const byReader = Map.groupBy(documents, ({ document }) => document.to.address)
  return [...byReader.values()].map((given) => {
    const { name, address } = given[0]!.document.to
    const told = given.map(({ document: { title, givenAt, digest } }) => {
      const fate = digest && digest.state !== 'sent' ? `, ${digest.state}` : ''
      return `${title} (${dayOf(givenAt, timeZone)}${fate})`
    })
    return paragraph([{ said: name }, ', ', { said: address }, ': ', { said: [...new Set(told)].join('; ') }, '.'])
  })
}

function dayOf(at: Temporal.Instant, timeZone: string): string {
  return words.formatDay(at.toZonedDateTimeISO(timeZone).toPlainDate())
}

function section(heading: string, blocks: readonly Block[]): Block[] {
  return blocks.length === 0 ? [] : [{ kind: 'heading', text: [heading] }, ...blocks]
}

function paragraph(text: Sentence): Block {
  return { kind: 'paragraph', text }
}
