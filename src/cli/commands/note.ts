import { Option, type Command } from 'commander'
import type { Note } from '../../domain/note.ts'
import { Problem } from '../../domain/problem.ts'
import { parseReference } from '../../domain/text.ts'
import { noteFields } from '../../documents/note-fields.ts'
import { noteFile, NOTE_FORMATS, type NoteFormat } from '../../documents/note-file.ts'
import { momentOf } from '../../use-cases/context.ts'
import type { House } from '../house.ts'
import { choice, one, withMoment, type MomentOptions } from '../options.ts'
import { printJson } from '../print.ts'

type Options = MomentOptions & { format?: NoteFormat; out?: string; json?: boolean }

export function addNote(program: Command, house: House): void {
  const command = program.command('note').summary('draft the note of a dossier, each sentence with its sources')
  withMoment(command)
    .argument('<dossier>', 'its reference, such as PRK-TC', (value) => parseReference(value, 'dossier'))
    .addOption(one('--format <format>', `one of ${NOTE_FORMATS.join(', ')}; md unless told`, choice(NOTE_FORMATS)))
    .option('--out <file>', 'write to this file instead of standard output')
    .addOption(new Option('--json', 'print the sentences and their records as JSON').conflicts(['format', 'out']))
    .description(
      'Drafts the note that reports a correspondence: who asked what when, what came back, what is pending.\nEvery sentence is drawn from records and names them. Of a day to come, it is what would stand if nothing more happened.',
    )
    .addHelpText('after', EXAMPLES)
    .action((dossier: string, options: Options) => run(house, dossier, options))
}

async function run(house: House, dossier: string, options: Options): Promise<void> {
  const { out, json, format: asked = 'md', ...when } = options
  const { terminal } = house
  const format = json ? 'json' : asked
  if (json && !terminal.isFile) {
    const tell = (note: Note) => noteFields(note, LANGUAGE)
    return printJson(
      terminal,
      await house.withVerbs((verbs) => verbs.tellNote({ dossier, tell }, momentOf(when, verbs))),
    )
  }
  const isText = format === 'md' || format === 'html' || format === 'json'
  if (!isText && out === undefined && terminal.width !== undefined) {
    const expected = 'a file or a pipe for what no terminal shows'
    throw new Problem('usage', `--out: got nothing — expected ${expected}; try --out ${dossier}.${format}`)
  }
  const render = (note: Note) => noteFile(note, format, { language: LANGUAGE, print: house.printPdf })
  const content = await house.withVerbs((verbs) => verbs.giveNote({ dossier, format, render }, momentOf(when, verbs)))
  if (out === undefined) return terminal.write(content)
  await terminal.writeFile(out, content)
  terminal.note(`Written to ${out}.`)
}

const LANGUAGE = 'en'

const EXAMPLES = `
Examples:
  relance note PRK-TC --as-of 2004-12-22
  relance note PRK-TC --as-of 2004-12-22 --format docx --out note.docx
  relance note PRK-TC --as-of 2027-12-31 --format pdf > next-year.pdf`
