export { SCOPES, type Scope } from '../store/schema/access.ts'
export type { Role } from '../store/schema/parties.ts'
