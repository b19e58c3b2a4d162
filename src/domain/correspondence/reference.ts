import { Problem } from '../problem.ts'

/** Of a communication, such as `PRK-TC/4`. */
export function parseCommunicationReference(reference: string): { dossier: string; number: number } {
  const [, dossier, number] = /^(.+)\/([1-9]\d{0,8})$/.exec(reference) ?? []
  if (dossier && number) return { dossier, number: Number(number) }
  throw new Problem('invalid', {
    says: `communication: got "${reference}" — expected a dossier and a number, such as PRK-TC/4`,
    atCommandLine: '; relance show lists them',
  })
}

export function dossierOfFollowUp(reference: string): string {
  return reference.replace(/-\d+$/, '')
}

/** A communication is filed in one dossier, with all that it bears on. */
export function refuseSeveralDossiers(references: Iterable<string>): void {
  const dossiers = [...new Set(references)]
  if (dossiers.length <= 1) return
  throw new Problem(
    'invalid',
    `follow-ups: got those of ${dossiers.join(' and ')} — expected all of one dossier, because a communication is filed in one`,
  )
}

/** Of `PRK-TC-2` in the dossier `PRK-TC`: 2. Null for what is no reference of that dossier's. */
export function followUpNumber(dossier: string, reference: string): number | null {
  const number = reference.startsWith(`${dossier}-`) ? reference.slice(dossier.length + 1) : ''
  return /^[1-9]\d{0,5}$/u.test(number) ? Number(number) : null
}
