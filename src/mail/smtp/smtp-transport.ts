import { Problem } from '../../domain/problem.ts'
import { SEND_DEADLINE_MS, type Receipt } from '../../use-cases/delivery/send.ts'
import type { Transport } from '../transport.ts'
import { asFailure, oneLine, receiptOf, refusalOf } from '../receipt.ts'
import { greetServer } from './smtp-greeting.ts'
import { keepConnections } from './smtp-connections.ts'
import { smtpOptionsOf } from './smtp-options.ts'

export interface SmtpRules {
  deadlineMs?: number
  /** Left out: nothing is sent without TLS unless the server is this very machine. */
  requiresTls?: boolean
}

const LONGEST_GREETING_MS = 20_000

export function smtpTransport(smtpUrl: string, rules: SmtpRules = {}): Transport {
  const { deadlineMs = SEND_DEADLINE_MS, requiresTls } = rules
  const options = smtpOptionsOf(smtpUrl, requiresTls)
  const connections = keepConnections(options)
  const name = `mail server ${options.host}:${options.port}`
  return {
    send: async ({ from, to, bytes }, { now: leave, deadlineMs: most = deadlineMs } = {}) => {
      const deadline = AbortSignal.timeout(Math.min(deadlineMs, most))
      const until = leave ? AbortSignal.any([leave, deadline]) : deadline
      try {
        const sent = await connections.send(
          await envelopeOf(from, to),
          Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
          until,
        )
        const [rejected] = sent.rejectedErrors ?? []
        return rejected ? refusalOf(rejected) : receiptOf(sent.response)
      } catch (error) {
        return until.aborted ? abandoned(until.reason === deadline.reason) : refusalOf(asFailure(error))
      }
    },
    verify: async () => {
      try {
        const within = AbortSignal.timeout(Math.min(deadlineMs, LONGEST_GREETING_MS))
        const connection = await greetServer(options, within)
        connection.close()
      } catch (error) {
        throw new Problem('unavailable', oneLine(asFailure(error).message))
      }
    },
    close: () => connections.close(),
    describe: () => name,
  }
}

/** Addresses as objects, for nodemailer reads a text with a comma in it as two; their domains as DNS knows them. */
async function envelopeOf(from: string, to: string): Promise<{ from: string; to: string[] }> {
  const { default: MimeNode } = await import('nodemailer/lib/mime-node')
  const { from: by, to: given } = new MimeNode().setEnvelope({ from: bare(from), to: [bare(to)] }).getEnvelope()
  return { from: by || '', to: given }
}

function bare(address: string): { name: string; address: string } {
  return { name: '', address }
}

/** A server that gives no answer in time is at fault; one that we left because we are stopping is not. */
function abandoned(isLate: boolean): Receipt {
  const said = isLate ? 'no answer within the deadline' : 'stopped before the server answered'
  return { outcome: 'refused', said, isPermanent: false, concernsServer: isLate }
}
