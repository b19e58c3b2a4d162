import { parseConfig } from '../src/config.ts'
import type { Web } from '../src/http/web.ts'
import { readMessage } from '../src/mail/read-message.ts'
import { postOf, previewOf } from '../src/post.ts'
import { readClock } from '../src/store/connection/clock.ts'
import { startWeb } from '../src/web-server.ts'
import { freePort } from '../tests/support/programs/free-port.ts'
import type { Ground } from './ground.ts'

export interface Served extends AsyncDisposable {
  web: Web
  origin: string
}

/** The web desk over the ground, on a port of the loopback. It asks the database for its clock, as the program does, though here it is another day. */
export async function serveGround({ context, open }: Ground, lanes: number): Promise<Served> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const config = parseConfig({ BASE_URL: origin, HOST: '127.0.0.1', PORT: String(port) }, () => '', '/nowhere')
  const db = open(lanes)
  const { now, today, timeZone } = context
  const begun = await readClock(db)
  const web: Web = {
    surroundings: async () => ({ db, now: now.add(begun.until(await readClock(db))), today, timeZone }),
    composeDigest: previewOf(config),
    readMessage,
    printPdf: () => Promise.reject(new Error('nothing is printed here')),
    sendNotice: () => Promise.resolve(),
    post: postOf(config),
    send: () => Promise.resolve({ outcome: 'accepted', said: '250 taken' }),
    mailGoesToFolder: null,
    baseUrl: origin,
    isProxy: () => false,
    version: '0.0.0',
    onFault: (error) => void process.stderr.write(`${String(error)}\n`),
  }
  const listening = await startWeb(config, web)
  return { web, origin, [Symbol.asyncDispose]: () => listening[Symbol.asyncDispose]() as Promise<void> }
}
