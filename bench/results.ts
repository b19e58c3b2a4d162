import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const FILE = join(import.meta.dirname, 'RESULTS.md')
const KEPT = 2

/** The last runs, the latest first. */
export async function writeResults(head: string, table: string): Promise<void> {
  const before = await readFile(FILE, 'utf8').catch(() => '')
  const runs = [`## ${head}\n\n\`\`\`text\n${table}\n\`\`\`\n`, ...before.split(/^(?=## )/m).slice(1)]
  const kept = runs.slice(0, KEPT).map((run) => `${run.trimEnd()}\n`)
  await writeFile(FILE, `# What npm run bench printed\n\n${kept.join('\n')}`)
}
