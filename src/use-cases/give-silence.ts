import type { Silence } from '../domain/silence.ts'
import type { Context, Moment } from './context.ts'
import { recordDocument } from './documents.ts'
import { inOneSnapshot } from './one-snapshot.ts'
import { silenceFields } from './silence-fields.ts'
import { stateSilence } from './state-silence.ts'

interface Wanted<Content extends string | Uint8Array> {
  followUp: string
  format: string
  render: (silence: Silence) => Content | Promise<Content>
}

/** The statement as a file that leaves the house, of which the ledger keeps that it was given. */
export function giveSilence<Content extends string | Uint8Array>(
  context: Context,
  { followUp, format, render }: Wanted<Content>,
  moment?: Moment,
): Promise<{ silence: Silence; content: Content }> {
  return inOneSnapshot(context, async (tx) => {
    const within = { ...context, db: tx }
    const silence = await stateSilence(within, followUp, moment)
    const content = await render(silence)
    const shows = { kind: 'silence', followUp } as const
    await recordDocument(within, { shows, title: `Statement on the silence of ${followUp}`, format, content }, moment)
    return { silence, content }
  })
}

/** The same as programs have it. */
export async function giveStatement(context: Context, followUp: string, moment?: Moment): Promise<Silence> {
  return (await giveSilence(context, { followUp, format: 'json', render: asJson }, moment)).silence
}

function asJson(silence: Silence): string {
  return JSON.stringify(silenceFields(silence))
}
