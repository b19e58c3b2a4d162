import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

export interface Sink extends AsyncDisposable {
  url: string
  taken: () => Promise<number>
}

/** In a process of its own, as a mail server is. */
export async function sinkAt(): Promise<Sink> {
  const child = fork(join(import.meta.dirname, 'sink.ts'))
  const [{ port }] = (await once(child, 'message')) as [AddressInfo]
  return {
    url: `smtp://127.0.0.1:${port}?tls=none`,
    taken: async () => {
      child.send('how many')
      return ((await once(child, 'message')) as [number])[0]
    },
    [Symbol.asyncDispose]: async () => {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}
