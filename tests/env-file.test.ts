import { mkdtempDisposable, mkdir, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readEnvFile } from '../src/env-file.ts'

test('the settings of a file are read, and a file that is not there has none', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'env-'))
  const file = join(folder.path, '.env')
  expect(readEnvFile(file)).toEqual({})
  await writeFile(file, '# ours\nPORT=8080\nSMTP_URL="smtp://localhost"\n')
  expect(readEnvFile(file)).toEqual({ PORT: '8080', SMTP_URL: 'smtp://localhost' })
})

test('one that is there and cannot be read is not passed over', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'env-'))
  const [within, loop] = [join(folder.path, 'within'), join(folder.path, 'loop')]
  await mkdir(within)
  await symlink('loop', loop)
  expect(() => readEnvFile(within)).toThrow(refused(`${within}: this is a folder — expected a file`))
  expect(() => readEnvFile(loop)).toThrow(refused(`${loop}: it cannot be read (ELOOP)`))
})

const refused = (message: string) => expect.objectContaining({ code: 'configuration', message })
