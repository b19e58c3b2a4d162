import { z } from 'zod'
import { RANKS } from '../../domain/approaches/ladder.ts'
import { BRACKETS } from '../../domain/standings/brackets.ts'
import { CHARACTER_NAMES, STATES } from '../../domain/correspondence/characters.ts'
import { parseCron } from '../../domain/digests/cron.ts'
import { parseDay } from '../../domain/dates/day.ts'
import { BEARINGS, CHANNELS, CLOSURE_REASONS, DIRECTIONS, GRADES } from '../../domain/correspondence/facts.ts'
import { parseMailAddress } from '../../domain/mail-address.ts'
import { Problem } from '../../domain/problem.ts'
import { parseTimeZone } from '../../domain/dates/time-zone.ts'
import { parseCountry, parseFollowUpReference, parseLine, parseReference, parseText } from '../../domain/text.ts'
import { parseVagueDate } from '../../domain/dates/vague-date.ts'
import { ROLES } from '../../store/schema/parties.ts'
import { holidayYear } from './holidays-document.ts'
import { policy, weekend } from './policy-document.ts'
import { firstMistakes, mistakesOfShape } from '../reading/mistakes-of-shape.ts'
import { choice, longLine, maybe, read } from '../reading/read-field.ts'

/** A ledger as a file: what `relance export` writes and `relance import` reads. Everything is named, nothing has an id. */
export type LedgerDocument = z.output<typeof ledgerDocument>
export type DossierDocument = LedgerDocument['dossiers'][number]
export type CommunicationDocument = DossierDocument['communications'][number]
export type FollowUpDocument = DossierDocument['followUps'][number]

const FORMAT = 1

/** All mistakes at once, each with its place in the file. */
export function parseLedgerDocument(value: unknown): LedgerDocument {
  const result = ledgerDocument.safeParse(value, { reportInput: true })
  if (result.success) return result.data
  throw refusalOf(mistakesOfShape(result.error, 'the file'))
}

/** One that stands in a line of its own; null with what is wrong with it, each with its place. */
export function parseDossierLine(
  value: unknown,
  line: string,
): { dossier: DossierDocument | null; mistakes: readonly string[] } {
  const result = dossier.safeParse(value, { reportInput: true })
  if (result.success) return { dossier: result.data, mistakes: [] }
  return {
    dossier: null,
    mistakes: mistakesOfShape(result.error, 'the dossier').map((mistake) => `${line}, ${mistake}`),
  }
}

