import { Problem } from '../domain/problem.ts'
import type { Context } from './context.ts'

const RANKS = { reader: 0, officer: 1, administrator: 2 } as const

/** Readers read; officers record; administrators also say who is who. */
export function refuseBelow(role: 'officer' | 'administrator', { officer }: Pick<Context, 'officer'>): void {
  if (may(role, officer)) return
  const held = officer.role === 'reader' ? 'a reader' : `an ${officer.role}`
  throw new Problem('forbidden', `${officer.name} is ${held}, and this needs an ${role}`)
}

export function may(role: 'officer' | 'administrator', { role: held }: Context['officer']): boolean {
  return RANKS[held] >= RANKS[role]
}
