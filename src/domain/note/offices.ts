import type { NotedCommunication } from './record.ts'

/** An office as it was named then. */
export interface Office {
  name: string
  /** The same office is named otherwise later on, as when somebody else acts in it no longer: "the then Acting …". */
  isFormer: boolean
}

const FOR_THE_TIME_BEING = /^(?:acting|interim)\s+|,?\s+(?:a\.\s?i\.|ad interim)$/giu

export function officeOf(name: string | null, later: readonly NotedCommunication[]): Office | null {
  if (name === null) return null
  const named = later.flatMap(({ sender, recipient }) => [sender, recipient]).filter((other) => other !== null)
  return { name, isFormer: named.some((other) => other !== name && isOneOffice(other, name)) }
}

function isOneOffice(a: string, b: string): boolean {
  return bare(a) === bare(b)
}

function bare(title: string): string {
  return title.replaceAll(FOR_THE_TIME_BEING, '').toLowerCase()
}
