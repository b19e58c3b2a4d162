import { expect, test } from 'vitest'
import { html } from '../../src/mail/digest/digest-template.ts'
import { writtenIn } from '../../src/mail/message-part.ts'

const encodingOf = (text: string) => /^content-transfer-encoding: (.*)$/im.exec(writtenIn('plain', text)[0])?.[1]

test('what every server passes on stays as it is, and whatever else is encoded', () => {
  expect(encodingOf(`${'x'.repeat(998)}\n\tfrom us\n`)).toBe('7bit')
  expect(encodingOf('x'.repeat(999))).toBe('quoted-printable')
  expect(encodingOf(`one\n${'x'.repeat(999)}\n`)).toBe('quoted-printable')
  for (const character of ['é', '\0', '\r', '\u007f']) {
    expect(encodingOf(`2 pending, as far as we know${character}`)).toBe('quoted-printable')
  }
  expect(encodingOf('요'.repeat(30))).toBe('base64')
})

test('HTML of any script needs no encoding', () => {
  const words = 'Déclaré – 학교 👩‍👩‍👧 <b>'
  expect(html`<p title="${words}">${[words, html`<br />`]}</p>`.markup).toMatch(/^[ -~]+$/)
})
