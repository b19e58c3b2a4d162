/** Of a JSON schema, as far as our own document uses it. */
interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  minimum?: number
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
}

interface Operation {
  parameters?: { name: string; in: string }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}

export interface Document {
  paths: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Schema> }
}

export interface Asked {
  method: string
  path: string
  query: string
  body?: unknown
}

/**
 * Each operation with a mark in every field of its body, its path and its query: once wherever there is text, and once
 * where anything may stand, so that one of the two comes far and the other one nowhere.
 */
export function askEverything(document: Document, mark: string): Asked[] {
  const { schemas = {} } = document.components ?? {}
  return Object.entries(document.paths).flatMap(([template, operations]) =>
    Object.entries(operations).flatMap(([method, { parameters = [], requestBody }]) => {
      const schema = requestBody?.content['application/json']?.schema
      const query = new URLSearchParams(
        parameters.filter((one) => one.in === 'query').map(({ name }) => [name, mark]),
      ).toString()
      const asked = (path: string, isKind: boolean): Asked => ({
        method: method.toUpperCase(),
        path,
        query: isKind ? '' : query,
        ...(schema && { body: filled(schema, schemas, isKind ? { mark } : { mark, everywhere: true }) }),
      })
      return [asked(template.replaceAll(/\{\w+\}/g, mark), false), asked(withPlaces(template), true)]
    }),
  )
}

function withPlaces(template: string): string {
  return template
    .replace('/dossiers/{ref}', '/dossiers/PRK-TC')
    .replace('/follow-ups/{ref}', '/follow-ups/PRK-TC-1')
    .replace('/counterparts/{ref}', '/counterparts/PRK-GVA')
    .replace(/(?<=^\/(?:officers|tokens|sessions)\/)\{\w+\}/, '999') // whoever asks stays who they are
    .replaceAll(/\{\w+\}/g, '1')
}

function filled(schema: Schema, schemas: Record<string, Schema>, how: { mark: string; everywhere?: boolean }): unknown {
  const inner = (of: Schema) => filled(of, schemas, how)
  if (schema.$ref) return inner(schemas[schema.$ref.split('/').at(-1)!] ?? {})
  const [choice] = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []
  if (choice) return inner(choice)
  if (schema.properties)
    return Object.fromEntries(Object.entries(schema.properties).map(([name, of]) => [name, inner(of)]))
  const type = [schema.type].flat()[0]
  if (type === 'array') return [inner(schema.items ?? {})]
  if (how.everywhere) return how.mark
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1
  if (type === 'boolean') return true
  if (schema.format === 'date' || schema.pattern?.includes('d{4}')) return '2026-11-20'
  return how.mark
}

/** Every form of a page with a mark in all that a person can fill in, as a browser would send it. */
export function fillForms(page: string, mark: string): { path: string; body: URLSearchParams }[] {
  return [...page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].flatMap(([, opening = '', inside = '']) => {
    const [, path] = /action="([^"]+)"/.exec(opening) ?? []
    if (!path || !/method="post"/i.test(opening)) return []
    const body = new URLSearchParams()
    for (const [tag] of inside.matchAll(/<(?:input|textarea|select)\b[^>]*>/g)) {
      const [, name] = /\sname="([^"]*)"/.exec(tag) ?? []
      const [, kept] = /type="hidden"[^>]*value="([^"]*)"/.exec(tag) ?? []
      if (name) body.append(name, kept ?? mark)
    }
    return [{ path: path.replaceAll('&amp;', '&'), body }]
  })
}
