import type { Context as HonoContext } from 'hono'
import { Problem } from '../domain/problem.ts'
import type { Digest } from '../domain/digests/digest.ts'
import type { Scope } from '../use-cases/access/roles-and-scopes.ts'
import type { Context, Moment, Surroundings } from '../use-cases/context.ts'
import type { Send } from '../use-cases/delivery/send.ts'
import type { Post } from '../use-cases/delivery/post.ts'
import type { SignedIn } from '../use-cases/access/sign-in.ts'

/** What the composition root lends to the web desk: it opens nothing itself. */
export interface Web {
  /** Of this moment, by the database's clock. */
  surroundings: () => Promise<Surroundings>
  composeDigest: (digest: Digest, preview: Preview) => { subject: string; html: string; text: string }
  /** What a mail says, from its bytes. */
  readMessage: (message: Uint8Array) => { html: string | null; text: string | null }
  /** A short mail to one officer, such as the link that signs them in. */
  sendNotice: (notice: { to: { name: string; address: string }; subject: string; text: string }) => Promise<void>
  /** A page that needs nothing beside itself, on paper. */
  printPdf: (page: string) => Promise<Uint8Array>
  post: Post
  send: Send
  /** Where mail goes, in words; null where a mail server takes it. */
  mailGoesToFolder: string | null
  /** The origin that links begin with. */
  baseUrl: string
  /** Whether a proxy that this service stands behind has that address. */
  isProxy: (address: string) => boolean
  version: string
  /** Logs a fault under the id that its reader is given. */
  onFault: (error: unknown, id: string) => void
  /** Told of each request that was answered. */
  onAnswered?: (answered: Answered) => void
  /** Told of what failed because the database could not be asked, or would not answer. */
  onAway?: (error: unknown) => void
}

/** Nothing that anybody wrote: of the address only which route it is. */
export interface Answered {
  id: string
  method: string
  route: string
  status: number
  ms: number
  officer: number | null
}

export interface Preview {
  language: string
  unsubscribeToken: string
  moment: Moment | undefined
}

export interface WebEnv {
  Bindings: {
    /** The database cut us off while this request was answered. */
    wasCutOff?: boolean
  }
  Variables: {
    requestId: string
    surroundings: Surroundings
    /** Who asks, by cookie or by token; null where nobody is signed in. */
    caller: Caller | null
    /** Of a page: the replay that it shows; undefined shows today. */
    moment: Moment | undefined
  }
}

type Caller = SignedIn | { token: { scopes: readonly Scope[] }; context: Context }

export type WebContext = HonoContext<WebEnv>

/** Who asks, and what they may see. Refuses whoever is not signed in. */
export function contextOf(c: WebContext): Context {
  const caller = c.get('caller')
  if (caller) return caller.context
  throw new Problem('unauthenticated', 'sign in first')
}

/** Of programs: problems are answered as JSON there, and tokens are good nowhere else. */
export function isApi(c: WebContext): boolean {
  return c.req.path.startsWith('/api/')
}

/** The day that is shown: of the replay, else today. */
export function dayShown(c: WebContext): Temporal.PlainDate {
  return c.get('moment')?.asOf ?? contextOf(c).today
}
