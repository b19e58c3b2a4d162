import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseConfig, redact } from '../src/config.ts'
import { readSecretFile } from '../src/secret-file.ts'
import { configOf, problemOf } from './support/config.ts'

test('without any setting everything has a default that runs on one machine', () => {
  const { sources, ...config } = configOf({})
  expect(config).toEqual({
    databaseUrl: undefined,
    dir: '/srv/relance/var',
    smtpUrl: undefined,
    mailFrom: { name: 'Relance', address: 'relance@localhost' },
    bounceAddress: undefined,
    baseUrl: 'http://127.0.0.1:7373',
    officeTimeZone: 'Europe/Zurich',
    port: 7373,
    host: '127.0.0.1',
    trustedProxies: [],
    logLevel: 'info',
    hasSample: true,
    instanceId: undefined,
    mayBeSuperuser: false,
    chromium: undefined,
    officer: undefined,
    service: undefined,
  })
  expect(new Set(sources.values())).toEqual(new Set(['default']))
})

test('an empty setting counts as none', () => {
  const env = { DATABASE_URL: '', DATABASE_URL_FILE: ' ', PORT: '', LOG_LEVEL: '\r', RELANCE_DRI: '', BASE_URL: '' }
  expect({ ...configOf(env), sources: null }).toEqual({ ...configOf({}), sources: null })
})

test.for([
  ['DATABASE_URL', 'postgresql://relance:p%40ss@db.example.org/relance', 'databaseUrl', undefined],
  ['DATABASE_URL', 'postgres:///relance?host=/var/run/postgresql', 'databaseUrl', undefined],
  ['RELANCE_DIR', '/data', 'dir', '/data'],
  ['RELANCE_DIR', '../data', 'dir', '/srv/data'],
  ['SMTP_URL', 'smtp://user:p%40ss@mail.example.org:587', 'smtpUrl', undefined],
  ['SMTP_URL', 'smtps://mail.example.org:465', 'smtpUrl', undefined],
  ['SMTP_URL', 'smtp://[::1]:1025/', 'smtpUrl', undefined],
  ['SMTP_URL', 'smtp://mailpit:1025?tls=none', 'smtpUrl', undefined],
  ['MAIL_FROM', 'desk@OHCHR.org', 'mailFrom', { name: '', address: 'desk@ohchr.org' }],
  [
    'MAIL_FROM',
    'Büro für Follow-up <desk@ohchr.org>',
    'mailFrom',
    { name: 'Büro für Follow-up', address: 'desk@ohchr.org' },
  ],
  ['MAIL_FROM', '"Desk, Asia" <desk@ohchr.org>', 'mailFrom', { name: 'Desk, Asia', address: 'desk@ohchr.org' }],
  ['BOUNCE_ADDRESS', 'relance-bounces@Example.org', 'bounceAddress', 'relance-bounces@example.org'],
  ['BASE_URL', 'https://Relance.example.org/', 'baseUrl', 'https://relance.example.org'],
  ['OFFICE_TIME_ZONE', 'Asia/Seoul', 'officeTimeZone', 'Asia/Seoul'],
  ['PORT', '65535', 'port', 65_535],
  ['HOST', '::1', 'host', '::1'],
  [
    'TRUSTED_PROXIES',
    '127.0.0.1, 10.0.0.0/8,2001:DB8::/32',
    'trustedProxies',
    ['127.0.0.1', '10.0.0.0/8', '2001:DB8::/32'],
  ],
  ['LOG_LEVEL', 'silent', 'logLevel', 'silent'],
  ['RELANCE_SAMPLE', 'no', 'hasSample', false],
  ['INSTANCE_ID', 'production.ge-1', 'instanceId', 'production.ge-1'],
  ['ALLOW_SUPERUSER', 'yes', 'mayBeSuperuser', true],
  ['CHROMIUM', '/opt/chromium/chrome', 'chromium', '/opt/chromium/chrome'],
  ['CHROMIUM', 'bin/chrome', 'chromium', '/srv/relance/bin/chrome'],
  ['RELANCE_OFFICER', 'anna@OHCHR.org', 'officer', 'anna@ohchr.org'],
] as const)('%s=%s is understood', ([name, text, key, value]) => {
  const config = configOf({ [name]: text })
  expect(config[key]).toEqual(value ?? text)
  expect(config.sources.get(name)).toBe('set')
})

test.for([
  [{ HOST: '0.0.0.0' }, 'http://localhost:7373'],
  [{ HOST: '::', PORT: '8080' }, 'http://localhost:8080'],
  [{ HOST: '::1' }, 'http://[::1]:7373'],
  [{ HOST: 'desk.example.org', PORT: '80' }, 'http://desk.example.org'],
] as const)('with %j links begin with %s unless told otherwise', ([env, baseUrl]) => {
  expect(configOf(env).baseUrl).toBe(baseUrl)
})

