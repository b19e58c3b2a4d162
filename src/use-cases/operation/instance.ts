import { Problem } from '../../domain/problem.ts'
import { countWaiting, discardWaiting, resumeWaiting } from '../../store/digests/waiting.ts'
import {
  findInstallation,
  lockInstallation,
  moveIn,
  readHome,
  saveAdoption,
  type Installation,
} from '../../store/operation/installation.ts'
import type { Context, Instance } from '../context.ts'

type Ours = Pick<Context, 'db' | 'instance'>

/**
 * Why nothing may be mailed from this database: it was copied or restored, or belongs to processes with another
 * INSTANCE_ID. Null where it is ours, as it becomes where it was nobody's.
 */
export async function reasonNotToMail({ db, instance }: Ours): Promise<string | null> {
  if (!instance) return null
  const home = await homeOf({ db }, instance)
  const found = await findInstallation(db)
  if (found.home !== null) return difference(found, home, instance)
  await moveIn(db, home, instance.id)
  return difference(await findInstallation(db), home, instance)
}

/** The same, without moving in. */
export async function findDifference({ db, instance }: Ours): Promise<string | null> {
  if (!instance) return null
  const found = await findInstallation(db)
  return found.home === null ? null : difference(found, await homeOf({ db }, instance), instance)
}

export async function refuseUnlessOurs(context: Ours): Promise<void> {
  const reason = await reasonNotToMail(context)
  if (reason !== null) throw new Problem('conflict', `nothing is mailed: ${reason}`)
}

export interface Adopted {
  /** Whether it was another's; false where there was nothing to do. */
  isNew: boolean
  /** Digests that were to be sent, and what became of them. */
  waiting: number
}

/** Takes the database over, as whoever can open it may. What was to be sent when it was copied may have arrived since: somebody has to decide. */
export async function adopt({ db, instance }: Ours, choice: 'resume' | 'discard' | null): Promise<Adopted> {
  if (!instance) throw new Error('only a process that has an instance can adopt')
  return db.transaction(async (tx) => {
    const home = await homeOf({ db: tx }, instance)
    if (difference(await lockInstallation(tx), home, instance) === null) return { isNew: false, waiting: 0 }
    const waiting = await countWaiting(tx)
    if (waiting > 0 && choice === null) throw undecided(waiting)
    if (choice === 'discard') await discardWaiting(tx, 'given up by relance adopt: it may have been sent before')
    if (choice === 'resume') await resumeWaiting(tx)
    await saveAdoption(tx, home, instance.id)
    return { isNew: true, waiting }
  })
}

function undecided(waiting: number): Problem {
  const digests = waiting === 1 ? '1 digest was' : `${waiting} digests were`
  return new Problem(
    'usage',
    `${digests} still to be sent when this database was copied, and may have arrived since; ` +
      '--resume sends them once more, --discard gives them up and says so in the next issue',
  )
}

async function homeOf({ db }: Pick<Context, 'db'>, { place }: Instance): Promise<string> {
  const home = await readHome(db)
  return place === null ? home : `${home}.${place}`
}

function difference({ home, instanceId }: Installation, here: string, { id }: Instance): string | null {
  if (home !== here) return 'this database was copied or restored from another; if it was moved here, run relance adopt'
  if (instanceId === id) return null
  const [whose, ours] = [instanceId ?? 'processes without INSTANCE_ID', id ?? 'not set']
  return `this database belongs to another instance, ${whose} (here INSTANCE_ID is ${ours}); if it was moved here, run relance adopt`
}
