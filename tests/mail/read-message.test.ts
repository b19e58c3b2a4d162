import { expect, test } from 'vitest'
import { composeMessage } from '../../src/mail/message.ts'
import { readMessage } from '../../src/mail/read-message.ts'

const composed = (html: string, text: string) =>
  composeMessage({
    from: { name: 'Relance', address: 'relance@relance.example' },
    to: { name: 'Desk officer', address: 'desk@ohchr.example' },
    subject: 'Relance No. 41',
    html,
    text,
    messageId: '<digest.1.41.6f1c0a7e@relance.example>',
    at: Temporal.Instant.from('2026-11-24T08:00:00Z'),
    listId: 'digest.1.6f1c0a7e.relance.example',
    references: [],
  })

test.for([
  ['plain lines', '2 pending\n.a dot\n\nfrom us = them\n'],
  ['a long line', `${'word '.repeat(400)}\n`],
  ['some accents', 'Déclaré à Genève, “holding” − 8,127 days\n'],
  ['mostly Korean', `${'조선민주주의인민공화국 '.repeat(60)}\n`],
  ['what looks like MIME', '--_NmP-1\nContent-Type: text/html\n\n=3D =\n'],
] as const)('%s is read as it was written', async ([, words]) => {
  const html = `<html>\n<p style="a:b">${words}</p>\n</html>\n`
  expect(readMessage(await composed(html, words))).toEqual({ html, text: words })
})

test('bytes that are no such mail have neither part', () => {
  expect(readMessage(new TextEncoder().encode('No. 1: 2 pending'))).toEqual({ html: null, text: null })
})
