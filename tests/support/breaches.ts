import { type Node, parseSync, visitorKeys } from 'oxc-parser'
import { posix } from 'node:path'

interface SourceFile {
  path: string
  text: string
}

export interface Breach {
  path: string
  rule: 'imports' | 'surroundings' | 'date' | 'export' | 'sql' | 'size' | 'name'
  says: string
}

type Found = Omit<Breach, 'path'>

/** What a layer may import beside itself. Files in src itself belong to the composition root, which may import all. */
const LAYERS: Readonly<Record<string, { layers: readonly string[]; hasPackages: boolean }>> = {
  domain: { layers: [], hasPackages: false },
  language: { layers: ['domain'], hasPackages: false },
  store: { layers: ['domain'], hasPackages: true },
  'use-cases': { layers: ['domain', 'store'], hasPackages: true },
  documents: { layers: ['domain', 'use-cases', 'language'], hasPackages: true },
  cli: { layers: ['domain', 'use-cases', 'language', 'documents'], hasPackages: true },
  http: { layers: ['domain', 'use-cases', 'language', 'documents'], hasPackages: true },
  mail: { layers: ['domain', 'use-cases', 'language', 'documents'], hasPackages: true },
  remote: { layers: ['domain', 'use-cases'], hasPackages: false },
  worker: { layers: ['domain', 'use-cases', 'language'], hasPackages: true },
}

export const LAYER_NAMES = Object.keys(LAYERS)

const DATABASE_PACKAGE = /^(?:drizzle-orm|postgres)(?:\/|$)/u
const VAGUE_NAME = /(?:^|[-/.])(?:manager|service|helper|util|handler|processor)s?(?=[-/.]|$)/u
const MOST_LINES = 250

/** The rules of style.md that a file of src breaks. */
export function breachesOf({ path, text }: SourceFile): Breach[] {
  const { program, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  const nodes = [...nodesIn(program)]
  const found = nodes.flatMap((node) => [
    ...importBreaches(path, sourceOf(node)),
    ...readBreaches(path, namesRead(node, text)),
    ...(isDate(node) ? [{ rule: 'date' as const, says: 'uses Date' }] : []),
    ...(isDefaultExport(node) ? [{ rule: 'export' as const, says: 'has a default export' }] : []),
  ])
  return found.map((breach) => ({ path, ...breach }))
}

/** The rules that hold for every file we write. */
export function outerBreachesOf({ path, text }: SourceFile): Breach[] {
  const lines = text.trimEnd().split('\n').length
  return [
    ...(lines > MOST_LINES ? [{ path, rule: 'size' as const, says: `has ${lines} lines` }] : []),
    ...(VAGUE_NAME.test(path) ? [{ path, rule: 'name' as const, says: 'has a name that says nothing' }] : []),
  ]
}

function importBreaches(path: string, source: string | undefined): Found[] {
  if (source === undefined) return []
  const layer = layerOf(path)
  const refuse = (why: string): Found[] => [{ rule: 'imports', says: `imports ${source}: ${why}` }]
  if (DATABASE_PACKAGE.test(source)) return layer === 'store' ? [] : refuse('only store knows the database')
  if (/^(?:node:)?process$/u.test(source)) return refuse('only main.ts reads the surroundings')
  if (layer === undefined) return []
  const rules = LAYERS[layer]
  if (!rules) return refuse(`${layer} is no layer`)
  if (!source.startsWith('.')) return rules.hasPackages ? [] : refuse(`${layer} imports no packages`)
  const imported = layerOf(posix.join(posix.dirname(path), source)) ?? 'the composition root'
  return [layer, ...rules.layers].includes(imported) ? [] : refuse(`${layer} may not import ${imported}`)
}

function readBreaches(path: string, names: readonly string[]): Found[] {
  return names.flatMap((name): Found[] => {
    if (/^(?:globalThis\.)?(?:process\.(?:env|argv)|Temporal\.Now)$/u.test(name) && path !== 'src/main.ts') {
      return [{ rule: 'surroundings', says: `reads ${name}` }]
    }
    const isRaw = /(?:^|\.)sql\.raw$|\.unsafe$/u.test(name)
    return isRaw && !path.startsWith('src/store/schema/') ? [{ rule: 'sql', says: `uses ${name}` }] : []
  })
}

/** `src/store/schema/ledger.ts` is of store; what is in src itself, or outside of it, is of no layer. */
function layerOf(path: string): string | undefined {
  return /^src\/([^/]+)\//u.exec(path)?.[1]
}

function sourceOf(node: Node): string | undefined {
  const source = 'source' in node ? node.source : node.type === 'TSExternalModuleReference' ? node.expression : null
  return source?.type === 'Literal' && typeof source.value === 'string' ? source.value : undefined
}

/** `process.env`, whether written so, as process?.['env'] or as const { env } = process. */
function namesRead(node: Node, text: string): string[] {
  const written = ({ start, end }: Node) => undress(text.slice(start, end))
  if (node.type === 'MemberExpression') return [written(node)]
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'ObjectPattern' || !node.init) return []
  const { init } = node
  return node.id.properties.flatMap((property) =>
    property.type === 'Property' ? [`${written(init)}.${written(property.key)}`] : [],
  )
}

function undress(expression: string): string {
  return expression
    .replaceAll(/[\s!]+/gu, '')
    .replaceAll(/(?:\?\.)?\[['"`](\w+)['"`]\]/gu, '.$1')
    .replaceAll('?.', '.')
}

function isDate(node: Node): boolean {
  return node.type === 'Identifier' && node.name === 'Date'
}

function isDefaultExport(node: Node): boolean {
  if (node.type === 'ExportDefaultDeclaration') return true
  return node.type === 'ExportSpecifier' && node.exported.type === 'Identifier' && node.exported.name === 'default'
}

/** Without the names of properties, which are names only: a header called Date is no Date. */
function* nodesIn(node: Node): Generator<Node> {
  yield node
  const isNamed = 'computed' in node && !node.computed && !('shorthand' in node && node.shorthand)
  for (const key of visitorKeys[node.type] ?? []) {
    if (isNamed && (key === 'property' || key === 'key')) continue
    const children = [(node as unknown as Record<string, Node | null | (Node | null)[]>)[key]].flat()
    for (const child of children) if (child) yield* nodesIn(child)
  }
}
