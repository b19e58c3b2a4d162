import type { Digest } from '../domain/digests/digest.ts'
import type { Context } from '../use-cases/context.ts'
import type { Send } from '../use-cases/delivery/send.ts'
import type { Post } from '../use-cases/delivery/post.ts'
import type { Verbs } from '../use-cases/verbs.ts'

/** What the composition root lends to the commands: they open nothing themselves. */
export interface House {
  /** Opens the ledger for one piece of work and closes it again. */
  withLedger<T>(work: (context: Context) => Promise<T>): Promise<T>
  /** Refuses a command that needs the ledger itself where the commands work through a service. */
  refuseElsewhere(command: string): void
  /** Of the ledger here, or of the service that RELANCE_URL names. */
  withVerbs<T>(work: (verbs: Verbs) => Promise<T>): Promise<T>
  /** Brings the database's schema up to date; gives the names of what was applied. */
  migrate(): Promise<string[]>
  /** Everything that is in the ledger, to a new file. */
  backUp(file: string): Promise<{ rows: number; tables: number; bytes: number }>
  /** The same in lines that programs read, to a new file, or to standard output where it is null. */
  writeLedgerLines(file: string | null): Promise<void>
  /** Into a ledger that is still empty: a backup, or the lines of a ledger. */
  restore(file: string): Promise<Restored>
  /** The lines of a ledger as they come, under a name to tell of them. */
  restoreLines(lines: AsyncIterable<string>, name: string): Promise<Restored>
  composeDigest(digest: Digest): { subject: string; html: string; text: string }
  post: () => Post
  /** Within the ledger whose digests they are. */
  sendFrom: (context: Pick<Context, 'db'>) => Send
  /** Where mail goes, in words. */
  mailGoesTo: () => string
  /** A page that needs nothing beside itself, on paper. */
  printPdf: (page: string) => Promise<Uint8Array>
  /** Where readers reach the service. */
  baseUrl: () => string
  /** Runs the service, or a worker alone, until it is told to stop, or for one pass. */
  run(service: { isWorkerOnly: boolean; isOnce: boolean }): Promise<void>
  doctor(): Promise<Finding[]>
  /** Reads a mail that came back from standard input, as a mail server hands it over. */
  takeBounce(to: string | undefined): Promise<void>
  config(): readonly { name: string; value: string; source: string }[]
  terminal: Terminal
}

interface Restored {
  rows: number
  tables: number
  takenAt: string
  where: string
}

export interface Finding {
  what: string
  state: 'well' | 'warning' | 'ill'
  says: string
}

export interface Lines extends AsyncIterable<string> {
  /** Of the file, as far as it is read; null where nobody knows how long it is. */
  share(): number | null
}

export interface Terminal {
  write(content: string | Uint8Array): void
  /** Done when the output has taken all of it: a piece is asked for when the one before is on its way. */
  writeAll(content: Content): Promise<void>
  /** For people, beside the output: notices and what was done. */
  note(text: string): void
  /** How far a long work is, where somebody watches; done is less than of until its end. */
  progress(done: number, of: number): void
  /** Columns; undefined where the output is piped, and then nothing is shortened. */
  width: number | undefined
  isColoured: boolean
  /** The output goes to a file. */
  isFile: boolean
  /** A file's bytes as UTF-8 text; `-` is standard input. */
  readText(file: string, most: number): Promise<string>
  /** The same line by line, none longer than that. */
  readLines(file: string, most: number): Lines
  /** A file's bytes, whatever they are; `-` is standard input. */
  readFile(file: string, most: number): Promise<Uint8Array>
  /** Standard input; null where it is longer than that. */
  readBytes(most: number): Promise<Uint8Array | null>
  /** The file is there when it is whole. */
  writeFile(file: string, content: Content): Promise<void>
}

/** At hand, or in pieces that are made as they are taken. */
export type Content = string | Uint8Array | AsyncIterable<string>
