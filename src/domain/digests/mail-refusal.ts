/**
 * Whether a refusal for good is of the mailbox, by the enhanced status code of RFC 3463 in its words: not where it is
 * full (x.2.2) or the mail too large for it (x.2.3), the sender unwelcome (x.1.7, x.1.8), or a system, a protocol or
 * a policy is the reason (x.3 to x.7, but for the unspecific x.5.0). Without a code the refusal counts as one of the mailbox.
 */
export function condemnsAddress(said: string): boolean {
  const [, subject, detail] = /(?:^|[\s-])5\.(\d{1,3})\.(\d{1,3})\b/.exec(said) ?? []
  if (subject === undefined) return true
  if (subject === '1') return detail !== '7' && detail !== '8'
  if (subject === '2') return detail !== '2' && detail !== '3'
  return subject === '0' || `${subject}.${detail}` === '5.0'
}
