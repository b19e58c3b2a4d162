export { SCOPES, type Scope } from '../store/schema/access.ts'
