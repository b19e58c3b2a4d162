import { savePass } from '../store/installation.ts'
import type { Context } from './context.ts'

/** So that `doctor` and the health endpoint can tell when a worker last looked. */
export async function recordPass({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  await savePass(db, now)
}
