import type { Document } from '../document.ts'

/** As much of OpenAPI 3.1 as our own document uses. */
export interface Schema {
  $ref?: string
  type?: string | readonly string[]
  description?: string
  example?: unknown
  enum?: readonly unknown[]
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  items?: Schema
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  anyOf?: readonly Schema[]
  allOf?: readonly Schema[]
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema: Schema
}

export type Content = Readonly<Record<string, { schema: Schema }>>

export interface Operation {
  method: string
  path: string
  operationId: string
  summary: string
  description?: string
  tags: readonly string[]
  security: readonly Readonly<Record<string, readonly string[]>>[]
  parameters?: readonly Parameter[]
  requestBody?: { content: Content }
  responses: Readonly<Record<string, { description: string; content?: Content }>>
}

export interface Reading {
  description: string
  server: string
  tags: readonly { name: string; description: string }[]
  operations: readonly Operation[]
  schemas: Readonly<Record<string, Schema>>
}

export function readDocument(document: Document): Reading {
  const { info, servers, tags, paths, components } = document
  const operations = Object.entries(paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Record<string, object>).map(
      ([method, operation]) => ({ method: method.toUpperCase(), path, ...operation }) as Operation,
    ),
  )
  return {
    description: info.description ?? '',
    server: servers![0]!.url,
    tags: (tags ?? []).map(({ name, description = '' }) => ({ name, description })),
    operations,
    schemas: (components?.schemas ?? {}) as Record<string, Schema>,
  }
}

export function nameOfReference(reference: string): string {
  return reference.replace('#/components/schemas/', '')
}

export function formIn(content: Content | undefined): Schema | undefined {
  return content?.['multipart/form-data']?.schema
}

/** What an operation takes and gives as JSON, problems apart. */
export function jsonIn(content: Content | undefined): Schema | undefined {
  return content?.['application/json']?.schema
}
