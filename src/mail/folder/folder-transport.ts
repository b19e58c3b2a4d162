import { Problem } from '../../domain/problem.ts'
import { asFailure, oneLine, refusalOf } from '../receipt.ts'
import type { Transport } from '../transport.ts'
import { refuseUnlessWritable, writeMail } from './mail-folder.ts'

/** For those without a mail server: each mail becomes a file that a mail client opens. */
export function folderTransport(folder: string): Transport {
  return {
    send: async ({ messageId, bytes }) => {
      try {
        return { outcome: 'accepted', said: `written to ${await writeMail(folder, messageId, bytes)}` }
      } catch (error) {
        return refusalOf(asFailure(error))
      }
    },
    verify: async () => {
      try {
        await refuseUnlessWritable(folder)
      } catch (error) {
        throw new Problem('configuration', `mail folder ${folder}: ${oneLine(asFailure(error).message)}`)
      }
    },
    close: () => {},
    describe: () => `folder ${folder}`,
  }
}
