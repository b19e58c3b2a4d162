import { html as escaped } from 'hono/html'

/** HTML that is indented in the source and not in the mail: each template loses its indentation once, not in each mail. */
export function html(template: TemplateStringsArray, ...values: unknown[]): ReturnType<typeof escaped> {
  return escaped(flushOf(template), ...values)
}

const flush = new WeakMap<TemplateStringsArray, TemplateStringsArray>()

function flushOf(template: TemplateStringsArray): TemplateStringsArray {
  const known = flush.get(template)
  if (known) return known
  const lines = template.map((piece) => piece.replaceAll(/\n\s*/g, '\n'))
  const made = Object.assign(lines, { raw: template.raw })
  flush.set(template, made)
  return made
}
