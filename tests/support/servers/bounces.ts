import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../../fixtures/bounces')

/** A mail as it comes back to an address. */
export function bounceTo(
  address: string,
  name: 'postfix' | 'exchange' | 'gmail' | 'out-of-office' | 'quoting',
): Buffer {
  const text = readFileSync(join(FOLDER, `${name}.eml`), 'latin1')
  return Buffer.from(text.replaceAll('RETURN-ADDRESS', address), 'latin1')
}
