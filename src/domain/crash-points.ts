import { Problem } from './problem.ts'
import { describeInput } from './visible.ts'

/** Wherever the service may be killed in the middle of something. The fault tests kill it at each. */
export const CRASH_POINTS = [
  'plan-begun',
  'slot-taken',
  'plan-committed',
  'claim-begun',
  'claim-committed',
  'mail-answered',
  'address-suppressed',
  'mail-marked',
  'flags-raised',
  'flags-committed',
  'record-filed',
  'record-committed',
  'import-dossier-added',
  'migration-locked',
  'migration-statement',
] as const
export type CrashPoint = (typeof CRASH_POINTS)[number]

const armed: { at?: { point: CrashPoint; passes: number; crash: () => void } | undefined } = {}

/** Does nothing, unless a fault test has armed this one. */
export function crashPoint(name: CrashPoint): void {
  const { at } = armed
  if (at?.point !== name) return
  at.passes -= 1
  if (at.passes === 0) at.crash()
}

/** `mail-answered` crashes at the first pass of that point, `mail-answered:3` at the third. */
export function armCrashPoint(text: string, crash: () => void): void {
  const [, name, count = '1'] = /^([a-z-]+)(?::([1-9]\d{0,5}))?$/u.exec(text) ?? []
  const point = CRASH_POINTS.find((known) => known === name)
  if (point === undefined) throw unknownPoint(text)
  armed.at = { point, passes: Number(count), crash }
}

function unknownPoint(text: string): Problem {
  const expected = `one of ${CRASH_POINTS.join(', ')}, or none outside of fault tests`
  return new Problem('configuration', `CRASH_AT: got ${describeInput(text)} — expected ${expected}`)
}
