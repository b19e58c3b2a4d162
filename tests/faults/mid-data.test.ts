import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { SMTPServer } from 'smtp-server'
import { expect, test } from 'vitest'
import { planExtraDigest } from '../../src/use-cases/digests/plan-extra-digest.ts'
import { keepingPost } from '../support/ledgers/issues.ts'
import { atWork, YESTERDAY } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'

/** More than the buffers between two sockets hold, so that a server that stops reading stops the sender as well. */
const LONG = 24 * 1024 * 1024

test('a worker killed in the middle of DATA leaves half a mail that no server takes, and one whole one follows', async ({
  task,
}) => {
  await using work = await atWork()
  const post = keepingPost()
  const compose: typeof post.compose = async (digest, series) => {
    const mail = await post.compose(digest, series)
    const head = `Message-ID: ${mail.messageId}\r\n\r\n`
    return { ...mail, message: Buffer.from(head + `${'x'.repeat(98)}\r\n`.repeat(LONG / 100)) }
  }
  await planExtraDigest(work.desk.on(`${YESTERDAY}T12:00`), { ...post, compose }, 1)

  await using server = await halfReadingServer()
  const worker = work.start(['worker', '--once'], { SMTP_URL: `smtp://127.0.0.1:${server.port}?tls=none` })
  await server.inTheMiddle
  const ended = once(worker, 'exit')
  worker.kill('SIGKILL')
  expect(await ended).toEqual([null, 'SIGKILL'])
  const heard = await server.readOn()
  expect(heard).toMatchObject({ isWhole: false })
  expect(heard.bytes).toBeGreaterThan(0)
  expect(heard.bytes).toBeLessThan(LONG)

  await work.passTime()
  await work.settle()
  const { delivered, distinct, lost, unsettled } = await work.oracle()
  tell(task, { fault: 'F5', injected: 'killed with half of DATA written', delivered, distinct, lost })
  expect({ delivered, distinct, lost, unsettled }).toEqual({ delivered: 1, distinct: 1, lost: 0, unsettled: 0 })
})

/** Reads the beginning of a mail, and the rest only when it is told to; takes the mail if that comes to its end. */
async function halfReadingServer() {
  const begun = Promise.withResolvers<void>()
  const over = Promise.withResolvers<{ isWhole: boolean; bytes: number }>()
  const streams: Readable[] = []
  let bytes = 0
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    onData: (stream, _session, done) => {
      streams.push(stream)
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > chunk.length) return
        stream.pause()
        begun.resolve()
      })
      stream.on('end', () => (over.resolve({ isWhole: true, bytes }), done(null, 'queued')))
    },
    onClose: () => over.resolve({ isWhole: false, bytes }),
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    port: (server.server.address() as AddressInfo).port,
    inTheMiddle: begun.promise,
    readOn: () => {
      for (const stream of streams) stream.resume()
      return over.promise
    },
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
