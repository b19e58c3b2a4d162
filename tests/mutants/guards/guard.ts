/** Something that nothing may be lost, doubled or shown without; and how it is taken away to see a test fail. */
export interface Guard {
  guard: string
  file: string
  /** Stands in the file exactly once. */
  text: string
  without: string
  /** The files of which a test must fail without it… */
  tests: readonly string[]
  /** …among those of this name, which alone are run. */
  named: string
}

/** The migration that made the tables of the record and of digests. */
export const LEDGER = 'migrations/20261124074228_the_ledger/migration.sql'
