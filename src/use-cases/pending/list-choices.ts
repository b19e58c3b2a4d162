import { listCounterparts, listDesks, listOfficers, listPolicies } from '../../store/parties/parties.ts'
import type { Context } from '../context.ts'

export interface Choices {
  counterparts: readonly { reference: string; name: string }[]
  desks: readonly { reference: string; name: string }[]
  officers: readonly { email: string; name: string }[]
  policies: readonly { reference: string; name: string }[]
}

/** What a form offers: the offices that are asked, and who and what stands behind an ask. */
export async function listChoices({ db }: Pick<Context, 'db'>): Promise<Choices> {
  return {
    counterparts: (await listCounterparts(db)).map(({ reference, name }) => ({ reference, name })),
    desks: (await listDesks(db)).map(({ reference, name }) => ({ reference, name })),
    officers: (await listOfficers(db))
      .filter(({ endedAt }) => endedAt === null)
      .map(({ email, name }) => ({ email, name })),
    policies: (await listPolicies(db)).map(({ reference, name }) => ({ reference, name })),
  }
}
