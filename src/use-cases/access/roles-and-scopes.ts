export { SCOPES, type Scope } from '../../store/schema/access.ts'
export { ROLES, type Role } from '../../store/schema/parties.ts'
