/** A stretch of a row that is taken. */
export interface Taken {
  from: number
  to: number
}

/** For each, in the order given, the first row in which it touches none of those before. */
export function rowsFor(stretches: readonly Taken[], apart: number): number[] {
  const rows: Taken[][] = []
  return stretches.map((stretch) => {
    const free = rows.findIndex((row) => isFree(stretch, row, apart))
    const row = free < 0 ? rows.length : free
    rows[row] = [...(rows[row] ?? []), stretch]
    return row
  })
}

export function isFree({ from, to }: Taken, taken: readonly Taken[], apart = 0): boolean {
  return taken.every((other) => to + apart <= other.from || other.to + apart <= from)
}
