import type { Guard } from './guard.ts'

/** An `html` of Hono that puts everything into the page as it is. */
const UNESCAPED = `import { html as escaped, raw } from 'hono/html'
const html = ((parts: TemplateStringsArray, ...values: unknown[]) =>
  raw(parts.map((part, i) => part + [values[i] ?? ''].flat(9).join('')).join(''))) as unknown as typeof escaped`

export const BORDERS: readonly Guard[] = [
  {
    guard: 'escaping, in mails',
    file: 'src/mail/digest/digest-template.ts',
    text: "if (typeof part === 'string') return escaped(part)",
    without: "if (typeof part === 'string') return part",
    tests: ['tests/mail/hostile-titles.test.ts'],
    named: 'stands in the mail as text',
  },
  {
    guard: 'escaping, in pages',
    file: 'src/http/pages/html.ts',
    text: "import { html } from 'hono/html'",
    without: UNESCAPED,
    tests: ['tests/http/hostile-words.test.ts'],
    named: 'stands on every page as text',
  },
  {
    guard: 'formulas, in CSV',
    file: 'src/domain/files/csv.ts',
    text: "const text = !raw && FORMULA_START.test(cell) ? `'${cell}` : cell",
    without: "const text = !raw && cell === FORMULA_START.source ? `'${cell}` : cell",
    tests: ['tests/domain/files/csv.test.ts'],
    named: 'is written as|no cell begins',
  },
  {
    guard: 'confidential follow-ups',
    file: 'src/store/sight.ts',
    text: "export function isFollowUpSeen(sight: Sight): SQL | undefined {\n  if (sight === 'everything') return undefined",
    without:
      "export function isFollowUpSeen(sight: Sight): SQL | undefined {\n  if (sight === 'everything' || sight.deskId !== -1) return undefined",
    tests: ['tests/http/confidential.test.ts'],
    named: 'no page that another desk reaches',
  },
  {
    guard: 'what only officers may do',
    file: 'src/use-cases/permission.ts',
    text: '  if (may(role, officer)) return\n',
    without: '  if (may(role, officer) || officer.role) return\n',
    tests: ['tests/use-cases/permission.test.ts'],
    named: 'a reader may not',
  },
  {
    guard: 'forms of other sites',
    file: 'src/http/headers.ts',
    text: '!isTokenBearer && !isOwn(c.req.raw, baseUrl)',
    without: '!isTokenBearer && !isOwn(c.req.raw, baseUrl) && c.req.method === baseUrl',
    tests: ['tests/http/edges.test.ts'],
    named: 'openapi.json by DELETE',
  },
  {
    guard: 'who is believed about whom they ask for',
    file: 'src/http/access/client-address.ts',
    text: 'told.findLast((address) => !isProxy(address)) ?? told[0]!',
    without: 'told[0]!',
    tests: ['tests/http/limits.test.ts'],
    named: 'through a proxy of ours',
  },
]
