/** Reads what is wanted of something, but for where the one before wanted just the same. */
export type SharedReads = <T>(what: string, of: unknown, read: () => Promise<T>) => Promise<T>

/**
 * Within one snapshot: readers of the same list cost one reading of it, where they come one after the other. Only the
 * last of each kind is kept, so that many long lists take the memory of one.
 */
export function sharedReads(): SharedReads {
  const kept = new Map<string, { key: string; found: Promise<unknown> }>()
  return <T>(what: string, of: unknown, read: () => Promise<T>) => {
    const key = JSON.stringify(of)
    const last = kept.get(what)
    if (last?.key === key) return last.found as Promise<T>
    const found = read()
    kept.set(what, { key, found })
    return found
  }
}
