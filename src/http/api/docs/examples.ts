import { formIn, jsonIn, nameOfReference, type Content, type Operation, type Reading, type Schema } from './reading.ts'

/** A call as one would type it: every path filled, of the body what is required. */
export function curlOf(reading: Reading, operation: Operation): string {
  const { method, parameters = [], requestBody } = operation
  const headers = parameters.filter((parameter) => parameter.in === 'header')
  const body = jsonIn(requestBody?.content)
  const lines = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} '${reading.server}${pathOf(operation)}'`,
    `-H "Authorization: Bearer $RELANCE_TOKEN"`,
    ...(headers.some(({ name }) => name === 'if-match') ? [`-H 'If-Match: "3"'`] : []),
    ...(headers.some(({ name }) => name === 'idempotency-key') ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...filesIn(reading, requestBody?.content),
    ...(body ? [`-H 'Content-Type: application/json'`, `-d '${inQuotes(exampleOf(reading, body))}'`] : []),
  ]
  return lines.join(' \\\n  ')
}

function pathOf({ path, parameters = [] }: Operation): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const schema = parameters.find((parameter) => parameter.name === name)?.schema
    return encodeURIComponent(String(schema?.example ?? 1))
  })
}

/** The smallest of its kind. */
export function exampleOf(reading: Reading, schema: Schema): unknown {
  if (schema.$ref) return exampleOf(reading, reading.schemas[nameOfReference(schema.$ref)]!)
  if (schema.example !== undefined) return schema.example
  if (schema.enum) return schema.enum[0]
  const [type] = [schema.type ?? 'object'].flat()
  if (type === 'array') return [exampleOf(reading, schema.items ?? {})]
  if (type === 'integer') return Math.max(schema.minimum ?? 1, 1)
  if (type === 'boolean') return false
  if (type === 'string') return schema.format === 'date' ? '2004-08-24' : 'A few words'
  const names = schema.required?.length ? schema.required : Object.keys(schema.properties ?? {}).slice(0, 1)
  return Object.fromEntries(names.map((name) => [name, exampleOf(reading, schema.properties?.[name] ?? {})]))
}

/** Of a form, one file for each field that takes them. */
function filesIn({ schemas }: Reading, content: Content | undefined): string[] {
  const form = formIn(content)
  const { properties = {} } = form?.$ref ? schemas[nameOfReference(form.$ref)]! : (form ?? {})
  return Object.keys(properties).map((name) => `-F '${name}=@letter.pdf'`)
}

function inQuotes(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll("'", String.raw`'\''`)
}