test.for([
  [
    'DATABASE_URL',
    'relance:canary@db/relance',
    'that does not begin with a scheme and :// — expected postgres:// or postgresql://',
  ],
  ['DATABASE_URL', 'mysql://relance:canary@db/relance', 'got mysql://db — expected postgres:// or postgresql://'],
  ['DATABASE_URL', 'postgres://relance:canary/x@db/relance', 'got postgres://… — expected percent-encoding'],
  ['DATABASE_URL', 'postgres://relance:12#canary@db/relance', 'got postgres://… — expected percent-encoding'],
  ['DATABASE_URL', 'postgres://db', 'the name of a database'],
  ['DATABASE_URL', 'postgres:///relance', 'a host'],
  [
    'DATABASE_URL',
    'postgres://relance:canary@db:99999/relance',
    'got postgres://… — expected postgres://user:password',
  ],
  [
    'SMTP_URL',
    'smtp://user:can@ary@host',
    'expected percent-encoding of signs such as @ / ? # % in user and password; try %40 for @',
  ],
  ['SMTP_URL', 'smtp://user:canary%ss@host:25', 'percent-encoding'],
  ['SMTP_URL', 'smtp://user:canary%ff@host:25', 'percent-encoding'],
  ['SMTP_URL', 'smtp://user:1?canary@host:25', 'percent-encoding'],
  ['SMTP_URL', 'smtp://', 'a host'],
  ['SMTP_URL', 'smtp://user:canary@:25', 'expected smtp://user:password@host:587'],
  ['SMTP_URL', 'smtp:host', 'expected smtp:// or smtps://'],
  ['SMTP_URL', 'smtp://user:canary@host', 'got smtp://host — expected a port; try smtp://host:587 or smtps://host:465'],
  ['SMTP_URL', 'smtps://user:canary@host:587', 'got smtps://host — expected smtps:// with port 465'],
  ['SMTP_URL', 'smtp://user:canary@host:465', 'try smtps://host:465'],
  ['SMTP_URL', 'smtp://host:25/canary', 'nothing after the port'],
  ['SMTP_URL', 'smtp://host:25?tls=canary', 'nothing after the port, or ?tls=none'],
  ['SMTP_URL', 'smtps://canary@host:465?tls=none', 'nothing after the port'],
  ['BOUNCE_ADDRESS', 'bounces+x@example.org', 'at most 20 characters before the @, and no +'],
  ['BOUNCE_ADDRESS', 'the-bounces-of-relance@example.org', 'at most 20 characters before the @'],
  ['MAIL_FROM', 'Relance', 'got "Relance" — expected one address'],
  ['MAIL_FROM', 'Relance <a@b.org', 'between < and >'],
  ['MAIL_FROM', 'Relance\nBcc: x <a@b.org>', 'LF at character 8'],
  ['BASE_URL', 'relance.example.org', 'expected http:// or https://'],
  ['BASE_URL', 'https://example.org/relance', 'nothing after the host; try https://example.org'],
  ['BASE_URL', 'https://example.org/?a', 'nothing after the host'],
  ['BASE_URL', 'https://example.org#', 'nothing after the host'],
  ['BASE_URL', 'https://user:canary@example.org', 'got https://example.org — expected no user and password'],
  ['OFFICE_TIME_ZONE', 'Mars/Olympus', 'OFFICE_TIME_ZONE'],
  ['PORT', '0', 'PORT: got "0" — expected 1 to 65535; try 7373'],
  ['PORT', '99999', 'got "99999"'],
  ['PORT', 'abc', 'got "abc"'],
  ['PORT', '8e3', 'got "8e3"'],
  ['PORT', '٣', 'got "٣"'],
  ['HOST', 'http://localhost', 'expected an address to listen on'],
  ['TRUSTED_PROXIES', 'yes', 'got "yes" — expected addresses or networks of your proxies'],
  ['TRUSTED_PROXIES', '10.0.0.0/33', 'got "10.0.0.0/33"'],
  ['TRUSTED_PROXIES', '0.0.0.0/0', 'try 127.0.0.1 or 10.0.5.0/28'],
  ['TRUSTED_PROXIES', '10.0.0.1,', 'got "" — expected'],
  ['TRUSTED_PROXIES', 'fe80::1%eth0', 'got "fe80::1%eth0"'],
  ['LOG_LEVEL', 'INFO', 'expected one of fatal, error, warn, info, debug, trace, silent; try info'],
  ['RELANCE_SAMPLE', 'true', 'expected one of yes, no'],
  ['INSTANCE_ID', 'a b', 'expected at most 64 letters'],
  ['ALLOW_SUPERUSER', 'true', 'yes, no'],
  ['RELANCE_OFFICER', 'anna', 'with @ and a domain'],
  [
    'RELANCE_DRI',
    '/data',
    'RELANCE_DRI: got a setting that does not exist — expected one of RELANCE_DIR, RELANCE_SAMPLE, RELANCE_OFFICER, RELANCE_URL, RELANCE_TOKEN, RELANCE_TOKEN_FILE; try RELANCE_DIR',
  ],
  ['RELANCE_TOKEN_FIEL', 'canary', 'try RELANCE_TOKEN_FILE'],
  ['RELANCE_SMTP_URL', 'canary', 'try SMTP_URL'],
  ['RELANCE_COLOUR', 'canary', 'got a setting that does not exist'],
] as const)('%s=%s is a mistake, said without its secret', ([name, text, reason]) => {
  const problem = problemOf({ [name]: text })
  expect(problem.message).toBe('1 setting cannot be used')
  expect(problem.details).toEqual([expect.stringContaining(reason)])
  expect(problem.details[0]).toMatch(new RegExp(`^${name}: got .+ — expected .+`, 'u'))
  expect(problem.details[0]).not.toMatch(/canary|ary@|can@/u)
})

