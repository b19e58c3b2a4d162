import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Of Debian's libreoffice-calc-nogui; without it the rest of LibreOffice opens no sheets. */
export const hasCalc = existsSync('/usr/bin/soffice') && existsSync('/usr/lib/libreoffice/program/libsclo.so')
export const NO_CALC = 'libreoffice-calc-nogui is not installed'

/** What LibreOffice makes of a file when it opens it and saves it as another kind, such as `xlsx`. */
export async function savedByCalc(
  content: string | Uint8Array,
  { from, to, how = [] }: { from: string; to: string; how?: readonly string[] },
): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'relance-calc-'))
  try {
    const file = join(folder, `sheet.${from}`)
    await writeFile(file, content)
    const profile = `-env:UserInstallation=file://${folder}/profile`
    const words = [profile, '--headless', ...how, '--convert-to', to, '--outdir', join(folder, 'out'), file]
    await promisify(execFile)('soffice', words, { timeout: 100_000 })
    return await readFile(join(folder, 'out', `sheet.${to.split(':')[0]}`))
  } finally {
    await rm(folder, { recursive: true })
  }
}
