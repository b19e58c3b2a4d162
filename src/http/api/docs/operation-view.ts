import { html, type Html } from '../../pages/html.ts'
import { curlOf } from './examples.ts'
import { formIn, jsonIn, nameOfReference, type Content, type Operation, type Reading, type Schema } from './reading.ts'
import { fieldsTable, rowsOf, typeOf } from './schema-view.ts'

export function operationView(reading: Reading, operation: Operation): Html {
  const { method, path, operationId, summary, description, security, parameters = [], requestBody } = operation
  const scope = security.flatMap(({ token = [] }) => token).join(', ')
  const [body, form] = [jsonIn(requestBody?.content), formIn(requestBody?.content)]
  return html`<article class="operation" id="${operationId}" aria-labelledby="${operationId}-title">
    <h3 id="${operationId}-title"><a href="#${operationId}">${summary}</a></h3>
    <p class="call"><span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code></p>
    <p>
      ${description ? `${description} ` : ''}${scope ? html`Needs a token with the scope <code>${scope}</code>.` : ''}
    </p>
    ${
      parameters.length > 0
        ? fieldsTable(
            'Parameters',
            parameters.map(({ name, required, schema, description: meaning, in: place }) => ({
              name,
              isRequired: required ?? false,
              schema: { ...schema, description: `${meaning ?? ''} In the ${place}.`.trim() },
            })),
          )
        : ''
    }
    ${body ? fieldsTable('Body, as JSON', rowsOf(resolved(reading, body))) : ''}
    ${form ? fieldsTable('Body, as multipart/form-data', rowsOf(resolved(reading, form))) : ''} ${answersOf(operation)}
    <details>
      <summary>With curl<span class="hidden">: ${summary}</span></summary>
      <pre tabindex="0" aria-label="${summary}, with curl"><code>${curlOf(reading, operation)}</code></pre>
    </details>
  </article>`
}

/** What is given, and the numbers of what may be refused: their meaning is told once, for all. */
function answersOf({ responses }: Operation): Html {
  const entries = Object.entries(responses)
  const refusals = entries.filter(([status]) => !status.startsWith('2'))
  return html`<dl class="answers">
    <dt>Answers</dt>
    ${entries
      .filter(([status]) => status.startsWith('2'))
      .map(([status, { description, content }]) => {
        const schema = jsonIn(content)
        const body = schema ? bodyOf(schema) : typeNames(content)
        return html`<dd><span class="number">${status}</span> ${description} ${body}</dd>`
      })}
    <dd class="soft">
      Or <a href="#Problem">Problem</a> with
      ${refusals.map(([status], index) => html`${index > 0 ? ', ' : ''}<a href="#status-${status}">${status}</a>`)}
    </dd>
  </dl>`
}

function typeNames(content: Content | undefined): Html | '' {
  const names = Object.keys(content ?? {})
  return names.length > 0 ? html`<code>${names.join(', ')}</code>` : ''
}

/** A page of a list is told as what it holds. */
function bodyOf(schema: Schema): Html {
  const items = schema.properties?.['items']
  return items && 'next' in schema.properties! ? html`<code>items</code>: ${typeOf(items)}` : html`${typeOf(schema)}`
}

function resolved({ schemas }: Reading, schema: Schema): Schema {
  return schema.$ref ? schemas[nameOfReference(schema.$ref)]! : schema
}
