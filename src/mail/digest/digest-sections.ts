import type { FollowUpOnDay } from '../../domain/standings/follow-up.ts'
import type { Catalogue } from '../../language/catalogue.ts'
import { isTrouble } from '../../domain/digests/digest.ts'
import { shown, type Row, type Section } from './digest-page.ts'
import { dutyRow, figuresOf, followUpRow, problemRow, rowOr, type Writing } from './digest-rows.ts'

/** From "your move" on, in the order of use. */
export function composeSections(writing: Writing): Section[] {
  const { digest } = writing
  return [
    yourMove(writing),
    newlyFlagged(writing),
    pending(writing),
    ...(digest.reportDuties.length > 0 ? [reportDuties(writing)] : []),
    ...(digest.deliveryProblems.length > 0 || isTrouble(digest.everybodysMail) ? [deliveryProblems(writing)] : []),
  ]
}

function yourMove(writing: Writing): Section {
  const { digest, opens, catalogue, room } = writing
  const { digest: words } = catalogue
  const rows = digest.yourMove.rows
    .slice(0, room.others)
    .map(({ followUp, because }) => rowOf(writing, followUp, () => ({ says: [words.because(because, followUp)] })))
  const query = { ...digest.subscription.query, move: 'ours' as const }
  const ours = { says: words.openOurs, opening: opens({ kind: 'pending', query, asOf: digest.asOf }) }
  return {
    ...sectionOf(words.yourMove, rows, digest.yourMove.count, catalogue),
    note: rows.length === 0 ? words.nothingToMove : '',
    openings: digest.yourMove.count > rows.length ? [ours] : [],
  }
}

function newlyFlagged(writing: Writing): Section {
  const { digest, catalogue, room } = writing
  const { digest: words } = catalogue
  const rows = digest.newlyFlagged.rows
    .slice(0, room.others)
    .map(({ followUp, kind, crossedOn }) =>
      rowOf(writing, followUp, () => ({ says: [words.crossed(kind, crossedOn)] })),
    )
  return {
    ...sectionOf(words.newlyFlagged, rows, digest.newlyFlagged.count, catalogue),
    note: rows.length === 0 ? words.nothingFlagged : '',
  }
}

function pending(writing: Writing): Section {
  const { digest, opens, catalogue, room } = writing
  const { digest: words } = catalogue
  const followUps = digest.pending.slice(0, room.pending)
  const rows = followUps.map((followUp) =>
    rowOf(writing, followUp, () => ({ figures: figuresOf(followUp, digest.asOf, catalogue) })),
  )
  const all = opens({ kind: 'pending', query: digest.subscription.query, asOf: digest.asOf })
  const one = followUps.slice(0, 1).map(({ reference }) => opens({ kind: 'follow_up', reference }))
  return {
    ...sectionOf(words.pending, rows, digest.balance.closing, catalogue),
    note: rows.length === 0 ? words.nothingPending : words.longestFirst,
    openings: [
      ...(digest.balance.closing > rows.length ? [{ says: words.openAll, opening: all }] : []),
      ...one.filter((opening) => 'command' in opening).map((opening) => ({ says: words.openOne, opening })),
    ],
  }
}

function reportDuties(writing: Writing): Section {
  const { digest, catalogue, room } = writing
  const rows = digest.reportDuties
    .slice(0, room.others)
    .map((duty) => rowOr(writing, { kind: 'dossier', reference: duty.dossier }, () => dutyRow(duty, writing)))
  return sectionOf(catalogue.digest.reportDuties, rows, digest.reportDuties.length, catalogue)
}

function deliveryProblems(writing: Writing): Section {
  const { digest, catalogue, room } = writing
  const rows = digest.deliveryProblems.slice(0, room.others).map((problem) => problemRow(problem, writing))
  return {
    ...sectionOf(catalogue.digest.deliveryProblems, rows, digest.deliveryProblems.length, catalogue),
    note: isTrouble(digest.everybodysMail) ? shown(catalogue.digest.everybodysMail(digest.everybodysMail), 800) : '',
  }
}

function rowOf(writing: Writing, followUp: FollowUpOnDay, more: () => Partial<Row>): Row {
  const { opens, catalogue } = writing
  const list = { kind: 'follow_up', reference: followUp.reference } as const
  return rowOr(writing, list, () => ({ ...followUpRow(followUp, opens, catalogue), ...more() }))
}

function sectionOf(heading: string, rows: readonly Row[], count: number, { formatNumber, digest }: Catalogue): Section {
  return {
    heading,
    count: count > 0 ? formatNumber(count) : '',
    note: '',
    rows,
    unshown: count > rows.length ? digest.unshown(count - rows.length) : '',
    openings: [],
  }
}
