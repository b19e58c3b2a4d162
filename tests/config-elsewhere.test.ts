import { expect, test } from 'vitest'
import { parseConfig, redact } from '../src/config.ts'
import { configOf, problemOf } from './support/config.ts'

const TOKEN = `relance_${'canary'.padEnd(43, 'x')}`

test.for([
  ['https://Relance.example.org/', 'https://relance.example.org'],
  ['https://relance.example.org:8443', 'https://relance.example.org:8443'],
  ['http://localhost:7373', 'http://localhost:7373'],
  ['http://127.0.0.2', 'http://127.0.0.2'],
  ['http://[::1]:7373', 'http://[::1]:7373'],
] as const)('with RELANCE_URL=%s the commands work through %s', ([url, origin]) => {
  const config = configOf({ RELANCE_URL: url, RELANCE_TOKEN: TOKEN })
  expect(config.service).toEqual({ origin, token: TOKEN })
  const rows = redact(config)
  expect(rows).toContainEqual({ name: 'RELANCE_URL', value: origin, source: 'set' })
  expect(rows).toContainEqual({ name: 'RELANCE_TOKEN', value: '***', source: 'set' })
})

test('the token may be in a file', () => {
  const env = { RELANCE_URL: 'https://relance.example.org', RELANCE_TOKEN_FILE: '/run/secrets/token' }
  const config = parseConfig(env, () => TOKEN, '/srv')
  expect(config.service?.token).toBe(TOKEN)
  expect(config.sources.get('RELANCE_TOKEN')).toBe('file')
})

test.for([
  [
    'http://relance.example.org:7373',
    'https://, for the token goes with every request; try https://relance.example.org:7373',
  ],
  ['http://127.0.0.1.example.org', 'try https://127.0.0.1.example.org'],
  ['http://10.0.0.1', 'try https://10.0.0.1'],
  ['http://0.0.0.0', 'try https://0.0.0.0'],
  ['https://relance.example.org/api/v1', 'nothing after the host; try https://relance.example.org'],
  ['https://user:canary@relance.example.org', 'no user and password'],
  ['relance.example.org', 'http:// or https://'],
] as const)('RELANCE_URL=%s is a mistake', ([url, expected]) => {
  const { details } = problemOf({ RELANCE_URL: url, RELANCE_TOKEN: TOKEN })
  expect(details).toEqual([expect.stringContaining(expected)])
  expect(details[0]).toMatch(/^RELANCE_URL: got .+ — expected .+/u)
  expect(details[0]).not.toContain('canary')
})

test('a service without a token, a token without a service and one that is none are mistakes', () => {
  expect(problemOf({ RELANCE_TOKEN: TOKEN }).details).toEqual([
    'RELANCE_URL: got nothing beside RELANCE_TOKEN — expected both or neither; try https://relance.example.org',
  ])
  expect(problemOf({ RELANCE_URL: 'https://relance.example.org' }).details).toEqual([
    expect.stringMatching(/^RELANCE_TOKEN: got nothing beside RELANCE_URL — expected both; try .+/u),
  ])
  const { details } = problemOf({ RELANCE_URL: 'https://a.org/x', RELANCE_TOKEN: `Bearer ${TOKEN}` })
  expect(details).toEqual([
    expect.stringMatching(/^RELANCE_URL: got/u),
    expect.stringMatching(/^RELANCE_TOKEN: got text that is no API token — expected relance_ and 43/u),
  ])
  expect(details.join()).not.toContain('canary')
})
