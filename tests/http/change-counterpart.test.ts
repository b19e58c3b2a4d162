import { expect, test } from 'vitest'
import { readForm } from '../support/readers/read-form.ts'
import { form, freshSite } from '../support/servers/web.ts'

function wordsOf(page: string): string {
  return page.replaceAll(/<style[^]*?<\/style>|<svg[^]*?<\/svg>|<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
}

test('how an office is reached is changed by a form, and what stood before is told', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  const path = '/counterparts/PRK-GVA'
  expect(await (await as(path)).text()).toContain(`${path}/change`)
  const shown = readForm(await (await as(`${path}/change`)).text(), 'narrow')
  const change = (told: Record<string, string>) => as(`${path}/change`, form({ ...shown, ...told }))
  expect((await change({ why: 'Because' })).status).toBe(409)
  expect((await change({ languages: 'fr, ???', why: 'x' })).status).toBe(422)
  const told = { emails: 'a@example.org', languages: 'fr ko', weekend: 'sun', why: 'A <new> address' }
  expect((await change(told)).headers.get('location')).toBe(path)
  const page = wordsOf(await (await as(path)).text())
  expect(page).toContain('Written to at: nowhere , since then a@example.org')
  expect(page).toContain('A &lt;new&gt; address Recorded by Amina Officer')
  expect(wordsOf(await (await as(`${path}?known-at=2026-11-24T07:30:00Z`)).text())).not.toContain('a@example.org')
  const reader = await site.as(await site.enter('reader'))
  expect((await reader(`${path}/change`)).status).toBe(403)
})
