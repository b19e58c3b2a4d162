import { expect, test } from 'vitest'
import { csvStream } from '../../src/http/csv-stream.ts'
import { addPending } from '../support/ledgers/many-pending.ts'
import { freshSite } from '../support/servers/web.ts'

/** Pages of two rows without end, and what became of them. */
function endless() {
  const told = { asked: 0, isEnded: false }
  async function* pages() {
    try {
      for (;;) {
        told.asked += 1
        yield [
          { a: told.asked, b: '=x' },
          { a: 0, b: '' },
        ]
      }
    } finally {
      told.isEnded = true
    }
  }
  return { told, pages: pages() }
}

test('a page is asked for when the one before is taken, and none once the reader is gone', async () => {
  const { told, pages } = endless()
  const reader = (await csvStream(pages)).getReader()
  const taken = [await reader.read(), await reader.read()].map(({ value }) => new TextDecoder().decode(value))
  expect(taken).toEqual(["a,b\r\n1,'=x\r\n0,\r\n", "2,'=x\r\n0,\r\n"])
  expect(told.asked).toBeLessThanOrEqual(3)
  await reader.cancel()
  expect(told).toEqual({ asked: told.asked, isEnded: true })
})

test('what fails before the first row is an answer of its own, not a list cut short', async () => {
  const failing = endless().pages
  failing.next = () => Promise.reject(new Error('no database'))
  await expect(csvStream(failing)).rejects.toThrow('no database')
})

test.for(['/pending.csv', '/api/v1/follow-ups?sort=due'])(
  '%s gives each row once, however many, in pieces',
  async (path) => {
    await using site = await freshSite()
    await addPending(site.desk, 2_500)
    const administrator = await site.enter('administrator')
    const ask = path.startsWith('/api') ? await site.withToken(administrator) : await site.as(administrator)
    const answer = await ask(path, { headers: { accept: 'text/csv' } })
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/)
    const pieces: string[] = []
    for await (const piece of answer.body!) pieces.push(new TextDecoder().decode(piece))
    const lines = pieces.join('').trimEnd().split('\r\n')
    expect(pieces.filter(Boolean)).toHaveLength(3)
    expect(lines).toHaveLength(1 + 2_502)
    expect(new Set(lines).size).toBe(lines.length)
  },
)
