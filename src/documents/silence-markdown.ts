import { inline, tableOf } from './markdown.ts'
import type { WrittenSilence } from './written-silence.ts'

/** CommonMark, with a table as GitHub and Pandoc read it. */
export function silenceAsMarkdown({ title, subject, statement, points, limits, provenance }: WrittenSilence): string {
  return `${[
    `# ${title}`,
    `**${inline(subject)}**`,
    ...statement.map(inline),
    `## ${points.heading}`,
    tableOf(points.heads, points.rows),
    ...limits.map(inline),
    `*${inline(provenance)}*`,
  ].join('\n\n')}\n`
}
