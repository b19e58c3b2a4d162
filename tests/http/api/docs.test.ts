import { expect, test } from 'vitest'
import { exampleOf } from '../../../src/http/api/docs/examples.ts'
import { apiOf } from '../../support/servers/json-requests.ts'
import { freshSite } from '../../support/servers/web.ts'

test('the documentation tells every operation and every shape, each link leads somewhere, and nothing comes from elsewhere', async () => {
  await using site = await freshSite('nothing')
  const answer = await site.request('/api')
  const page = await answer.text()
  expect(answer.status).toBe(200)
  const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  const document = (await (await site.request('/api/v1/openapi.json')).json()) as {
    paths: Record<string, Record<string, { operationId: string }>>
    components: { schemas: Record<string, unknown> }
  }
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
  const told = [...operations.map(({ operationId }) => operationId), ...Object.keys(document.components.schemas)]
  expect(told.filter((id) => !ids.has(id))).toEqual([])
  const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target)
  expect(targets.filter((target) => !ids.has(target))).toEqual([])
  expect(ids.size).toBe(page.match(/ id="/g)!.length)
  expect(page).toContain(`-F &#39;files=@letter.pdf&#39;`)
  expect(page.match(/(?:src|href)="(?:https?:)?\/\/[^"]+/g)).toBeNull()
})

test('what the documentation shows to send is of a shape that is taken', async () => {
  await using site = await freshSite()
  const officer = await site.enter('administrator')
  const api = apiOf(await site.withToken(officer))
  const { body: document } = await api.get('/openapi.json')
  const reading = { schemas: document.components.schemas } as Parameters<typeof exampleOf>[0]
  const shapes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, any>).flatMap(([method, { requestBody }]) => {
      const schema = requestBody?.content['application/json']?.schema
      return schema ? [{ method, path, example: exampleOf(reading, schema) }] : []
    }),
  )
  expect(shapes.length).toBeGreaterThan(8)
  for (const { method, path, example } of shapes) {
    const named = path.replace(
      '{ref}',
      path.includes('follow-ups/') ? 'PRK-TC-2' : path.includes('desks') ? 'TC' : 'PRK-TC',
    )
    const { status, body } = await api.send(method.toUpperCase(), named.replaceAll(/\{\w+\}/g, '4'), {
      headers: { 'content-type': 'application/json', 'if-match': '*' },
      body: JSON.stringify(example),
    })
    const told = JSON.stringify(body)
    expect([400, 415, 500], `${method} ${path} ${told}`).not.toContain(status)
    expect(told, `${method} ${path}`).not.toMatch(/there is no such field|expected (?:a text|a list|an object)/)
  }
})
