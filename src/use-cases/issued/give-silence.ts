import type { Silence } from '../../domain/silence/silence.ts'
import type { Context, Moment } from '../context.ts'
import { giveFile, type Rendered } from './give-file.ts'
import { silenceFields } from '../silence/silence-fields.ts'
import { stateSilence } from '../silence/state-silence.ts'

export async function giveSilence<Content extends string | Uint8Array>(
  context: Context,
  { followUp, ...rendered }: { followUp: string } & Rendered<Silence, Content>,
  moment?: Moment,
): Promise<{ silence: Silence; content: Content }> {
  const { drawn: silence, content } = await giveFile(
    context,
    {
      ...rendered,
      shows: { kind: 'silence', followUp },
      title: `Statement on the silence of ${followUp}`,
      draw: (within) => stateSilence(within, followUp, moment),
    },
    moment,
  )
  return { silence, content }
}

/** The same as programs have it. */
export async function giveStatement(context: Context, followUp: string, moment?: Moment): Promise<Silence> {
  return (await giveSilence(context, { followUp, format: 'json', render: asJson }, moment)).silence
}

function asJson(silence: Silence): string {
  return JSON.stringify(silenceFields(silence))
}
