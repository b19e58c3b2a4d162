import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { parseBaseUrl, parseDatabaseUrl, parseServiceUrl, parseSmtpUrl, redactUrl } from './connection-url.ts'
import { parseChoice } from './domain/choice.ts'
import { parseMailAddress } from './domain/mail-address.ts'
import { Problem } from './domain/problem.ts'
import { parseTimeZone } from './domain/dates/time-zone.ts'
import { parseLine } from './domain/text.ts'
import { describeInput } from './domain/visible.ts'
import { createReader, type Environment, listMisspelt, type Source } from './environment.ts'
import { parseProxies } from './trusted-proxies.ts'

const VARIABLES = [
  'DATABASE_URL',
  'RELANCE_DIR',
  'SMTP_URL',
  'MAIL_FROM',
  'BOUNCE_ADDRESS',
  'BASE_URL',
  'OFFICE_TIME_ZONE',
  'PORT',
  'HOST',
  'TRUSTED_PROXIES',
  'LOG_LEVEL',
  'RELANCE_SAMPLE',
  'INSTANCE_ID',
  'ALLOW_SUPERUSER',
  'CHROMIUM',
  'RELANCE_OFFICER',
  'RELANCE_URL',
  'RELANCE_TOKEN',
] as const

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

type Variable = (typeof VARIABLES)[number]

export type Config = {
  /** Without one, the embedded PostgreSQL under `dir`. */
  readonly databaseUrl: string | undefined
  readonly dir: string
  readonly smtpUrl: string | undefined
  readonly mailFrom: { readonly name: string; readonly address: string }
  /** Where mail that comes back goes, each digest's to an extension of it. Without one, to `mailFrom`. */
  readonly bounceAddress: string | undefined
  readonly baseUrl: string
  readonly officeTimeZone: string
  readonly port: number
  readonly host: string
  /** Addresses and networks of proxies that are believed about who asks. */
  readonly trustedProxies: readonly string[]
  readonly logLevel: (typeof LOG_LEVELS)[number]
  readonly hasSample: boolean
  /** What processes on one database have in common, and those on a copy of it have not. */
  readonly instanceId: string | undefined
  /** Whether the service may run with every right on the server of DATABASE_URL. */
  readonly mayBeSuperuser: boolean
  /** What prints PDF; looked for in the usual places where it is not set. */
  readonly chromium: string | undefined
  /** Whom the command line acts as. */
  readonly officer: string | undefined
  /** The service that the everyday commands work through, instead of the ledger here. */
  readonly service: { readonly origin: string; readonly token: string } | undefined
  readonly sources: ReadonlyMap<Variable, Source>
}

/** Or one Problem whose details name every mistake. Paths are taken from `cwd`. */
export function parseConfig(env: Environment, readSecretFile: (path: string) => string, cwd: string): Config {
  const { read, readSecret, mistakes, sources } = createReader<Variable>(env, (path) =>
    readSecretFile(resolve(cwd, path)),
  )
  const host = read('HOST', '127.0.0.1', parseHost)
  const port = read('PORT', 7373, parsePort)
  const origin = read('RELANCE_URL', undefined, parseServiceUrl)
  const token = readSecret('RELANCE_TOKEN', parseToken)
  const config: Config = {
    databaseUrl: readSecret('DATABASE_URL', parseDatabaseUrl),
    dir: read('RELANCE_DIR', resolve(cwd, 'var'), (text) => resolve(cwd, text)),
    smtpUrl: readSecret('SMTP_URL', parseSmtpUrl),
    mailFrom: read('MAIL_FROM', { name: 'Relance', address: 'relance@localhost' }, parseMailbox),
    bounceAddress: read('BOUNCE_ADDRESS', undefined, parseBounceAddress),
    baseUrl: read('BASE_URL', defaultBaseUrl(host, port), parseBaseUrl),
    officeTimeZone: read('OFFICE_TIME_ZONE', 'Europe/Zurich', parseTimeZone),
    port,
    host,
    trustedProxies: read('TRUSTED_PROXIES', [], parseProxies),
    logLevel: read('LOG_LEVEL', 'info', (text, name) => parseChoice(text, name, LOG_LEVELS)),
    hasSample: read('RELANCE_SAMPLE', true, parseYesOrNo),
    instanceId: read('INSTANCE_ID', undefined, parseInstanceId),
    mayBeSuperuser: read('ALLOW_SUPERUSER', false, parseYesOrNo),
    chromium: read('CHROMIUM', undefined, (text) => resolve(cwd, text)),
    officer: read('RELANCE_OFFICER', undefined, parseMailAddress),
    service: origin !== undefined && token !== undefined ? { origin, token } : undefined,
    sources,
  }
  mistakes.push(...listMisspelt(env, [...VARIABLES, 'RELANCE_TOKEN_FILE']), ...listLonely(sources))
  if (mistakes.length === 0) return config
  const count = mistakes.length === 1 ? '1 setting' : `${mistakes.length} settings`
  throw new Problem('configuration', `${count} cannot be used`, mistakes)
}

