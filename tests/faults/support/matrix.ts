/** What one test of the fault matrix found. Its verdict is whether the test passed. */
export interface FaultRow {
  /** Of reliability.md, such as F6; several where one test injects them together. */
  fault: string
  /** What was injected, in a few words. */
  injected: string
  /** Mails that the server took, with copies; left out where no mail is part of it. */
  delivered?: number
  /** Different Message-IDs among them. */
  distinct?: number
  /** Mails or records that should be there and are not. */
  lost?: number
  /** From the end of the fault to service being back. */
  recoveredMs?: number
  /** What else was seen. */
  note?: string
}

declare module 'vitest' {
  interface TaskMeta {
    faults?: FaultRow[]
  }
}

/** Puts a row into the table that `npm run faults` prints. */
export function tell({ meta }: { meta: { faults?: FaultRow[] } }, row: FaultRow): void {
  meta.faults = [...(meta.faults ?? []), row]
}
