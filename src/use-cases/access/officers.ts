import { Problem } from '../../domain/problem.ts'
import { endAccess } from '../../store/access/access.ts'
import type { Queryable, Transaction } from '../../store/connection/database.ts'
import {
  appendNewOfficer,
  findOfficer,
  findOfficerById,
  listDesks,
  listOfficers as listAll,
  lockAdministrators,
  lockOfficer,
  saveOfficer,
  type Officer,
} from '../../store/parties/parties.ts'
import { cancelSubscriptionsOf } from '../../store/digests/subscriptions.ts'
import type { Role } from './roles-and-scopes.ts'
import type { Context } from '../context.ts'
import { wantedDesk } from '../find.ts'
import { refuseBelow } from '../permission.ts'

/** With the reference of the desk. */
export type OfficerAtDesk = Officer & { desk: string | null }

export interface NewOfficer {
  email: string
  name: string
  role: Role
  /** Its reference; null for none. */
  desk: string | null
}

export interface OfficerChange {
  name?: string | undefined
  role?: Role | undefined
  desk?: string | null | undefined
  isEnded?: boolean | undefined
}

export async function listOfficers(context: Context): Promise<OfficerAtDesk[]> {
  refuseBelow('administrator', context)
  const named = await deskNaming(context.db)
  return (await listAll(context.db)).map(named)
}

export async function showOfficer(context: Context, id: number): Promise<OfficerAtDesk> {
  refuseBelow('administrator', context)
  return (await deskNaming(context.db))(await wantedOfficerById(context.db, id))
}

export async function enterOfficer(context: Context, { desk, ...told }: NewOfficer): Promise<OfficerAtDesk> {
  return underLock(context, async (tx) => {
    const deskId = desk === null ? null : (await wantedDesk(tx, desk)).id
    const entered = await appendNewOfficer(tx, { ...told, deskId })
    if (entered) return { ...entered, desk }
    const known = (await findOfficer(tx, told.email))!
    throw new Problem('conflict', `email: got ${told.email}, which is ${known.name}'s already: officer ${known.id}`)
  })
}

/** Changes what is given. Whoever is ended is signed out everywhere at once, and gets no more digests. */
export async function changeOfficer(
  context: Context,
  id: number,
  { desk, isEnded, ...told }: OfficerChange,
): Promise<OfficerAtDesk> {
  return underLock(context, async (tx, administrators) => {
    await lockOfficer(tx, id) // before what hangs on it, as everybody does
    const known = await wantedOfficerById(tx, id)
    const deskId = desk == null ? desk : (await wantedDesk(tx, desk)).id
    const endedAt = isEnded === undefined ? known.endedAt : isEnded ? (known.endedAt ?? context.now) : null
    const { name = known.name, role = known.role } = told
    refuseLoss(known, { role, endedAt }, administrators)
    if (endedAt) await shutOut(tx, id, context.now)
    const changed = await saveOfficer(tx, id, {
      name,
      role,
      endedAt,
      deskId: deskId === undefined ? known.deskId : deskId,
    })
    return (await deskNaming(tx))(changed)
  })
}

/** One change of officers after the other, by whoever is an administrator when their turn comes. */
async function underLock<T>(
  context: Context,
  change: (tx: Transaction, administrators: readonly Officer[]) => Promise<T>,
): Promise<T> {
  refuseBelow('administrator', context)
  return context.db.transaction(async (tx) => {
    const administrators = await lockAdministrators(tx)
    if (!administrators.some(({ id }) => id === context.officer.id))
      throw new Problem('forbidden', `${context.officer.name} is an administrator no more`)
    return change(tx, administrators)
  })
}

/** Somebody must always be left who can say who is who. */
function refuseLoss(
  { id, name }: Officer,
  { role, endedAt }: Pick<Officer, 'role' | 'endedAt'>,
  administrators: readonly Officer[],
): void {
  const isLast = administrators.length === 1 && administrators[0]!.id === id
  if (!isLast || (role === 'administrator' && endedAt === null)) return
  throw new Problem(
    'conflict',
    `${endedAt ? '' : 'role: '}${name} is the last administrator — expected another one first; try making somebody else one`,
  )
}

async function shutOut(tx: Transaction, id: number, now: Temporal.Instant): Promise<void> {
  await endAccess(tx, id, now)
  await cancelSubscriptionsOf(tx, id, now)
}

async function wantedOfficerById(db: Queryable, id: number): Promise<Officer> {
  const found = await findOfficerById(db, id)
  if (found) return found
  throw new Problem('not_found', `there is no officer ${id}`)
}

async function deskNaming(db: Queryable): Promise<(officer: Officer) => OfficerAtDesk> {
  const references = new Map((await listDesks(db)).map(({ id, reference }) => [id, reference]))
  return (officer) => ({
    ...officer,
    desk: officer.deskId === null ? null : (references.get(officer.deskId) ?? null),
  })
}
