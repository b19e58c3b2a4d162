const MOST_KEPT = 10_000

/** Makes it of each once. Where there are too many of them, it begins again with none. */
export function remembering<Of, Made>(keyOf: (of: Of) => string | number, make: (of: Of) => Made): (of: Of) => Made {
  const kept = new Map<string | number, Made>()
  return (of) => {
    const key = keyOf(of)
    const known = kept.get(key)
    if (known !== undefined) return known
    if (kept.size >= MOST_KEPT) kept.clear()
    const made = make(of)
    kept.set(key, made)
    return made
  }
}
