import { Problem } from '../../domain/problem.ts'
import { showSafely } from '../../domain/visible.ts'
import { passingTrouble } from '../../use-cases/passing-trouble.ts'
import { asTold, mistakeOf, type Told } from '../answer-problem.ts'
import type { WebContext } from '../web.ts'
import { html, type Html } from './html.ts'

export type Values = Readonly<Record<string, string>>

/** What was typed, and what was wrong with it: both empty when a form is shown first. */
export interface Filled {
  values: Values
  /** By the name of the field. */
  wrong: ReadonlyMap<string, string>
  /** What is wrong with the whole. */
  told: Told | null
}

export function fill(values: Values = {}): Filled {
  return { values, wrong: new Map(), told: null }
}

/** The text fields of a form, the last of each name; what was left empty is left out. */
export async function readForm(c: WebContext): Promise<Values> {
  const body = await c.req.parseBody()
  return Object.fromEntries(
    Object.entries(body).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1].trim() !== '',
    ),
  )
}

/** Every field by its parser, or one Problem that names all that were wrong. */
export function readFields<T extends object>(
  values: Values,
  parsers: { [Name in keyof T]: (value: string | undefined, field: string) => T[Name] },
): T {
  const mistakes: string[] = []
  const read: Partial<T> = {}
  for (const name of Object.keys(parsers) as (keyof T & string)[]) {
    try {
      read[name] = parsers[name](values[name], name)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      mistakes.push(error.elsewhere().message)
    }
  }
  if (mistakes.length === 0) return read as T
  throw new Problem(
    'invalid',
    mistakes.length === 1 ? 'one field is not right yet' : 'some fields are not right yet',
    mistakes,
  )
}

/** A field that may be left empty. */
export function optional<T>(parse: (value: unknown, field: string) => T) {
  return (value: string | undefined, field: string): T | null => (value === undefined ? null : parse(value, field))
}

/** Does what a form asks for. Where that is refused, shows the form again with all that was typed, and says why. */
export async function submit(
  c: WebContext,
  attempt: (values: Values) => Promise<Response>,
  show: (filled: Filled) => Html | Promise<Html>,
): Promise<Response> {
  const values = await readForm(c)
  try {
    return await attempt(values)
  } catch (error) {
    const problem = error instanceof Problem ? error : passingTrouble(error)
    if (!problem) throw error
    const filled = refuse(values, problem)
    if (filled.told.status === 503) c.header('Retry-After', '5')
    return c.html(await show(filled), filled.told.status)
  }
}

/** What was typed, marked with what is wrong about it. */
export function refuse(values: Values, problem: Problem): Filled & { told: Told } {
  const told = asTold(problem.elsewhere())
  const wrong = new Map<string, string>()
  for (const { field, message } of [told.message, ...told.details].map(mistakeOf)) if (field) wrong.set(field, message)
  return { values, wrong, told }
}

/** At the head of a form that was refused: what to mend, each a link to its field. */
export function summaryOf({ told, wrong }: Filled): Html | '' {
  if (!told) return ''
  const { message, details } = told
  return html`<div class="problem" role="alert" tabindex="-1" id="problem">
    <p>${showSafely(mistakeOf(message).message)}</p>
    ${
      details.length > 0
        ? html`<ul>
            ${details.map((detail) => {
              const { field, message: why } = mistakeOf(detail)
              return field && wrong.has(field)
                ? html`<li><a href="#${field}">${field}</a>: ${why}</li>`
                : html`<li>${showSafely(detail)}</li>`
            })}
          </ul>`
        : ''
    }
  </div>`
}

interface Field {
  name: string
  label: string
  hint?: string | Html
  isRequired?: boolean
}

/** One line; `type` as HTML has it. */
export function lineField(
  filled: Filled,
  {
    type = 'text',
    autocomplete,
    maxLength = 500,
    placeholder,
    list,
    isDate = false,
    ...field
  }: Field & {
    type?: 'text' | 'email' | 'date' | 'number' | 'search'
    autocomplete?: string
    maxLength?: number
    placeholder?: string
    /** The id of a datalist. */
    list?: string
    /** A date in words of its own, such as 2004-08: with JavaScript, how it is understood is told while typing. */
    isDate?: boolean
  },
): Html {
  return framed(
    filled,
    field,
    html`<input
      id="${field.name}"
      name="${field.name}"
      type="${type}"
      value="${filled.values[field.name] ?? ''}"
      ${type === 'text' || type === 'search' ? html`maxlength="${maxLength}"` : ''}
      ${autocomplete ? html`autocomplete="${autocomplete}"` : ''}
      ${placeholder ? html`placeholder="${placeholder}"` : ''}
      ${list ? html`list="${list}"` : ''}
      ${isDate ? html`data-date` : ''}
      ${attributesOf(filled, field)}
    />`,
  )
}

export function textField(filled: Filled, { maxLength = 20_000, ...field }: Field & { maxLength?: number }): Html {
  return framed(
    filled,
    field,
    html`<textarea id="${field.name}" name="${field.name}" maxlength="${maxLength}" ${attributesOf(filled, field)}>
${filled.values[field.name] ?? ''}</textarea>`,
  )
}

export interface Choice {
  value: string
  label: string
}

/** One of a list; groups where there are any. */
export function choiceField(
  filled: Filled,
  { choices, ...field }: Field & { choices: readonly (Choice | { group: string; choices: readonly Choice[] })[] },
): Html {
  const option = ({ value, label }: Choice) =>
    html`<option value="${value}" ${filled.values[field.name] === value ? 'selected' : ''}>
      ${showSafely(label)}
    </option>`
  return framed(
    filled,
    field,
    html`<select id="${field.name}" name="${field.name}" ${attributesOf(filled, field)}>
      ${choices.map((choice) =>
        'group' in choice
          ? html`<optgroup label="${choice.group}">${choice.choices.map(option)}</optgroup>`
          : option(choice),
      )}
    </select>`,
  )
}

export function checkField({ values }: Filled, { name, label }: Pick<Field, 'name' | 'label'>): Html {
  return html`<div class="field">
    <label class="inline"
      ><input type="checkbox" id="${name}" name="${name}" value="yes" ${values[name] === 'yes' ? 'checked' : ''} />
      ${label}</label
    >
  </div>`
}

function framed({ wrong }: Filled, { name, label, hint }: Field, control: Html): Html {
  const why = wrong.get(name)
  return html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''} ${control}
    ${why ? html`<p class="wrong" id="${name}-wrong">${why}</p>` : ''}
  </div>`
}

function attributesOf({ wrong }: Filled, { name, hint, isRequired }: Field): Html {
  const isWrong = wrong.has(name)
  const described = [hint ? `${name}-hint` : '', isWrong ? `${name}-wrong` : ''].filter(Boolean).join(' ')
  return html`${isRequired ? 'required' : ''} ${isWrong ? html`aria-invalid="true"` : ''}
  ${described ? html`aria-describedby="${described}"` : ''}`
}
