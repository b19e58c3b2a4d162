import { csvOf } from '../../domain/files/csv.ts'
import { dutyRow, type ProjectedDuty } from '../../domain/duty.ts'
import type { Context, Moment } from '../context.ts'
import { giveFile } from './give-file.ts'
import { listDutiesOn } from '../mandates/list-duties.ts'

export interface DutiesWanted {
  dossier: string | undefined
  isOpen: boolean
}

/** Reports that are owed, as CSV that leaves the house; gives the duties. */
export async function giveDuties(
  context: Context,
  { dossier, isOpen }: DutiesWanted,
  moment?: Moment,
): Promise<ProjectedDuty[]> {
  const { drawn } = await giveFile(
    context,
    {
      shows: { kind: 'duties', isOpen, ...(dossier !== undefined && { dossier }) },
      title: 'Report duties',
      format: 'csv',
      draw: (within) => listDutiesOn(within, { dossier, isOpen }, moment),
      render: (duties) => csvOf(duties.map(dutyRow)),
    },
    moment,
  )
  return drawn
}
