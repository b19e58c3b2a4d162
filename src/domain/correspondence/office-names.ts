/** What an office was called, and whose place it had taken, from a day on. */
export interface OfficeName {
  name: string
  succeedsId: number | null
  /** Null of what has held for as long as the office is known. */
  sinceOn: Temporal.PlainDate | null
}

/** The version that held on a day: of those that began by then, the one that began last. They come in order of recording. */
export function officeNameOn<N extends OfficeName>(versions: readonly N[], day: Temporal.PlainDate): N | undefined {
  const begun = versions.filter(({ sinceOn }) => !sinceOn || Temporal.PlainDate.compare(sinceOn, day) <= 0)
  return begun.toSorted(byBeginning).at(-1)
}

export function byBeginning(a: OfficeName, b: OfficeName): number {
  if (a.sinceOn && b.sinceOn) return Temporal.PlainDate.compare(a.sinceOn, b.sinceOn)
  return Number(a.sinceOn !== null) - Number(b.sinceOn !== null)
}
