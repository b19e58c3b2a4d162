import { mkdtempDisposable, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Problem } from '../../src/domain/problem.ts'
import { folderTransport } from '../../src/mail/folder/folder-transport.ts'
import type { OutgoingMail } from '../../src/use-cases/delivery/send.ts'

const mail: OutgoingMail = {
  from: 'relance@relance.example',
  to: 'desk@ohchr.example',
  messageId: '<digest.1.41.6f1c0a7e@relance.example>',
  bytes: Buffer.from('Subject: No. 41\r\n\r\n2 pending\r\n'),
}

const newFolder = () => mkdtempDisposable(join(tmpdir(), 'relance-mail-'))

test('a mail becomes a file that only its owner can read', async () => {
  await using parent = await newFolder()
  const folder = join(parent.path, 'var', 'mail')
  const path = join(folder, 'digest.1.41.6f1c0a7e@relance.example.eml')
  expect(await folderTransport(folder).send(mail)).toEqual({ outcome: 'accepted', said: `written to ${path}` })
  expect((await readFile(path)).equals(mail.bytes)).toBe(true)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
})

test('the same mail written twice is one file, and nothing else is left behind', async () => {
  await using folder = await newFolder()
  const transport = folderTransport(folder.path)
  await Promise.all([transport.send(mail), transport.send(mail), transport.send(mail)])
  expect(await readdir(folder.path)).toHaveLength(1)
})

test.for([
  '<../../../etc/cron.d/x@y>',
  '<a/b@c>',
  '<a_b@c>',
  '</@>',
  '<.@x>',
  `<${'x'.repeat(5000)}@y>`,
  '<a\0b@c>',
  '',
])('the Message-ID %j becomes a file in the folder', async (messageId) => {
  await using folder = await newFolder()
  const transport = folderTransport(folder.path)
  await transport.send({ ...mail, messageId: '<a-b@c>' })
  expect(await transport.send({ ...mail, messageId })).toMatchObject({ outcome: 'accepted' })
  const names = await readdir(folder.path)
  expect(names).toHaveLength(2)
  for (const name of names) expect(name).toMatch(/^[\w@-][\w.@-]*\.eml$/)
})

test('two Message-IDs that only differ in what a file name cannot hold are two files', async () => {
  await using folder = await newFolder()
  for (const messageId of ['<a/b@c>', '<a:b@c>', '<a_b@c>'])
    await folderTransport(folder.path).send({ ...mail, messageId })
  expect(await readdir(folder.path)).toHaveLength(3)
})

test('where no folder can be, no mail is lost for good, and verifying says why', async () => {
  await using parent = await newFolder()
  const path = join(parent.path, 'a-file')
  await writeFile(path, '')
  const transport = folderTransport(path)
  expect(await transport.send(mail)).toMatchObject({ outcome: 'refused', isPermanent: false, concernsServer: true })
  await expect(transport.verify()).rejects.toThrow(Problem)
  await expect(transport.verify()).rejects.toThrow(path)
})
