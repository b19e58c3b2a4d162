import { csvOf } from '../../domain/files/csv.ts'
import type { Context, Moment } from '../context.ts'
import { giveFile } from './give-file.ts'
import { counterpartRow, listCounterparts, type CounterpartOwing } from '../counterparts/list-counterparts.ts'

/** Every office, as CSV that leaves the house; gives the offices. */
export async function giveCounterparts(context: Context, moment?: Moment): Promise<CounterpartOwing[]> {
  const { drawn } = await giveFile(
    context,
    {
      shows: { kind: 'counterparts' },
      title: 'Offices and what each owes us',
      format: 'csv',
      draw: (within) => listCounterparts(within, moment),
      render: (counterparts) => csvOf(counterparts.map(counterpartRow)),
    },
    moment,
  )
  return drawn
}
