import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { decodeText, decodeUtf8 } from '../../../src/domain/files/decode-text.ts'
import { Problem } from '../../../src/domain/problem.ts'

const TEXT = 'réponse, 平壌, رد'

test.for([
  ['UTF-8', Buffer.from(TEXT), undefined],
  ['UTF-8 with its mark', Buffer.from(`\uFEFF${TEXT}`), undefined],
  ['UTF-16 that is named', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), 'utf-16'],
  ['UTF-16 of the other order', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16(), 'utf-16'],
] as const)('%s is read', ([, bytes, encoding]) => {
  expect(decodeText(bytes, 'a.csv', encoding)).toBe(TEXT)
})

test.for([
  ['windows-1252', Buffer.from('r\u00e9ponse', 'latin1'), 'réponse'],
  ['windows-1256', Buffer.from([0xd1, 0xcf]), 'رد'],
  ['shift_jis', Buffer.from([0x95, 0xbd]), '平'],
] as const)('%s is read where it is named', ([encoding, bytes, text]) => {
  expect(decodeText(bytes, 'a.csv', encoding)).toBe(text)
})

test.for([
  [
    'a byte that is not UTF-8',
    Buffer.from('ab\u00e9', 'latin1'),
    undefined,
    'a.csv: got what is not valid utf-8 at byte 2',
  ],
  ['UTF-16 that is not named', Buffer.from('\uFEFFa', 'utf16le'), undefined, 'a.csv: this is UTF-16'],
  ['NUL', Buffer.from('é\0'), undefined, 'a.csv: got NUL at byte 2'],
  ['an encoding nobody knows', Buffer.from('a'), 'utf-9', 'encoding: got "utf-9"'],
  ['what is not in the encoding that is named', Buffer.from([0x81]), 'shift_jis', 'not valid shift_jis'],
  ['a picture', Buffer.from('\u0089PNG\r\n', 'latin1'), undefined, 'a.csv: this looks like a picture'],
  [
    'XLSX',
    Buffer.from('PK\u0003\u0004'),
    undefined,
    'this looks like XLSX; try it under a name that ends in .xlsx, or save it as CSV UTF-8',
  ],
  ['an old spreadsheet', Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), undefined, 'an old spreadsheet'],
  ['PDF', Buffer.from('%PDF-1.7'), undefined, 'this looks like a PDF'],
  ['HTML', Buffer.from('\uFEFF<!doctype html>'), undefined, 'this looks like HTML'],
  ['gzip', gzipSync('a'), undefined, 'this looks like gzip'],
] as const)('%s is refused with the way out', ([, bytes, encoding, says]) => {
  expect(() => decodeText(bytes, 'a.csv', encoding)).toThrow(says)
})

test('every refusal of an encoding says how to name one', () => {
  for (const bytes of [Buffer.from([0xff, 0xfe]), Buffer.from([0x61, 0xe9])])
    expect(() => decodeText(bytes, 'a.csv')).toThrow('--encoding')
})

test.for([
  ['UTF-16', Buffer.from('\uFEFF{}', 'utf16le'), 'm.json: this is UTF-16 — expected UTF-8'],
  [
    'another encoding',
    Buffer.from([0x7b, 0xe9, 0x7d]),
    'm.json: got what is not valid utf-8 at byte 1 — expected UTF-8',
  ],
  ['bytes', Buffer.from('{\0}'), 'm.json: got NUL at byte 1, as no text has — expected UTF-8'],
] as const)('where no encoding can be named, none is advised: %s', ([, bytes, says]) => {
  expect(() => decodeUtf8(bytes, 'm.json')).toThrow(new Problem('invalid', says))
})
