import { nameOfReference, type Schema } from '../../../src/http/api/docs/reading.ts'

type Schemas = Readonly<Record<string, Schema & { additionalProperties?: unknown }>>

/** What of a value is not as a schema has it, each with its place: as much of JSON Schema as our document uses. */
export function mistakesIn(value: unknown, schema: Schema, schemas: Schemas, at = '$'): string[] {
  if (schema.$ref) return mistakesIn(value, wanted(schemas, schema.$ref), schemas, at)
  if (schema.anyOf) {
    const tried = schema.anyOf.map((one) => mistakesIn(value, one, schemas, at))
    return tried.some((mistakes) => mistakes.length === 0) ? [] : [`${at}: is none of those it may be`]
  }
  const types = [schema.type ?? []].flat()
  if (types.length > 0 && !types.includes(typeOf(value))) {
    if (!(types.includes('number') && typeOf(value) === 'integer'))
      return [`${at}: is of type ${typeOf(value)}, not ${types.join(' or ')}`]
  }
  return [
    ...(schema.enum && !schema.enum.includes(value) ? [`${at}: ${JSON.stringify(value)} is no such choice`] : []),
    ...(typeof value === 'string' ? mistakesInText(value, schema, at) : []),
    ...(typeof value === 'number' ? mistakesInNumber(value, schema, at) : []),
    ...(Array.isArray(value) ? mistakesInList(value, schema, { schemas, at }) : []),
    ...(typeOf(value) === 'object' ? mistakesInObject(value as object, schema, { schemas, at }) : []),
  ]
}

function wanted(schemas: Schemas, reference: string): Schema {
  const schema = schemas[nameOfReference(reference)]
  if (schema) return schema
  throw new Error(`the document has no ${reference}`)
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

const FORMATS: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/,
}

function mistakesInText(value: string, { format, pattern, minLength, maxLength }: Schema, at: string): string[] {
  const length = Array.from(value).length
  return [
    ...(format && FORMATS[format] && !FORMATS[format].test(value) ? [`${at}: ${value} is no ${format}`] : []),
    ...(pattern && !new RegExp(pattern, 'u').test(value) ? [`${at}: ${value} does not match ${pattern}`] : []),
    ...(length < (minLength ?? 0) || length > (maxLength ?? Infinity) ? [`${at}: has ${length} characters`] : []),
  ]
}

function mistakesInNumber(value: number, { minimum, maximum }: Schema, at: string): string[] {
  return value < (minimum ?? -Infinity) || value > (maximum ?? Infinity) ? [`${at}: ${value} is out of range`] : []
}

interface Where {
  schemas: Schemas
  at: string
}

function mistakesInList(value: unknown[], { items, minItems, maxItems }: Schema, { schemas, at }: Where): string[] {
  return [
    ...(value.length < (minItems ?? 0) || value.length > (maxItems ?? Infinity) ? [`${at}: has ${value.length}`] : []),
    ...(items ? value.flatMap((one, index) => mistakesIn(one, items, schemas, `${at}[${index}]`)) : []),
  ]
}

function mistakesInObject(value: object, schema: Schema, { schemas, at }: Where): string[] {
  const { properties = {}, required = [] } = schema
  const isClosed = (schema as { additionalProperties?: unknown }).additionalProperties === false
  return [
    ...required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${at}.${name}: is missing`),
    ...Object.entries(value).flatMap(([name, inner]) => {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined
      if (known) return mistakesIn(inner, known, schemas, `${at}.${name}`)
      return isClosed ? [`${at}.${name}: is not documented`] : []
    }),
  ]
}