export function refusalOf(mistakes: readonly string[]): Problem {
  const count = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`
  return new Problem('invalid', `${count}, nothing imported`, firstMistakes(mistakes))
}

const list = <T extends z.ZodType>(of: T) => z.array(of).default([])

const desk = z.strictObject({ reference: read(parseReference), name: read(parseLine) })

const officer = z.strictObject({
  email: read(parseMailAddress),
  name: read(parseLine),
  role: read(choice(ROLES)),
  desk: maybe(parseReference),
})

const receivingPoint = z.strictObject({
  reference: read(parseReference),
  name: read(parseLine),
  desk: read(parseReference),
  channels: z.array(read(choice(CHANNELS))).min(1),
  sinceOn: read(parseDay),
  retiredOn: maybe(parseDay),
  retiredWhy: maybe(parseText),
})

const attestation = z.strictObject({
  point: read(parseReference),
  from: read(parseDay),
  through: read(parseDay),
  remark: maybe(parseText),
})

const officeName = z.strictObject({
  name: read(longLine),
  succeeds: maybe(parseReference),
  sinceOn: maybe(parseDay),
})

const counterpart = z.strictObject({
  reference: read(parseReference),
  name: read(longLine),
  country: maybe(parseCountry),
  languages: list(read(parseLine)),
  timeZone: maybe(parseTimeZone),
  holidayCalendar: maybe(parseLine),
  weekend: weekend.nullable().default(null),
  emails: list(read(parseMailAddress)),
  succeeds: maybe(parseReference),
  /** What it was called from which day on, where that changed: the first has no day. */
  names: list(officeName),
})

const plannedMeeting = z.strictObject({
  counterpart: read(parseReference),
  heldOn: read(parseDay),
  rank: read(choice(RANKS)),
  title: read(parseLine),
  meets: maybe(parseLine),
})

const reportDuty = z.strictObject({
  body: read(parseLine),
  session: read(parseLine),
  dueOn: maybe(parseDay),
  metBy: maybe(parseLine),
  metOn: maybe(parseDay),
})

const mandate = z.strictObject({
  document: read(parseLine),
  paragraph: read(parseLine),
  requires: read(parseText),
  /** The day of the decision. */
  decided: maybe(parseVagueDate),
  reportDuties: list(reportDuty),
})

const followUp = z.strictObject({
  reference: read(parseFollowUpReference),
  title: read(parseLine),
  counterpart: read(parseReference),
  owner: maybe(parseMailAddress),
  desk: read(parseReference),
  policy: maybe(parseReference),
  isConfidential: z.boolean().default(false),
  /** What whoever keeps it elsewhere calls it. */
  externalReference: maybe(longLine),
})

const entry = z.strictObject({
  followUp: read(parseFollowUpReference),
  bearing: read(choice(BEARINGS)),
  character: maybe(choice(CHARACTER_NAMES)),
  untilOn: maybe(parseDay),
})

const orderOf = ({ followUp: of, bearing }: z.output<typeof entry>) => `${of} ${bearing}`

const communication = z.strictObject({
  number: z.int().min(1).max(1_000_000),
  channel: read(choice(CHANNELS)),
  direction: read(choice(DIRECTIONS)),
  dated: maybe(parseVagueDate),
  sentOn: maybe(parseDay),
  receivedOn: maybe(parseDay),
  orderOnDay: z.int().min(-1000).max(1000).default(0),
  from: maybe(longLine),
  to: maybe(longLine),
  summary: maybe(parseText),
  quotation: maybe(parseText),
  source: maybe(longLine),
  externalReference: maybe(longLine),
  // In one order, so that the same entries in another are the same communication.
  entries: list(entry).transform((entries) => entries.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))),
})

const closure = z.strictObject({
  followUp: read(parseFollowUpReference),
  closedOn: read(parseDay),
  reason: read(choice(CLOSURE_REASONS)),
  remark: maybe(parseText),
  /** The communication of the same day that came after it; left out where none did. */
  before: z.int().min(1).nullable().default(null),
})

const assessment = z.strictObject({
  followUp: read(parseFollowUpReference),
  communication: z.int().min(1),
  grade: read(choice(GRADES)),
  reason: read(parseText),
})

const dossier = z.strictObject({
  reference: read(parseReference),
  title: read(longLine),
  mandates: list(mandate),
  followUps: list(followUp),
  communications: list(communication),
  closures: list(closure),
  assessments: list(assessment),
})

const pendingQuery = z.strictObject({
  counterpart: read(parseReference).optional(),
  dossier: read(parseReference).optional(),
  owner: read(parseMailAddress).optional(),
  desk: read(parseReference).optional(),
  state: read(choice(STATES)).optional(),
  move: read(choice(['ours', 'theirs', 'nobody'] as const)).optional(),
  bracket: read(choice(BRACKETS)).optional(),
  isUnread: z.boolean().optional(),
})

const subscription = z.strictObject({
  officer: read(parseMailAddress),
  name: read(parseLine),
  query: pendingQuery.default({}),
  cron: read((value, field) => (parseCron(value, field), String(value).trim())),
  timeZone: read(parseTimeZone),
  language: read(choice(['en'] as const)).default('en'),
  onlyIfChanged: z.boolean().default(false),
  suppressIfEmpty: z.boolean().default(false),
})

/**
 * Where the chain of a dossier stood that was exported, or with none the ledger's own, to compare with: what is imported
 * begins chains of its own.
 */
const head = z.strictObject({
  dossier: read(parseReference).nullable(),
  records: z.int().min(1),
  head: z.string().regex(/^[0-9a-f]{16}$/u, '16 digits of 0 to 9 and a to f'),
})

const ledgerDocument = z.strictObject({
  relance: z.literal(FORMAT),
  desks: list(desk),
  officers: list(officer),
  policies: list(policy),
  receivingPoints: list(receivingPoint),
  attestations: list(attestation),
  counterparts: list(counterpart),
  plannedMeetings: list(plannedMeeting),
  holidayYears: list(holidayYear),
  dossiers: list(dossier),
  subscriptions: list(subscription),
  heads: z.array(head).optional(),
})
