import type { Command } from 'commander'
import { parseLine, parseReference, parseText } from '../../domain/text.ts'
import { parseVagueDate, type VagueDate } from '../../domain/dates/vague-date.ts'
import { momentOf } from '../../use-cases/context.ts'
import type { MandateOfDossier } from '../../use-cases/mandates/list-mandates.ts'
import type { House } from '../house.ts'
import { one, withMoment, withRows, type MomentOptions } from '../options.ts'
import { addMandateVerbs } from './mandate-verbs.ts'
import { printRows, type RowOptions } from '../print.ts'
import type { Column } from '../table.ts'

export function addMandates(program: Command, house: House): void {
  const mandates = program.command('mandates').summary('list the decisions that oblige, and enter one')
  withRows(withMoment(mandates))
    .addOption(one('--dossier <ref>', 'only those of this dossier', parseReference))
    .description('Lists mandates with how many reports are owed under each; relance mandates enter adds one.')
    .addHelpText('after', EXAMPLES)
    .action(async ({ dossier, ...options }: MomentOptions & RowOptions & { dossier?: string }) => {
      const rows = await house.withVerbs((verbs) => verbs.listMandates(dossier, momentOf(options, verbs)))
      const empty = 'No mandates yet. relance mandates enter adds one.'
      printRows(house, options, { rows, columns: COLUMNS, fields: (row) => row, empty })
    })
  mandates
    .command('enter')
    .summary('enter the decision that obliges somebody')
    .description('Enters a mandate: the paragraph of a decision, and what it requires.')
    .addHelpText('after', EXAMPLES)
    .argument('<dossier>', 'whose subject it is, such as PRK-TC', (value) => parseReference(value, 'dossier'))
    .argument('<document>', 'its symbol, such as E/CN.4/RES/2004/13', (value) => parseLine(value, 'document'))
    .argument('<paragraph>', 'such as 12', (value) => parseLine(value, 'paragraph'))
    .argument('<requires>', 'what it requires, in words', (value) => parseText(value, 'requires'))
    .addOption(one('--decided <date>', 'when it was decided, such as 2004-04-15 or 2004', parseVagueDate))
    .action(async (...[dossier, document, paragraph, requires, options]: [...Typed, { decided?: VagueDate }]) => {
      const mandate = { dossier, document, paragraph, requires, decided: options.decided ?? null }
      const number = await house.withVerbs((verbs) => verbs.enterMandate(mandate))
      house.terminal.write(`Entered mandate ${number}: ${document}, para. ${paragraph}, in ${dossier}.\n`)
    })
  addMandateVerbs(mandates, house)
}

type Typed = [dossier: string, document: string, paragraph: string, requires: string]

const COLUMNS: readonly Column<MandateOfDossier>[] = [
  { heading: 'No.', cell: ({ number }) => String(number), align: 'right' },
  { heading: 'Dossier', cell: ({ dossier }) => dossier },
  { heading: 'Document', cell: ({ document }) => document },
  { heading: 'Para.', cell: ({ paragraph }) => paragraph },
  { heading: 'Decided', cell: ({ decided }) => decided ?? 'not told' },
  { heading: 'Requires', cell: ({ requires }) => requires, shrinks: true },
  { heading: 'Reports', cell: ({ duties }) => String(duties), align: 'right' },
  { heading: 'Open', cell: ({ open }) => String(open), align: 'right' },
]

const EXAMPLES = `
Examples:
  relance mandates
  relance mandates --dossier PRK-TC --json
  relance mandates enter PRK-TC E/CN.4/RES/2005/11 9 "To report to the Commission" --decided 2005-04-14`
