import { assert, asyncProperty, constantFrom, oneof, string } from 'fast-check'
import { expect, test } from 'vitest'
import { composeMessage, messageIdOf } from '../../src/mail/message.ts'

const idOf = (number: number) =>
  messageIdOf({ subscription: 1, number, installation: '6f1c0a7e', domain: 'relance.example' })

const message = {
  from: { name: 'Relance', address: 'relance@relance.example' },
  to: { name: 'Desk officer', address: 'desk@ohchr.example' },
  subject: 'Relance No. 41: 2 pending, 2 overdue',
  html: '<p>2 pending</p>',
  text: '2 pending\n.a dot\n',
  messageId: idOf(41),
  at: Temporal.Instant.from('2026-11-24T08:00:00Z'),
  listId: 'digest.1.6f1c0a7e.relance.example',
  references: [idOf(39), idOf(40)],
}

async function headersOf(changed: Partial<Parameters<typeof composeMessage>[0]> = {}): Promise<Map<string, string>> {
  const bytes = await composeMessage({ ...message, ...changed })
  const [head = ''] = Buffer.from(bytes).toString('latin1').split('\r\n\r\n')
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')
  return new Map(lines.map((line) => [line.replace(/:.*/, '').toLowerCase(), line.replace(/^[^:]*: ?/, '')]))
}

test('a digest says that a machine wrote it, of which list it is, and what it follows', async () => {
  expect(Object.fromEntries(await headersOf())).toMatchObject({
    from: 'Relance <relance@relance.example>',
    to: 'Desk officer <desk@ohchr.example>',
    date: 'Tue, 24 Nov 2026 08:00:00 +0000',
    'auto-submitted': 'auto-generated',
    'x-auto-response-suppress': 'All',
    'list-id': '<digest.1.6f1c0a7e.relance.example>',
    'message-id': '<digest.1.41.6f1c0a7e@relance.example>',
    references: '<digest.1.39.6f1c0a7e@relance.example> <digest.1.40.6f1c0a7e@relance.example>',
    'in-reply-to': '<digest.1.40.6f1c0a7e@relance.example>',
  })
})

test('the first of a series follows nothing', async () => {
  const headers = await headersOf({ references: [] })
  expect([...headers.keys()]).not.toContain('references')
  expect([...headers.keys()]).not.toContain('in-reply-to')
})

test('a long series is threaded by its first and its latest issues', async () => {
  const references = Array.from({ length: 500 }, (_, index) => idOf(index + 1))
  const named = (await headersOf({ references })).get('references')?.split(' ')
  expect(named).toEqual([idOf(1), ...references.slice(-9)])
})

test('one-click unsubscribing is offered over https, and otherwise not at all', async () => {
  const offered = await headersOf({ unsubscribe: 'https://relance.example/unsubscribe/x' })
  expect(offered.get('list-unsubscribe')).toBe('<https://relance.example/unsubscribe/x>')
  expect(offered.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
  for (const unsubscribe of ['http://relance.example/unsubscribe/x', 'mailto:x@relance.example', undefined]) {
    const headers = await headersOf(unsubscribe ? { unsubscribe } : {})
    expect([...headers.keys()].filter((name) => name.startsWith('list-'))).toEqual(['list-id'])
  }
})

test('two installations never share a Message-ID', () => {
  const issue = { subscription: 1, number: 41, domain: 'relance.example' }
  expect(messageIdOf({ ...issue, installation: 'a' })).not.toBe(messageIdOf({ ...issue, installation: 'b' }))
  expect(messageIdOf({ ...issue, installation: 'a' })).toBe(messageIdOf({ ...issue, installation: 'a' }))
})

test('whatever stands in a name or a subject, the headers are the same and the recipient is one', async () => {
  const expected = [...(await headersOf()).keys()]
  const words = string({ unit: 'grapheme', maxLength: 80 }).filter((text) => !/[\p{Cc}\u2028\u2029]/u.test(text))
  const hostile = constantFrom('a@x.org, evil@y.org', '<evil@y.org>', '"x" <evil@y.org>;', 'Group: evil@y.org;')
  await assert(
    asyncProperty(oneof(words, hostile), async (name) => {
      const headers = await headersOf({
        to: { ...message.to, name },
        from: { ...message.from, name },
        subject: `x ${name}`,
      })
      expect([...headers.keys()]).toEqual(expected)
      expect(
        headers
          .get('to')
          ?.replace(/"(?:[^"\\]|\\.)*"/g, '')
          .match(/[^\s<,;:]+@[^\s>,;:]+/g),
      ).toEqual([message.to.address])
    }),
  )
})

test.for(['subject', 'messageId', 'listId'] as const)('a line break in the %s is refused', async (field) => {
  await expect(composeMessage({ ...message, [field]: 'x\r\nBcc: evil@y.org' })).rejects.toThrow('control character')
})
