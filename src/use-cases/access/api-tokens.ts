import { Problem } from '../../domain/problem.ts'
import {
  appendApiToken,
  findApiToken,
  listApiTokens as listAll,
  revokeApiToken as revoke,
  saveTokenUse,
  type ApiTokenRow,
} from '../../store/access/access.ts'
import type { Scope } from '../../store/schema/access.ts'
import { sightOf, type Context, type Surroundings } from '../context.ts'
import { hashSecret, makeSecret } from './secrets.ts'

export type { ApiTokenRow }

/** Makes tokens known for what they are, to those who search for leaked secrets. */
const PREFIX = 'relance_'
const FORM = /^Bearer (relance_[\w-]{43})$/
const USE_NOTED_EACH_MINUTES = 10

export interface NewApiToken {
  name: string
  scopes: Scope[]
  /** The last whole days that it is good for. */
  days: number
}

/** Makes a token; gives its secret, which is shown this once and kept nowhere. */
export async function makeApiToken(
  { db, officer, now }: Context,
  { name, scopes, days }: NewApiToken,
): Promise<{ token: ApiTokenRow; secret: string }> {
  const secret = `${PREFIX}${makeSecret()}`
  const expiresAt = now.add({ hours: 24 * days })
  const secretHash = hashSecret(secret)
  const token = await appendApiToken(db, { officerId: officer.id, name, scopes, secretHash, createdAt: now, expiresAt })
  return { token, secret }
}

export function listApiTokens({ db, officer }: Pick<Context, 'db' | 'officer'>): Promise<ApiTokenRow[]> {
  return listAll(db, officer.id)
}

export async function revokeApiToken({ db, officer, now }: Context, id: number): Promise<void> {
  if (!(await revoke(db, { id, officerId: officer.id, now })))
    throw new Problem('not_found', `you have no token ${id} that is still good`)
}

/** Whoever shows this header, and what for. Every token that is not good is refused in the same words. */
export async function readApiToken(
  surroundings: Surroundings,
  authorization: string,
): Promise<{ token: ApiTokenRow; context: Context }> {
  const { db, now } = surroundings
  const [, secret] = FORM.exec(authorization) ?? []
  const found = secret === undefined ? null : await findApiToken(db, hashSecret(secret), now)
  if (!found) throw new Problem('unauthenticated', 'this token is not known here, or no longer good')
  const { token, officer } = found
  if (!token.lastUsedAt || token.lastUsedAt.until(now).total('minutes') >= USE_NOTED_EACH_MINUTES)
    await saveTokenUse(db, token.id, now)
  return { token, context: { ...surroundings, officer, sight: sightOf(officer) } }
}
