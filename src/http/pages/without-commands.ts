/** What a use-case advises whoever works at the command line is left out where nobody does. */
export function withoutCommands(message: string): string {
  return ADVICE.reduce((text, advice) => text.replace(advice, ''), message.replace('--dossier-title', 'its subject'))
}

const ADVICE = [
  /[;,:] (?:try |and so does )?relance [a-z][^;]*$/u,
  /; [^;]*record it with --again$/u,
  /; try --[a-z-]+$/u,
  /,?(?: such)? as --[a-z-]+(?: or --[a-z-]+| [\d-]+)?$/u,
  / as its subject$/u,
]
