import type { Context, Moment } from '../context.ts'
import { giveFile } from './give-file.ts'
import { proveDueDays, type DueDaysProven } from '../standings/prove-due-days.ts'

/** The proof of both due days as Markdown that leaves the house. */
export async function giveDueDays(
  context: Context,
  { followUp, render }: { followUp: string; render: (proven: DueDaysProven) => string },
  moment?: Moment,
): Promise<{ proven: DueDaysProven; content: string }> {
  const { drawn: proven, content } = await giveFile(
    context,
    {
      shows: { kind: 'due', followUp },
      title: `Due days of ${followUp}`,
      format: 'md',
      draw: (within) => proveDueDays(within, followUp, moment),
      render,
    },
    moment,
  )
  return { proven, content }
}
