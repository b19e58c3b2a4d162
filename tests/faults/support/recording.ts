import { letterOf } from '../../support/servers/json-requests.ts'
import type { AtWork } from './ledger-at-work.ts'
import { tokenOf } from './let-in.ts'
import { until } from './running.ts'

/** An officer who records one letter after the other by the API, whatever becomes of the ledger meanwhile. */
export interface Recording {
  /** Resolves once so many more are accepted. */
  goesOn: (count: number, withinMs?: number) => Promise<number>
  /** Ends it, and compares what was answered with what the ledger has. */
  end: () => Promise<Recorded>
}

interface Recorded {
  accepted: number
  refused: number
  /** Accepted, and not there. */
  lost: number
  /** There more than once. */
  doubled: number
  slowestMs: number
}

const GIVES_UP_MS = 30_000

export async function recordingAt(work: AtWork, origin: string): Promise<Recording> {
  const headers = { authorization: `Bearer ${await tokenOf(work)}`, 'content-type': 'application/json' }
  const accepted: string[] = []
  const ended = { refused: 0, slowestMs: 0 }
  let isWanted = true
  const record = async (summary: string) => {
    const begunAt = performance.now()
    const body = JSON.stringify(letterOf({ summary, isAgain: true }))
    const signal = AbortSignal.timeout(GIVES_UP_MS)
    const status = await fetch(`${origin}/api/v1/dossiers/PRK-TC/communications`, {
      method: 'POST',
      headers,
      body,
      signal,
    }).then(
      (answer) => answer.status,
      () => 0,
    )
    ended.slowestMs = Math.max(ended.slowestMs, performance.now() - begunAt)
    if (status === 201) accepted.push(summary)
    else ended.refused += 1
  }
  const all = (async () => {
    for (let number = 1; isWanted; number += 1) await record(`letter ${number}`)
  })()
  return {
    goesOn: (count, withinMs) => {
      const wanted = accepted.length + count
      return until(() => accepted.length >= wanted, withinMs)
    },
    end: async () => {
      isWanted = false
      await all
      const rows = await work.desk.db.execute<{ summary: string }>(
        `select summary from communications where summary like 'letter %'`,
      )
      const there = rows.map(({ summary }) => summary)
      return {
        accepted: accepted.length,
        ...ended,
        lost: accepted.filter((summary) => !there.includes(summary)).length,
        doubled: there.length - new Set(there).size,
      }
    },
  }
}
