import { Option, type Command } from 'commander'
import type { Silence } from '../../domain/silence/silence.ts'
import { parseFollowUpReference } from '../../domain/text.ts'
import { showSafely } from '../../domain/visible.ts'
import { silenceFile, SILENCE_FORMATS, type SilenceFormat } from '../../documents/silence-file.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import { withEvidence } from '../../language/silence-words.ts'
import { sentenceAsText } from '../../language/story-words.ts'
import { momentOf } from '../../use-cases/context.ts'
import { silenceFields } from '../../use-cases/silence/silence-fields.ts'
import type { House } from '../house.ts'
import { choice, one, withMoment, type MomentOptions } from '../options.ts'
import { formatOf, refuseUnreadable, withOut, writeOut, type OutputOptions } from '../output.ts'
import { printJson } from '../print.ts'
import { formatTable } from '../table.ts'
import { wrap } from '../wrap.ts'

type Options = MomentOptions & OutputOptions<SilenceFormat> & { json?: boolean }

export function addSilence(program: Command, house: House): void {
  const command = program.command('silence').summary('state that no further response came, if it can be known')
  withOut(withMoment(command))
    .argument('<follow-up>', 'its reference, such as PRK-TC-2', (value) => parseFollowUpReference(value, 'follow-up'))
    .addOption(one('--format <format>', `as a file: ${SILENCE_FORMATS.join(', ')}`, choice(SILENCE_FORMATS)))
    .addOption(new Option('--json', 'print JSON').conflicts(['format', 'out']))
    .description(
      'States that no further response was received as at a day: only where every\nreceiving point of the desk was read on every day since their last word.\nElse it is refused (exit 1), and everything that stands against it is named.',
    )
    .addHelpText('after', EXAMPLES)
    .action((followUp: string, options: Options) => run(house, followUp, options))
}

async function run(house: House, followUp: string, { format: asked, out, json, ...when }: Options): Promise<void> {
  const { terminal } = house
  if (asked === undefined && out === undefined) {
    const how = { isLookedAt: terminal.width !== undefined }
    const silence = await house.withVerbs((verbs) => verbs.stateSilence(followUp, momentOf(when, verbs), how))
    return json ? printJson(terminal, silenceFields(silence)) : terminal.write(silenceInWords(silence, terminal))
  }
  const format = formatOf(SILENCE_FORMATS, { format: asked, out })
  refuseUnreadable(house, { format, out }, followUp)
  const render = (silence: Silence) => silenceFile(silence, format, LANGUAGE)
  const content = await house.withVerbs((verbs) =>
    verbs.giveSilence({ followUp, format, render }, momentOf(when, verbs)),
  )
  await writeOut(house, out, content)
}

const LANGUAGE = 'en'
const { silence: words } = catalogueOf(LANGUAGE)
const WIDEST = 100

function silenceInWords(silence: Silence, terminal: House['terminal']): string {
  const paragraph = (text: string) => wrap(showSafely(text), Math.min(terminal.width ?? WIDEST, WIDEST), '')
  const columns = words.pointHeads.map((heading, i) => ({
    heading,
    cell: (point: Silence['points'][number]) => sentenceAsText(words.pointRow(point)[i]!),
  }))
  return [
    paragraph(words.title(silence)),
    paragraph(sentenceAsText(words.subject(silence))),
    ...[...words.statement(silence), ...words.limits(silence)].flatMap((stated) => [
      '',
      paragraph(sentenceAsText(withEvidence(stated))),
    ]),
    '',
    paragraph(words.points),
    formatTable(columns, silence.points, terminal),
    '',
    paragraph(sentenceAsText(words.provenance(silence))),
    '',
  ].join('\n')
}

const EXAMPLES = `
Examples:
  relance silence PRK-TC-2
  relance silence PRK-TC-1 --as-of 2004-12-22
  relance silence PRK-TC-1 --as-of 2004-12-22 --out silence.docx`
