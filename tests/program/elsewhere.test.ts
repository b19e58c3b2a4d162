import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeApiToken } from '../../src/use-cases/access/api-tokens.ts'
import { relance } from '../support/programs/command-line.ts'
import { freshSite, listen } from '../support/servers/web.ts'

let service: Awaited<ReturnType<typeof listen>>
let env: Record<string, string>

beforeAll(async () => {
  service = await listen((baseUrl) => freshSite('the sample', { baseUrl }))
  const { desk, clock, origin } = service
  const { secret } = await makeApiToken(desk.on(clock.now), { name: 'test', scopes: ['read', 'record'], days: 30 })
  env = { RELANCE_URL: origin, RELANCE_TOKEN: secret }
})
afterAll(() => service[Symbol.asyncDispose]())

test('the everyday commands work through the service that RELANCE_URL names, and stop when they are done', async () => {
  const pending = await relance(['pending', '--as-of', '2004-12-22', '--csv'], { env })
  expect(pending).toMatchObject({ code: 0, stderr: '' })
  expect(pending.stdout.split('\r\n').map((line) => line.split(',')[0])).toEqual([
    'reference',
    'PRK-TC-1',
    'PRK-TC-2',
    '',
  ])
  const recorded = await relance(['record', 'PRK-TC-2', 'noted', '--text', '-'], { env, stdin: 'Noted.' })
  expect(recorded).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Recorded PRK-TC\/7\./) })
  expect(await relance(['show', 'PRK-TC-9'], { env })).toEqual({
    code: 1,
    stdout: '',
    stderr: 'error[not_found] no follow-up PRK-TC-9; relance pending lists what there is\n',
  })
})

test.concurrent.for([
  ['subscribe', 'you@example.org', '--cron', '30 7 * * 1-5'],
  ['subscriptions'],
  ['subscriptions', 'cancel', '1'],
  ['digest', 'preview'],
  ['import', '/there/is/none'],
  ['export'],
  ['sign-in'],
  ['start', '--once'],
  ['worker', '--once'],
  ['migrate'],
  ['verify'],
  ['doctor'],
])('what needs the ledger itself is refused elsewhere: %s', async (words) => {
  expect(await relance(words, { env })).toEqual({
    code: 78,
    stdout: '',
    stderr: `error[configuration] RELANCE_URL: got ${service.origin} — expected none for relance ${words[0]}, which works only on the ledger's own machine\n`,
  })
})

test('a token without its service is a mistake of configuration, whatever the command', async () => {
  const { RELANCE_TOKEN = '' } = env
  const { code, stderr } = await relance(['pending'], { env: { RELANCE_TOKEN, PORT: '0' } })
  expect(code).toBe(78)
  expect(stderr).toContain('RELANCE_URL: got nothing beside RELANCE_TOKEN')
  expect(stderr).toContain('PORT: got "0"')
  expect(stderr).not.toContain(RELANCE_TOKEN)
})
