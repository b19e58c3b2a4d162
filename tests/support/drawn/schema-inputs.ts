import * as fc from 'fast-check'
import { nameOfReference, type Operation, type Parameter, type Schema } from '../../../src/http/api/docs/reading.ts'
import { anyText } from './any-text.ts'

type Schemas = Readonly<Record<string, Schema>>

/** What a request is made of; undefined is left out. */
export interface Request {
  path: Record<string, unknown>
  query: Record<string, unknown>
  headers: Record<string, unknown>
  body: unknown
}

/** Texts that something, somewhere, once fell over: rows 9 to 41 of the catalogue of bad inputs. */
const HOSTILE_TEXTS = {
  empty: ['', ' ', '\u00a0', '\ufeff', 'null', 'undefined', 'NaN'],
  names: ['__proto__', 'constructor', 'toString', '..', '../1', '*', '"1"', 'W/"1"'],
  characters: [
    'a\0b',
    '\ud800',
    'a\r\nBcc: e@y.org',
    '\u001b[31m',
    '\u202egpj.exe',
    '\u2028',
    'e\u0301',
    '한국어 العربية',
  ],
  programs: [
    '<script>alert(1)</script>',
    '{{7*7}}',
    '${process.env}',
    '%s%n',
    "'; drop table follow_ups;--",
    '%',
    '\\',
  ],
  days: [
    '2004-8-24',
    '2023-02-29',
    'yesterday',
    'infinity',
    '20040824',
    '+010000-01-01',
    '２００４-08-24',
    '0001-01-01',
  ],
  times: ['2004-08-24T23:59:59Z', '9999-12-31', '../2003-08-08', '2003~', 'Mars/Olympus', '60 * * * *'],
  numbers: ['0', '-1', '1e3', '0x10', '1.0', '٣', '9007199254740993', '9'.repeat(40), '999999999'],
  addresses: ['nobody', 'a@b@c', 'a@x.org, evil@y.org', 'jösé@x.org'],
  lengths: ['x'.repeat(201), 'x'.repeat(501), 'ab '.repeat(7_000)],
}
const hostile = fc.oneof(
  fc.constantFrom<unknown>(...Object.values(HOSTILE_TEXTS).flat()),
  fc.constantFrom<unknown>(null, true, 0, -1, 5, 1.5, 1e308, 2 ** 53, [], [null], {}, { a: 1 }, [[]]),
  anyText({ maxLength: 30 }),
)

/** What is in the sample, so that something is found. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  'officer@example.org': ['amina@example.org', 'new@example.org'],
  'PRK-TC-2': ['PRK-TC-1', 'PRK-TC-2', 'prk-tc-2', 'PRK-TC-9'],
  '"3"': ['*'],
  'PRK-TC/5': ['PRK-TC/5', 'PRK-TC/6'],
  'PRK-TC': ['PRK-TC', 'NEW'],
  '2004-08-24': ['2004-08-24', '2004-12-22', '2005-01-20', '2026-11-20', '2026-11-24'],
}

/** Mostly as the document has it; now and then something of it is not. */
export function requestsOf({ parameters = [], requestBody }: Operation, schemas: Schemas): fc.Arbitrary<Request> {
  const of = (place: Parameter['in']) =>
    fc.record(
      Object.fromEntries(
        parameters
          .filter((parameter) => parameter.in === place)
          .map(({ name, schema, required }) => [name, present(spoilt(valid(schema, schemas)), required ?? false)]),
      ),
    )
  const [content] = Object.values(requestBody?.content ?? {})
  const body = content
    ? fc.oneof({ weight: 20, arbitrary: valid(content.schema, schemas, spoilt) }, { weight: 1, arbitrary: hostile })
    : fc.constant(undefined)
  const query = fc.oneof({ weight: 15, arbitrary: of('query') }, { weight: 1, arbitrary: withUnknown(of('query')) })
  return fc.record({ path: of('path'), query, headers: of('header'), body })
}

type Spoil = (arbitrary: fc.Arbitrary<unknown>) => fc.Arbitrary<unknown>

const spoilt: Spoil = (arbitrary) => fc.oneof({ weight: 24, arbitrary }, { weight: 1, arbitrary: hostile })

function present(arbitrary: fc.Arbitrary<unknown>, isRequired: boolean): fc.Arbitrary<unknown> {
  const weight = isRequired ? 40 : 1
  return fc.oneof({ weight, arbitrary }, { weight: 1, arbitrary: fc.constant(undefined) })
}

function withUnknown(arbitrary: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<Record<string, unknown>> {
  return arbitrary.map((fields) => ({ ...fields, titel: 'x' }))
}

/** A value of a schema; `spoil` is applied to each of its fields. */
function valid(schema: Schema, schemas: Schemas, spoil: Spoil = (arbitrary) => arbitrary): fc.Arbitrary<unknown> {
  if (schema.$ref) return valid(schemas[nameOfReference(schema.$ref)]!, schemas, spoil)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const types = [schema.type ?? 'object'].flat()
  return fc.oneof(...types.map((type) => validOfType(type, schema, { schemas, spoil })))
}

function validOfType(
  type: string,
  schema: Schema,
  { schemas, spoil }: { schemas: Schemas; spoil: Spoil },
): fc.Arbitrary<unknown> {
  const { items, minItems = 0, maxItems = 3, minimum = 0, maximum = 9, properties = {}, required = [] } = schema
  if (type === 'null') return fc.constant(null)
  if (type === 'boolean') return fc.boolean()
  if (type === 'integer') return fc.integer({ min: minimum, max: Math.min(maximum, minimum + 50) })
  if (type === 'string') return textsOf(schema)
  if (type === 'array')
    return fc.array(spoil(valid(items ?? {}, schemas, spoil)), {
      minLength: minItems,
      maxLength: Math.max(minItems, Math.min(maxItems, 3)),
    })
  const fields = Object.entries(properties).map(([name, inner]) => [
    name,
    present(spoil(valid(inner, schemas, spoil)), required.includes(name)),
  ])
  const whole = fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>)
  return fc.oneof({ weight: 25, arbitrary: whole }, { weight: 1, arbitrary: withUnknown(whole) })
}

function textsOf({ example, pattern, format, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  const known = KNOWN[String(example)] ?? (typeof example === 'string' ? [example] : ['A few words'])
  const made = pattern
    ? fc.stringMatching(new RegExp(pattern))
    : format
      ? fc.constantFrom(...known)
      : fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 60) })
  return fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: made })
}
