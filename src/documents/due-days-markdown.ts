import { showSafely } from '../domain/visible.ts'
import { catalogueOf } from '../language/catalogue.ts'
import type { DueDaysProven } from '../use-cases/standings/prove-due-days.ts'

const words = catalogueOf('en')

export const DUE_CLOCKS = [
  ['first_reply', 'First reply'],
  ['answer', 'Answer'],
] as const

export function dueDaysAsMarkdown(proven: DueDaysProven): string {
  const sections = DUE_CLOCKS.flatMap(([clock, name]) => [
    `## ${name}: ${words.due.outcome(proven, clock)}`,
    '',
    ...words.due.lines(proven, clock).map((line, index) => {
      const parts = line.map((part) => (typeof part === 'string' ? part : literally(part.said)))
      return `${index + 1}. ${showSafely(parts.join(''))}`
    }),
    '',
  ])
  const { reference, title, counterpart, asOf } = proven
  return [
    `# ${reference} ${literally(showSafely(title))}`,
    '',
    `${literally(showSafely(counterpart))}, as of ${words.formatDay(asOf)}.`,
    '',
    ...sections,
  ].join('\n')
}

/** What somebody wrote, with nothing in it that Markdown acts upon. */
function literally(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~!&]/gu, String.raw`\$&`)
}
