import { createHash, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { access, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Writes a mail where only its owner can read it, whole or not at all. The same mail again replaces itself. */
export async function writeMail(folder: string, messageId: string, bytes: Uint8Array): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, fileNameOf(messageId))
  const draft = join(folder, `.${randomUUID()}.draft`)
  try {
    await writeDurably(draft, bytes)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  return path
}

export async function refuseUnlessWritable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await access(folder, constants.W_OK | constants.X_OK)
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Readable where the id is plain, and another for every other id. */
function fileNameOf(messageId: string): string {
  const bare = messageId.replace(/^<(.*)>$/, '$1')
  if (/^[a-z0-9][a-z0-9._@-]{0,150}$/i.test(bare)) return `${bare}.eml`
  const readable = bare.replaceAll(/[^a-z0-9@-]+/gi, '_').slice(0, 100)
  return `mail-${readable}-${createHash('sha256').update(messageId).digest('hex').slice(0, 16)}.eml`
}
