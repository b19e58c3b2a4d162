/** What must hold before a release, and the faults that show it. */
export interface Gate {
  number: number
  demands: string
  faults: readonly string[]
}

const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => `F${first + n}`)

export const GATES: readonly Gate[] = [
  {
    number: 1,
    demands: 'killed anywhere: none lost, a copy for each kill at most, the same bytes',
    faults: from(1, 10),
  },
  { number: 2, demands: '8 workers, 2,000 mails, no fault: no copies', faults: ['F51'] },
  { number: 3, demands: '8 replicas migrate at once: 20 of 20 rounds clean', faults: ['F52'] },
  {
    number: 4,
    demands: 'the database goes away: back within 10 s of it, no call hangs',
    faults: [...from(11, 13), 'F18'],
  },
  { number: 5, demands: 'one digest for each local day, 500 zones, 20 years', faults: from(45, 49) },
  { number: 7, demands: 'nothing secret in logs, errors, or mails to others', faults: ['C18'] },
  { number: 8, demands: '100,000 items: 2 s, 256 KB, 300 MB at most', faults: ['F63'] },
  { number: 9, demands: 'five kinds of tampering as superuser are found', faults: ['C15'] },
  {
    number: 11,
    demands: 'what is not sent after a day is in doctor and in an administrator’s digest',
    faults: ['unsent'],
  },
]