export type ConfigRow = { readonly name: Variable; readonly value: string; readonly source: Source }

/** Every setting as it is in force, without its secrets. */
export function redact(config: Config): readonly ConfigRow[] {
  const { name, address } = config.mailFrom
  const values: Readonly<Record<Variable, string>> = {
    DATABASE_URL: config.databaseUrl === undefined ? 'embedded PostgreSQL' : redactUrl(config.databaseUrl),
    RELANCE_DIR: config.dir,
    SMTP_URL: config.smtpUrl === undefined ? 'no mail server' : redactUrl(config.smtpUrl),
    MAIL_FROM: name ? `${name} <${address}>` : address,
    BOUNCE_ADDRESS: config.bounceAddress ?? 'as MAIL_FROM',
    BASE_URL: config.baseUrl,
    OFFICE_TIME_ZONE: config.officeTimeZone,
    PORT: String(config.port),
    HOST: config.host,
    TRUSTED_PROXIES: config.trustedProxies.join(', ') || 'none',
    LOG_LEVEL: config.logLevel,
    RELANCE_SAMPLE: config.hasSample ? 'yes' : 'no',
    INSTANCE_ID: config.instanceId ?? 'none',
    ALLOW_SUPERUSER: config.mayBeSuperuser ? 'yes' : 'no',
    CHROMIUM: config.chromium ?? 'where it usually is',
    RELANCE_OFFICER: config.officer ?? 'nobody',
    RELANCE_URL: config.service?.origin ?? 'the ledger here',
    RELANCE_TOKEN: config.service ? '***' : 'none',
  }
  return VARIABLES.map((variable) => ({
    name: variable,
    value: values[variable],
    source: config.sources.get(variable) ?? 'default',
  }))
}

function parseHost(text: string, name: string): string {
  if (isIP(text) || /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/iu.test(text)) return text
  const got = describeInput(text)
  throw new Problem('configuration', `${name}: got ${got} — expected an address to listen on; try 127.0.0.1 or 0.0.0.0`)
}

function parsePort(text: string, name: string): number {
  const port = /^[0-9]{1,5}$/u.test(text) ? Number(text) : 0
  if (port >= 1 && port <= 65_535) return port
  throw new Problem('configuration', `${name}: got ${describeInput(text)} — expected 1 to 65535; try 7373`)
}

function parseYesOrNo(text: string, name: string): boolean {
  return parseChoice(text, name, ['yes', 'no']) === 'yes'
}

function parseInstanceId(text: string, name: string): string {
  if (/^[\w.-]{1,64}$/u.test(text)) return text
  const expected = 'at most 64 letters, digits, dots, - and _'
  throw new Problem('configuration', `${name}: got ${describeInput(text)} — expected ${expected}; try production`)
}

/** `Relance <relance@example.org>`, or the address alone. */
function parseMailbox(text: string, name: string): Config['mailFrom'] {
  const [, displayed = '', address = text] = /^([^<>]*)<([^<>]*)>$/u.exec(text) ?? []
  const unquoted = displayed.trim().replace(/^"(.*)"$/u, '$1')
  return { name: unquoted && parseLine(unquoted, name), address: parseMailAddress(address, name) }
}

/** What is signed follows a + and takes 44 of the 64 characters that a local part may have. */
function parseBounceAddress(text: string, name: string): string {
  const address = parseMailAddress(text, name)
  const [local = ''] = address.split('@')
  if (local.length <= 20 && !local.includes('+')) return address
  const expected = 'at most 20 characters before the @, and no +, which each digest’s number follows'
  throw new Problem(
    'configuration',
    `${name}: got ${describeInput(text)} — expected ${expected}; try bounces@example.org`,
  )
}

/** Says nothing of the text: it may be a piece of a token that is good. */
function parseToken(text: string, name: string): string {
  if (/^relance_[\w-]{43}$/u.test(text)) return text
  const expected = 'relance_ and 43 letters, digits, - or _, as the account page shows a token once'
  throw new Problem('configuration', `${name}: got text that is no API token — expected ${expected}`)
}

/** One of the two alone would be ignored in silence. */
function listLonely(sources: ReadonlyMap<Variable, Source>): string[] {
  const isSet = (name: Variable) => sources.get(name) !== 'default'
  if (isSet('RELANCE_URL') === isSet('RELANCE_TOKEN')) return []
  return isSet('RELANCE_URL')
    ? [
        'RELANCE_TOKEN: got nothing beside RELANCE_URL — expected both; try a token from the account page of that service',
      ]
    : ['RELANCE_URL: got nothing beside RELANCE_TOKEN — expected both or neither; try https://relance.example.org']
}

/** A server that listens on every address is reached from this machine as localhost. */
function defaultBaseUrl(host: string, port: number): string {
  const reachable = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host
  return new URL(`http://${isIP(reachable) === 6 ? `[${reachable}]` : reachable}:${port}`).origin
}
