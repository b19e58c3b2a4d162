import { savePass } from '../../store/operation/installation.ts'
import type { Context } from '../context.ts'

/** So that `doctor`, the probes and the metrics can tell when a worker last looked, and for how long. */
export async function recordPass({ db, now }: Pick<Context, 'db' | 'now'>, tookMs: number): Promise<void> {
  await savePass(db, { startedAt: now, tookMs: Math.round(tookMs) })
}
