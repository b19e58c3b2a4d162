type Get = (path: string) => Promise<Response>

/** Every page that is reached from some by links of ours, one of each kind: those that differ only in numbers and references are alike. */
export async function crawl(
  get: Get,
  first: readonly string[],
): Promise<Map<string, { path: string; status: number; page: string }>> {
  const kinds = new Map<string, { path: string; status: number; page: string }>()
  const waiting = [...first]
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = kindOf(path)
    if (kinds.has(kind)) continue
    const answer = await get(path)
    const isSaved = answer.headers.get('content-disposition')?.startsWith('attachment') ?? false
    const isPage = !isSaved && (answer.headers.get('content-type')?.startsWith('text/html') ?? false)
    const to = answer.headers.get('location')
    const page = isPage ? await answer.text() : ''
    kinds.set(kind, { path, status: answer.status, page })
    waiting.push(...linksIn(page), ...(to?.startsWith('/') ? [to] : []))
  }
  return kinds
}

/** `/dossiers/PRK-TC` and `/dossiers/KOR-2` are of one kind; so are all lists that are narrowed by the same thing first. */
function kindOf(path: string): string {
  const [pathname = '', query = ''] = path.split('?', 2)
  const given = new URLSearchParams(query)
  if (REPLAYED.test(pathname) || given.size > 1) given.delete('as-of')
  const names = ALIKE.test(pathname) ? '' : ([...given.keys()].toSorted()[0] ?? '')
  return `${pathname.replaceAll(/\/[A-Z0-9]+(?:-[A-Z0-9]+)+(?=\/|$)|\/\d+(?=\/|$)/g, '/…')}${names ? `?${names}` : ''}`
}

/** Of these, one is enough of the past and the present. */
const REPLAYED = /communications|subscriptions|counterparts|officers|csv|xlsx/
const ALIKE = /subscriptions|csv|xlsx|open/

function linksIn(page: string): string[] {
  return [...page.matchAll(/<a\s[^>]*?href="(\/[^"#]*)/g)].map(([, path]) => path!.replaceAll('&amp;', '&'))
}
