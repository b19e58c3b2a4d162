import { serve } from '@hono/node-server'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { webApp } from '../../../src/http/app.ts'
import type { Web } from '../../../src/http/web.ts'
import { readMessage } from '../../../src/mail/read-message.ts'
import { postOf, previewOf } from '../../../src/post.ts'
import { parseConfig } from '../../../src/config.ts'
import { appendOfficer, type Officer } from '../../../src/store/parties/parties.ts'
import type { Role } from '../../../src/store/schema/parties.ts'
import type { OutgoingMail } from '../../../src/use-cases/delivery/send.ts'
import { makeApiToken } from '../../../src/use-cases/access/api-tokens.ts'
import type { Scope } from '../../../src/use-cases/access/roles-and-scopes.ts'
import { offerSignIn, signIn } from '../../../src/use-cases/access/sign-in.ts'
import type { Holds } from '../databases/postgres.ts'
import { freshDesk, type Desk } from '../ledgers/desk.ts'

export const ORIGIN = 'https://relance.example.org'

/** The web desk over a ledger of its own, on the morning of 24 November 2026 unless the clock is moved. */
export interface Site extends AsyncDisposable {
  desk: Desk
  web: Web
  /** What a browser or a program sends, with the headers that our own pages send. */
  request: (path: string, init?: RequestInit) => Promise<Response>
  /** The same, signed in. */
  as: (who: Officer) => Promise<(path: string, init?: RequestInit) => Promise<Response>>
  /** The same with an API token. */
  withToken: (who: Officer, scopes?: Scope[]) => Promise<(path: string, init?: RequestInit) => Promise<Response>>
  enter: (role: Role, of?: { email?: string; deskId?: number | null }) => Promise<Officer>
  clock: { now: string }
  notices: Parameters<Web['sendNotice']>[0][]
  mails: OutgoingMail[]
  faults: unknown[]
}

export async function freshSite(
  holds: Holds = 'the sample',
  { baseUrl = ORIGIN }: { baseUrl?: string } = {},
): Promise<Site> {
  const desk = await freshDesk(holds)
  const clock = { now: '2026-11-24T09:00' }
  const [notices, mails, faults]: [Site['notices'], Site['mails'], unknown[]] = [[], [], []]
  const config = parseConfig({ BASE_URL: baseUrl, MAIL_FROM: 'Relance <relance@example.org>' }, () => '', '/nowhere')
  const surroundings = () => {
    const { db, now, today, timeZone } = desk.on(clock.now)
    return Promise.resolve({ db, now, today, timeZone })
  }
  const web: Web = {
    surroundings,
    composeDigest: previewOf(config),
    readMessage,
    printPdf: (page) => Promise.resolve(Buffer.from(`%PDF-1.7 of ${page.length} characters`)),
    sendNotice: (notice) => Promise.resolve(void notices.push(notice)),
    post: postOf(config),
    send: (mail) => {
      mails.push(mail)
      return Promise.resolve({ outcome: 'accepted', said: '250 taken' })
    },
    mailGoesToFolder: null,
    baseUrl,
    isProxy: () => false,
    version: '0.0.0',
    onFault: (error) => void faults.push(error),
  }
  const app = webApp(web)
  const send = (path: string, { headers, ...init }: RequestInit = {}, extra: Record<string, string> = {}) =>
    Promise.resolve(
      app.request(`${baseUrl}${path}`, {
        redirect: 'manual',
        ...init,
        headers: { ...extra, ...Object.fromEntries(new Headers(headers)) },
      }),
    )
  const ownPage = { 'sec-fetch-site': 'same-origin', origin: baseUrl }
  return {
    desk,
    web,
    clock,
    notices,
    mails,
    faults,
    request: (path, init) => send(path, init, ownPage),
    as: async ({ email }) => {
      const cookie = `${baseUrl.startsWith('https:') ? '__Host-' : ''}relance=${await sessionOf(web, email)}`
      return (path, init) => send(path, init, { ...ownPage, cookie })
    },
    withToken: async (officer, scopes = ['read', 'record', 'admin']) => {
      const context = { ...(await surroundings()), officer, sight: { deskId: officer.deskId } }
      const { secret } = await makeApiToken(context, { name: 'test', scopes, days: 30 })
      return (path, init) => send(path, init, { authorization: `Bearer ${secret}` })
    },
    enter: (role, { email = `${role}@example.org`, deskId = null } = {}) =>
      appendOfficer(desk.db, { email, name: `The ${role}`, role, deskId }),
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  }
}

/** The secret of a new session. */
export async function sessionOf(web: Web, email: string): Promise<string> {
  const surroundings = await web.surroundings()
  const { secret } = (await offerSignIn(surroundings, email, null))!
  return (await signIn(surroundings, secret, { secret: null, userAgent: null })).secret
}

/** The same on a port of the loopback, for real browsers and programs. */
export async function listen(site: (baseUrl: string) => Promise<Site>): Promise<Site & { origin: string }> {
  const serving: { app?: ReturnType<typeof webApp> } = {}
  const server = serve({ fetch: (request, env) => serving.app!.fetch(request, env), hostname: '127.0.0.1', port: 0 })
  if (!server.listening) await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const opened = await site(origin)
  serving.app = webApp(opened.web)
  return {
    ...opened,
    origin,
    [Symbol.asyncDispose]: async () => {
      if ('closeAllConnections' in server) server.closeAllConnections()
      server.close()
      await opened[Symbol.asyncDispose]()
    },
  }
}

export function form(fields: Record<string, string>): RequestInit {
  return { method: 'POST', body: new URLSearchParams(fields) }
}
