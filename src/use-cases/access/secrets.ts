import { createHash, randomBytes } from 'node:crypto'

/** 256 bits, in letters and digits that stand in a URL, a cookie and a header as they are. */
export function makeSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a secret. It has 256 random bits, so no salt and no slow hash is needed. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
