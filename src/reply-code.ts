/** A mail server's words, which can repeat what stood in the mail, do not go into a log: only what they are of. */
export function replyCodeIn(said: string): string {
  const [code] = /\b[245]\d\d(?:[ -][245]\.\d{1,3}\.\d{1,3})?(?=[ -]|$)/u.exec(said) ?? []
  const [cause] = SYSTEM.exec(said) ?? []
  return (said.startsWith('not tried:') && 'not tried') || (OURS.has(said) && said) || code || cause || 'no code'
}

/** Of the network and of TLS, as Node names them. */
const SYSTEM =
  /\b(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|ENOSPC|EACCES|EROFS)\b|\bcertificate\b|\bTimeout\b|\bSTARTTLS\b/u

const OURS: ReadonlySet<string> = new Set(['no answer within the deadline', 'stopped before the server answered'])
