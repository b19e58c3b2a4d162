/** How whoever works is told to stop. */
export interface Ending {
  /** Aborts first: finish what is under way, and begin nothing more. */
  soon: AbortSignal
  /** Aborts later, where that took too long: leave it where it is. */
  now: AbortSignal
}
