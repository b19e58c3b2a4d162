import type { Scale } from './data-set.ts'
import { ground } from './ground.ts'
import { brokenRow, type Found } from './row.ts'
import { ROWS } from './rows.ts'
import { say } from './say.ts'

/** What a row in a process of its own is told. */
export interface Wanted {
  name: string
  scale: Scale
  folder: string
}

process.once('message', async (wanted: Wanted) => {
  process.send!(await foundOf(wanted))
  process.disconnect!()
})

async function foundOf({ name, scale, folder }: Wanted): Promise<Found[]> {
  try {
    await using laid = await ground(scale, folder)
    return await ROWS.find((row) => row.name === name)!.measure(laid)
  } catch (error) {
    say(`${name}: ${(error as Error).stack}`)
    return [brokenRow(name, (error as Error).message.split('\n')[0]!)]
  }
}
