import type { DigestList } from '../../domain/digests/digest.ts'

/** How a reader gets from a number to what it counts. */
export type Opening = { command: string } | { url: string }

/** For readers who sit at a command line: what to type there, quoted for a POSIX shell. */
export function commandThatOpens(list: DigestList): Opening {
  return { command: ['npx relance', ...argumentsOf(list)].join(' ') }
}

function argumentsOf(list: DigestList): string[] {
  switch (list.kind) {
    case 'pending':
      return ['pending', ...filters(list), ...option('as-of', list.asOf.toString())]
    case 'change':
      return ['digest', 'show', `${list.subscription}/${list.number}`, ...option('change', list.change)]
    case 'follow_up':
      return ['show', quoted(list.reference)]
    case 'dossier':
      return ['pending', ...option('dossier', list.reference)]
    case 'duty':
      return ['duties', 'show', String(list.number)]
    case 'issue':
      return ['digest', 'show', `${list.subscription}/${list.number}`]
  }
}

function filters({ query, bracket }: Extract<DigestList, { kind: 'pending' }>): string[] {
  const { isUnread, ...named } = { ...query, ...(bracket && { bracket }) }
  return [
    ...Object.entries(named).flatMap(([field, value]) => (value === undefined ? [] : option(field, value))),
    ...(isUnread ? ['--unread'] : []),
  ]
}

function option(name: string, value: string): string[] {
  return value.startsWith('-') ? [`--${name}=${quoted(value)}`] : [`--${name}`, quoted(value)]
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}
