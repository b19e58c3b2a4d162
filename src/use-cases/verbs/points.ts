import { attestReading, withdrawAttestation, type NewAttestation, type Withdrawal } from '../silence/attest-reading.ts'
import type { Context, Moment } from '../context.ts'
import {
  declareReceivingPoint,
  retireReceivingPoint,
  type NewReceivingPoint,
  type Retirement,
} from '../silence/declare-receiving-point.ts'
import { deskOf } from '../find.ts'
import { listReceivingPoints, showReceivingPoint, type PointOnDay } from '../silence/list-receiving-points.ts'
import {
  attestedFields,
  pointStoryFields,
  type AttestedFields,
  type PointStoryFields,
} from '../silence/point-fields.ts'

export interface PointVerbs {
  /** The reference of the desk that whoever asks belongs to. */
  ownDesk(): Promise<string | null>
  listReceivingPoints(desk: string | undefined, moment?: Moment): Promise<PointOnDay[]>
  showReceivingPoint(reference: string, moment?: Moment): Promise<PointStoryFields>
  declareReceivingPoint(declared: NewReceivingPoint): Promise<unknown>
  attestReading(told: NewAttestation): Promise<AttestedFields[]>
  withdrawAttestation(withdrawal: Withdrawal): Promise<unknown>
  retireReceivingPoint(retirement: Retirement): Promise<unknown>
}

export function pointVerbsOf(context: Context): PointVerbs {
  return {
    ownDesk: async () => (await deskOf(context))?.reference ?? null,
    listReceivingPoints: (desk, moment) => listReceivingPoints(context, { desk }, moment),
    showReceivingPoint: async (reference, moment) =>
      pointStoryFields(await showReceivingPoint(context, reference, moment)),
    declareReceivingPoint: (declared) => declareReceivingPoint(context, declared),
    attestReading: async (told) => (await attestReading(context, told)).map(attestedFields),
    withdrawAttestation: (withdrawal) => withdrawAttestation(context, withdrawal),
    retireReceivingPoint: (retirement) => retireReceivingPoint(context, retirement),
  }
}
