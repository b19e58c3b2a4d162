import type { Sql } from 'postgres'

/** Changes the record behind our back: as superuser, with every trigger and every foreign key out of force. */
export async function tamper(superuser: Sql, ...statements: string[]): Promise<void> {
  await superuser.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    for (const statement of statements) await tx.unsafe(statement)
  })
}
