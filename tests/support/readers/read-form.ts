/** What a browser would send if nobody changed anything: of the first form of a class. */
export function readForm(page: string, className: string): Record<string, string> {
  const [, body = ''] = new RegExp(`<form[^>]*class="${className}"[^>]*>([\\s\\S]*?)</form>`).exec(page) ?? []
  const fields: [string, string][] = []
  for (const [tag] of body.matchAll(/<input[^>]*>/g)) {
    const type = attributeOf(tag, 'type')
    if (type === 'file' || ((type === 'checkbox' || type === 'radio') && !/\schecked/.test(tag))) continue
    fields.push([attributeOf(tag, 'name'), attributeOf(tag, 'value')])
  }
  for (const [tag, text = ''] of body.matchAll(/<textarea[^>]*>\n?([\s\S]*?)<\/textarea>/g))
    fields.push([attributeOf(tag, 'name'), unescaped(text)])
  for (const [tag, options = ''] of body.matchAll(/<select[^>]*>([\s\S]*?)<\/select>/g)) {
    const chosen = /<option[^>]*\sselected[^>]*>/.exec(options) ?? /<option[^>]*>/.exec(options)
    fields.push([attributeOf(tag, 'name'), attributeOf(chosen?.[0] ?? '', 'value')])
  }
  return Object.fromEntries(fields)
}

function attributeOf(tag: string, name: string): string {
  return unescaped(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
}

function unescaped(text: string): string {
  const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => signs[name]!)
}
