import { Option, type Command } from 'commander'
import type { Note } from '../../domain/note/note.ts'
import { parseReference } from '../../domain/text.ts'
import { noteFields } from '../../documents/note/note-fields.ts'
import { noteFile, NOTE_FORMATS, type NoteFormat } from '../../documents/note/note-file.ts'
import { momentOf } from '../../use-cases/context.ts'
import type { House } from '../house.ts'
import { choice, one, withMoment, type MomentOptions } from '../options.ts'
import { formatOf, refuseUnreadable, withOut, writeOut, type OutputOptions } from '../output.ts'
import { printJson } from '../print.ts'

type Options = MomentOptions & OutputOptions<NoteFormat> & { json?: boolean }

export function addNote(program: Command, house: House): void {
  const command = program.command('note').summary('draft the note of a dossier, each sentence with its sources')
  withOut(withMoment(command))
    .argument('<dossier>', 'its reference, such as PRK-TC', (value) => parseReference(value, 'dossier'))
    .addOption(
      one(
        '--format <format>',
        `one of ${NOTE_FORMATS.join(', ')}; md unless told, or as the file is called`,
        choice(NOTE_FORMATS),
      ),
    )
    .addOption(new Option('--json', 'print the sentences and their records as JSON').conflicts(['format', 'out']))
    .description(
      'Drafts the note that reports a correspondence: who asked what when, what came back, what is pending.\nEvery sentence is drawn from records and names them. Of a day to come, it is what would stand if nothing more happened.',
    )
    .addHelpText('after', EXAMPLES)
    .action((dossier: string, options: Options) => run(house, dossier, options))
}

async function run(house: House, dossier: string, options: Options): Promise<void> {
  const { out, json, format: asked, ...when } = options
  const { terminal } = house
  const format = json ? 'json' : formatOf(NOTE_FORMATS, { format: asked, out })
  if (json && !terminal.isFile) {
    const tell = (note: Note) => noteFields(note, LANGUAGE)
    return printJson(
      terminal,
      await house.withVerbs((verbs) => verbs.tellNote({ dossier, tell }, momentOf(when, verbs))),
    )
  }
  refuseUnreadable(house, { format, out }, dossier)
  const render = (note: Note) => noteFile(note, format, { language: LANGUAGE, print: house.printPdf })
  const content = await house.withVerbs((verbs) => verbs.giveNote({ dossier, format, render }, momentOf(when, verbs)))
  await writeOut(house, out, content)
}

const LANGUAGE = 'en'

const EXAMPLES = `
Examples:
  relance note PRK-TC --as-of 2004-12-22
  relance note PRK-TC --as-of 2004-12-22 --out note.docx
  relance note PRK-TC --as-of 2027-12-31 --format pdf > next-year.pdf`
