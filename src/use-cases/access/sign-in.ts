import { Problem } from '../../domain/problem.ts'
import {
  appendSession,
  appendSignInLink,
  findSession,
  findSignInLink,
  hasAnybodySignedIn,
  removeSessions,
  saveSeen,
  useSignInLink,
} from '../../store/access/access.ts'
import { findOfficer, type Officer } from '../../store/parties/parties.ts'
import { liftSuppression } from '../../store/digests/suppressions.ts'
import { sightOf, type Context, type Surroundings } from '../context.ts'
import { hashSecret, makeSecret } from './secrets.ts'

const LINK_LASTS = { minutes: 10 }
/** From when it was last used; noted at most once an hour, so that a page costs no write. */
const SESSION_LASTS = { hours: 14 * 24 }
const SEEN_NOTED_EACH_MINUTES = 60

export interface SignedIn {
  sessionId: number
  context: Context
}

/** A link's secret for an officer, good for ten minutes and one use; null where nobody active has that address. */
export async function offerSignIn(
  { db, now }: Surroundings,
  email: string,
  browserSecret: string | null,
): Promise<{ secret: string; officer: Officer } | null> {
  const officer = await findOfficer(db, email)
  if (!officer || officer.endedAt) return null
  const secret = makeSecret()
  await appendSignInLink(db, {
    officerId: officer.id,
    secretHash: hashSecret(secret),
    browserHash: browserSecret === null ? null : hashSecret(browserSecret),
    createdAt: now,
    expiresAt: now.add(LINK_LASTS),
  })
  return { secret, officer }
}

/** Whom a link would sign in. Looking at it uses nothing up, for scanners of mail look at every link. */
export async function readSignInLink(
  { db, now }: Surroundings,
  secret: string,
  browserSecret: string | null,
): Promise<{ id: number; officer: Officer }> {
  const found = await findSignInLink(db, hashSecret(secret))
  if (!found || found.link.usedAt || Temporal.Instant.compare(found.link.expiresAt, now) <= 0) {
    throw new Problem('not_found', 'this link was used already, or is older than ten minutes; ask for a new one')
  }
  const { browserHash, id } = found.link
  if (browserHash && (browserSecret === null || !browserHash.equals(hashSecret(browserSecret)))) {
    throw new Problem('forbidden', 'this link was asked for in another browser; open it there, or ask for one here')
  }
  return { id, officer: found.officer }
}

/** Uses the link up and begins a session, and mail goes to the address again if it was held back; gives the secret for its cookie. */
export async function signIn(
  surroundings: Surroundings,
  secret: string,
  browser: { secret: string | null; userAgent: string | null },
): Promise<{ secret: string; officer: Officer; expiresAt: Temporal.Instant }> {
  const { now } = surroundings
  return surroundings.db.transaction(async (tx) => {
    const { id, officer } = await readSignInLink({ ...surroundings, db: tx }, secret, browser.secret)
    if (!(await useSignInLink(tx, id, now))) throw new Problem('not_found', 'this link was used already')
    await liftSuppression(tx, officer.email, officer.id) // somebody is there after all
    const session = makeSecret()
    const expiresAt = now.add(SESSION_LASTS)
    await appendSession(tx, {
      officerId: officer.id,
      secretHash: hashSecret(session),
      userAgent: browser.userAgent?.slice(0, 300) ?? null,
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
    })
    return { secret: session, officer, expiresAt }
  })
}

/** Who sits at the browser with this cookie; null where its session is over. */
export async function readSession(surroundings: Surroundings, secret: string): Promise<SignedIn | null> {
  const { db, now } = surroundings
  const found = await findSession(db, hashSecret(secret), now)
  if (!found) return null
  const { session, officer } = found
  if (session.lastSeenAt.until(now).total('minutes') >= SEEN_NOTED_EACH_MINUTES)
    await saveSeen(db, session.id, { lastSeenAt: now, expiresAt: now.add(SESSION_LASTS) })
  return { sessionId: session.id, context: { ...surroundings, officer, sight: sightOf(officer) } }
}

export async function signOut({ db, officer }: Pick<Context, 'db' | 'officer'>, sessionId: number): Promise<void> {
  await removeSessions(db, officer.id, { only: sessionId })
}

/** Until somebody has signed in, ever, whoever starts the service is handed a link: its log may be read by others later. */
export async function isUntouched({ db }: Pick<Context, 'db'>): Promise<boolean> {
  return !(await hasAnybodySignedIn(db))
}
