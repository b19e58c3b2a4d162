import { expect, test } from 'vitest'
import { Problem } from '../../src/domain/problem.ts'
import { refuse } from '../../src/http/pages/form.ts'
import { inWordsOfPage } from '../../src/http/pages/import/words.ts'

test('what is wrong is told in words of the page, at its field as at the head', () => {
  const problem = new Problem('invalid', 'file: this is UTF-16 — expected UTF-8, or --encoding utf-16', [
    'sheet: there is none — try --sheet Letters',
  ])
  const { told, wrong } = inWordsOfPage(refuse({}, problem))
  const words = 'this is UTF-16 — expected UTF-8, or “Encoding” utf-16'
  expect([...wrong]).toEqual([
    ['file', words],
    ['sheet', 'there is none — try “Sheet of the workbook” Letters'],
  ])
  expect(told!.message).toBe(`file: ${words}`)
  expect(told!.details).toEqual(['sheet: there is none — try “Sheet of the workbook” Letters'])
})
