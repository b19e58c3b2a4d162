import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Web, WebEnv } from '../web.ts'

export type Document = ReturnType<typeof documentOf>

/** The API as OpenAPI 3.1 describes it, from the schemas that validate. */
export function documentOf(api: OpenAPIHono<WebEnv>, { baseUrl, version }: Pick<Web, 'baseUrl' | 'version'>) {
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API token, made on the account page. It has scopes: read, record, admin.',
  })
  api.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: baseUrl.startsWith('https:') ? '__Host-relance' : 'relance',
    description: 'The session of a browser that is signed in. Changes are taken from our own pages only.',
  })
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Relance', version, description: ABOUT },
    servers: [{ url: `${baseUrl}/api/v1` }],
    tags: TAGS,
  })
}

const ABOUT =
  'Follows up what was asked of whom, what came back, and what is still pending. Days are written YYYY-MM-DD and mean the ' +
  'day of the office; instants are RFC 3339. What is refused is answered as application/problem+json, with every mistake ' +
  'and the field it is in. What an officer may not see is answered as what is not there.'

const TAGS = [
  { name: 'Follow-ups', description: 'One ask each: the unit that is pending or not.' },
  { name: 'Dossiers', description: 'One subject, pursued with one or more counterparts.' },
  { name: 'Communications', description: 'The correspondence, and how each piece of it bears on asks.' },
  { name: 'Report duties', description: 'What must be reported to whom by when, and how its asks will stand then.' },
  { name: 'Receiving points', description: 'Where letters come in, and until when each was read.' },
  { name: 'Counterparts', description: 'The offices that are asked, and how they answer.' },
  { name: 'Policies', description: 'The rules by which replies and answers are expected.' },
  { name: 'Digests', description: 'Who is mailed what is pending, and when.' },
  { name: 'Access', description: 'Who may do what.' },
]
