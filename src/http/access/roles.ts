import type { Role } from '../../use-cases/access/roles-and-scopes.ts'

/** What each role may do, to stand behind its name. */
export const ROLES_IN_WORDS: Readonly<Record<Role, string>> = {
  reader: 'reads, and records nothing',
  officer: 'reads and records',
  administrator: 'reads, records, and says who is who',
}
