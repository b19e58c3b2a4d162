import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { once } from '../../../src/domain/once.ts'
import { openAsAdministrator } from './administrator.ts'
import type { Templates } from './suite-cluster.ts'

export type Holds = 'nothing' | 'the sample'

interface FreshDatabase extends AsyncDisposable {
  connection: Templates['postgres']
}

/** Stays connected for all files of a worker: connecting twice for each database cost a third as much as the copying. */
const administrator = once(() => openAsAdministrator(inject('postgres')))

/** A database of its own, migrated unless it is to have no tables. Whoever is still connected at disposal is cut off. */
export async function freshDatabase(holds: Holds | 'no tables' = 'nothing'): Promise<FreshDatabase> {
  const server = inject('postgres')
  const template = { 'no tables': 'template0', nothing: server.database, 'the sample': inject('sample') }[holds]
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administrator().unsafe(`create database ${name} owner relance template ${template} strategy file_copy`)
  return {
    connection: { ...server, database: name },
    [Symbol.asyncDispose]: async () => void (await administrator().unsafe(`drop database ${name} with (force)`)),
  }
}