test('every mistake is named at once', () => {
  const env = { PORT: '0', HOST: 'a b', LOG_LEVEL: 'loud', SMTP_URL: 'smtp://x', RELANCE_DRI: 'x', MAIL_FROM: 'x' }
  const { code, message, details } = problemOf(env)
  expect([code, message]).toEqual(['configuration', '6 settings cannot be used'])
  expect(details.map((detail) => detail.split(':')[0]).toSorted()).toEqual(Object.keys(env).toSorted())
})

test('a secret is read from the file that is named, relative to the working folder', () => {
  const config = parseConfig({ SMTP_URL_FILE: 'smtp' }, (path) => `smtp://u:canary@${path.slice(1, 4)}:25`, '/srv')
  expect(config.smtpUrl).toBe('smtp://u:canary@srv:25')
  expect(config.sources.get('SMTP_URL')).toBe('file')
})

test('a mistake in a file is named as well', () => {
  expect(problemOf({ DATABASE_URL_FILE: '/x' }, () => 'canary').details[0]).toMatch(
    /^DATABASE_URL: got text that does not/u,
  )
  expect(problemOf({ DATABASE_URL_FILE: '/x' }, () => '').details[0]).toMatch(
    /^DATABASE_URL_FILE: got "\/x", which is empty/u,
  )
})

test('a secret given twice is a mistake, whichever was meant', () => {
  const { details } = problemOf({ SMTP_URL: 'smtp://u:canary@host:25', SMTP_URL_FILE: '/run/secrets/smtp' })
  expect(details).toEqual([
    'SMTP_URL: got SMTP_URL_FILE as well — expected the one or the other; try SMTP_URL_FILE alone',
  ])
})

test('a fault while a secret is read is not mistaken for a mistake in the settings', () => {
  const fault = new Error('EIO')
  const fail = () => {
    throw fault
  }
  expect(() => parseConfig({ SMTP_URL_FILE: 'x' }, fail, '/')).toThrow(fault)
})

test('a secret file is read without its line end if only its owner or group can read it', () => {
  using folder = temporaryFolder()
  writeFileSync(folder.file, 'postgres://u:canary@h/db\n', { mode: 0o640 })
  expect(parseConfig({ DATABASE_URL_FILE: 'secret' }, readSecretFile, folder.path).databaseUrl).toBe(
    'postgres://u:canary@h/db',
  )
})

test('a secret file that everybody can read is refused, and so are a missing one and a folder', () => {
  using folder = temporaryFolder()
  writeFileSync(folder.file, 'postgres://u:canary@h/db')
  chmodSync(folder.file, 0o644)
  expect(reasonAgainst(folder.file)).toMatch(
    /^DATABASE_URL_FILE: got ".+", readable by everybody — expected .+; try chmod 600/u,
  )
  expect(reasonAgainst(join(folder.path, 'absent'))).toMatch(
    /^DATABASE_URL_FILE: got ".+", which does not exist — expected/u,
  )
  expect(reasonAgainst(folder.path)).toMatch(/^DATABASE_URL_FILE: got ".+", a folder — expected/u)
})

test('the settings in force are shown without passwords, with where each comes from', () => {
  const config = parseConfig(
    { DATABASE_URL: 'postgres://u:canary@h/db?sslpassword=canary&a=b', SMTP_URL_FILE: '/x', PORT: '80' },
    () => 'smtp://u:canary@h:25',
    '/srv',
  )
  const rows = redact(config)
  expect(rows).toHaveLength(18)
  expect(rows).toContainEqual({
    name: 'DATABASE_URL',
    value: 'postgres://u:***@h/db?sslpassword=***&a=b',
    source: 'set',
  })
  expect(rows).toContainEqual({ name: 'SMTP_URL', value: 'smtp://u:***@h:25', source: 'file' })
  expect(rows).toContainEqual({ name: 'MAIL_FROM', value: 'Relance <relance@localhost>', source: 'default' })
  expect(rows).toContainEqual({ name: 'PORT', value: '80', source: 'set' })
  expect(JSON.stringify(rows)).not.toContain('canary')
})

function reasonAgainst(path: string): string | undefined {
  return problemOf({ DATABASE_URL_FILE: path }, readSecretFile).details[0]
}

function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'relance-config-'))
  return { path, file: join(path, 'secret'), [Symbol.dispose]: () => rmSync(path, { recursive: true }) }
}
