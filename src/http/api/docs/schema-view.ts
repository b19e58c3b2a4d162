import { html, type Html, type Part } from '../../pages/html.ts'
import { nameOfReference, type Schema } from './reading.ts'

interface Row {
  name: string
  isRequired: boolean
  schema: Schema
}

/** Every field of an object, those of objects within it by their whole name. */
export function fieldsTable(caption: string, rows: readonly Row[]): Html {
  return html`<table class="cards fields">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col">Type</th>
        <th scope="col">Meaning</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(rowOf)}
    </tbody>
  </table>`
}

export function rowsOf(schema: Schema, prefix = ''): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const row = { name: prefix + name, isRequired: schema.required?.includes(name) ?? false, schema: inner }
    return [row, ...rowsOf(inner, `${prefix}${name}.`), ...rowsOf(inner.items ?? {}, `${prefix}${name}[].`)]
  })
}

function rowOf({ name, isRequired, schema }: Row): Html {
  const limits = limitsOf(schema)
  return html`<tr>
    <th scope="row"><code>${name}</code>${isRequired ? html` <span class="required">required</span>` : ''}</th>
    <td data-term="Type">${typeOf(schema)}</td>
    <td ${schema.description ? html`data-term="Meaning"` : ''}>
      ${schema.description ?? ''}
      ${limits.length > 0 ? html`<span class="limits soft">${limits.join(', ')}</span>` : ''}
    </td>
  </tr>`
}

export function typeOf(schema: Schema): Part {
  const { $ref, type, items, format, anyOf, allOf } = schema
  if ($ref) return html`<a href="#${nameOfReference($ref)}">${nameOfReference($ref)}</a>`
  if (allOf?.length === 1) return typeOf(allOf[0]!)
  if (anyOf) return anyOf.map((one, index) => html`${index > 0 ? ' or ' : ''}${typeOf(one)}`)
  if (schema.enum) return wordsOf(schema.enum)
  const names = [type ?? 'object'].flat()
  return names.map((name, index) => html`${index > 0 ? ' or ' : ''}${nameOf(name, { items, format })}`)
}

const FORMATS: Readonly<Record<string, string>> = { date: 'day', 'date-time': 'instant', binary: 'bytes' }

function nameOf(name: string, { items, format }: { items: Schema | undefined; format: string | undefined }): Part {
  if (name === 'array') return html`list of ${items ? typeOf(items) : 'anything'}`
  if (name === 'string') return FORMATS[format ?? ''] ?? 'text'
  return name === 'integer' ? 'whole number' : name === 'boolean' ? 'true or false' : name
}

function wordsOf(choices: readonly unknown[]): Html {
  return html`<span class="choices">${choices.map((choice) => html`<code>${String(choice)}</code> `)}</span>`
}

function limitsOf({ minLength, maxLength, minimum, maximum, minItems, maxItems, pattern, items }: Schema): string[] {
  return [
    ...between(minLength, maxLength, ' characters'),
    ...between(minimum, maximum, ''),
    ...between(minItems, maxItems, ' of them'),
    ...(items?.maxLength === undefined ? [] : [`each at most ${items.maxLength} characters`]),
    ...(pattern === undefined ? [] : [`matches ${pattern}`]),
  ]
}

function between(least: number | undefined, most: number | undefined, unit: string): string[] {
  return least === undefined && most === undefined ? [] : [`${least ?? 0} to ${most ?? 'any number of'}${unit}`]
}
