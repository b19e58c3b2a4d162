import { Problem } from '../../domain/problem.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { applyRoles, isSuperuser, rolesSql } from '../../store/operation/roles.ts'
import type { Context } from '../context.ts'

/** As a script for psql. */
export function scriptRoles(): string {
  return rolesSql()
    .map((statement) => `${statement};\n`)
    .join('')
}

/** Makes the roles and gives them their rights in this database, or changes nothing at all. */
export async function makeRoles({ db }: Pick<Context, 'db'>): Promise<void> {
  await db.transaction(async (tx: Transaction) => {
    if (!(await isSuperuser(tx)))
      throw new Problem(
        'configuration',
        'DATABASE_URL: got a role that cannot make others — expected a superuser, for this command alone; ' +
          'or give what relance roles prints to psql',
      )
    await applyRoles(tx)
  })
}
