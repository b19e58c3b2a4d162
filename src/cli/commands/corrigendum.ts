import { Option, type Command } from 'commander'
import { Problem } from '../../domain/problem.ts'
import { parseCommunicationReference } from '../../domain/correspondence/reference.ts'
import { parseReference } from '../../domain/text.ts'
import { corrigendumFields } from '../../documents/corrigendum-fields.ts'
import { CORRIGENDUM_FORMATS, corrigendumFile } from '../../documents/corrigendum-file.ts'
import { WORDING } from '../../documents/wording.ts'
import { momentOf } from '../../use-cases/context.ts'
import type { Corrigendum } from '../../use-cases/issued/draft-corrigendum.ts'
import type { House } from '../house.ts'
import { choice, one, wholeNumber, withMoment, type MomentOptions } from '../options.ts'
import { formatOf, refuseUnreadable, withOut, writeOut, type OutputOptions } from '../output.ts'
import { printJson } from '../print.ts'

interface Options extends MomentOptions, OutputOptions<(typeof CORRIGENDUM_FORMATS)[number]> {
  communication?: number
  json?: boolean
}

export function addCorrigendum(program: Command, house: House): void {
  const command = program.command('corrigendum')
  withOut(withMoment(command))
    .summary('draft the corrigendum to what was given out with what was corrected since')
    .argument('<ref>', 'a dossier, such as PRK-TC, or one of its communications, such as PRK-TC/5', String)
    .addOption(one('--communication <number>', 'only what this communication told wrongly', wholeNumber))
    .addOption(one('--format <format>', `one of ${CORRIGENDUM_FORMATS.join(', ')}`, choice(CORRIGENDUM_FORMATS)))
    .addOption(new Option('--json', 'print JSON').conflicts(['format', 'out']))
    .description(
      'Names every list, export, note and digest that says otherwise than the record does now, line by line,\nwith who corrected it, when and why, and to whom each document went.',
    )
    .addHelpText('after', EXAMPLES)
    .action((ref: string, options: Options) => run(house, wantedFrom(ref, options), options))
}

function wantedFrom(ref: string, { communication }: Options): { dossier: string; number: number | undefined } {
  if (!ref.includes('/')) return { dossier: parseReference(ref, 'ref'), number: communication }
  const { dossier, number } = parseCommunicationReference(ref.toUpperCase())
  if (communication === undefined || communication === number) return { dossier, number }
  throw new Problem('usage', `--communication: got ${communication} for ${ref} — expected one of the two`)
}

async function run(
  house: House,
  wanted: { dossier: string; number: number | undefined },
  { format: asked, out, json, ...options }: Options,
): Promise<void> {
  const { terminal } = house
  const format = json ? 'json' : formatOf(CORRIGENDUM_FORMATS, { format: asked, out })
  if (json && !terminal.isFile) {
    const told = { ...wanted, wording: WORDING, tell: corrigendumFields }
    return printJson(terminal, await house.withVerbs((verbs) => verbs.tellCorrigendum(told, momentOf(options, verbs))))
  }
  refuseUnreadable(house, { format, out }, 'corrigendum')
  const content = await house.withVerbs((verbs) => {
    const render = (corrigendum: Corrigendum) => corrigendumFile(corrigendum, format, verbs.timeZone)
    return verbs.giveCorrigendum({ ...wanted, wording: WORDING, format, render }, momentOf(options, verbs))
  })
  await writeOut(house, out, content)
}

const EXAMPLES = `
Examples:
  relance corrigendum PRK-TC
  relance corrigendum PRK-TC/5
  relance corrigendum PRK-TC --communication 5 --out corrigendum.docx
  relance corrigendum PRK-TC --known-at 2026-11-25T12:00:00Z`
