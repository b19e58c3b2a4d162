import { readClock } from '../../../src/store/connection/clock.ts'
import { makeApiToken, type NewApiToken } from '../../../src/use-cases/access/api-tokens.ts'
import { offerSignIn, signIn } from '../../../src/use-cases/access/sign-in.ts'
import type { AtWork } from './ledger-at-work.ts'

type Scopes = NewApiToken['scopes']

/** What lets its officer in at a service at work. */
export async function letIn(work: AtWork, scopes?: Scopes): Promise<{ token: string; link: string; session: string }> {
  const context = await contextNow(work)
  const { secret: link } = (await offerSignIn(context, work.desk.officer.email, null))!
  const { secret: session } = await signIn(context, link, { secret: null, userAgent: null })
  return { token: await tokenOf(work, scopes), link, session }
}

export async function tokenOf(work: AtWork, scopes: Scopes = ['read', 'record']): Promise<string> {
  return (await makeApiToken(await contextNow(work), { name: 'faults', scopes, days: 2 })).secret
}

/** By the clock that the service goes by. */
async function contextNow({ desk }: AtWork) {
  return { ...desk.on('2026-11-24'), now: await readClock(desk.db) }
}
