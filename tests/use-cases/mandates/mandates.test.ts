import { expect, test } from 'vitest'
import { writeNote } from '../../../src/documents/note/written-note.ts'
import { sentenceAsText } from '../../../src/language/story-words.ts'
import { parseVagueDate } from '../../../src/domain/dates/vague-date.ts'
import type { Context, Moment } from '../../../src/use-cases/context.ts'
import { correctMandate } from '../../../src/use-cases/mandates/correct-mandate.ts'
import { draftNote } from '../../../src/use-cases/issued/draft-note.ts'
import { enterMandate, enterReportDuty } from '../../../src/use-cases/mandates/enter-mandate.ts'
import { listDutiesOn } from '../../../src/use-cases/mandates/list-duties.ts'
import { listAllMandates, showMandate } from '../../../src/use-cases/mandates/list-mandates.ts'
import { verifyAudit } from '../../../src/use-cases/operation/verify-audit.ts'
import { day, freshDesk, momentOf } from '../../support/ledgers/desk.ts'

const decided = (written: string) => parseVagueDate(written, 'decided')
const correction = { mandate: 1, isWithdrawn: false, why: 'The report of the session says so' }

async function mandateAt(context: Context, moment: Moment): Promise<string> {
  const note = writeNote(await draftNote(context, 'PRK-TC', moment), 'en')
  return sentenceAsText(note.sections[0]!.paragraphs[0]!.sentences[0]!.text)
}

test('a note as of a day before the decision names none, and from that day on names it with its day', async () => {
  await using desk = await freshDesk('the sample')
  const context = desk.on('2026-11-25')
  expect(await mandateAt(context, momentOf('2004-04-14'))).toMatch(/^No mandate is recorded/)
  expect(await mandateAt(context, momentOf('2004-04-15'))).toMatch(
    /paragraph 12 of Commission on Human Rights resolution 2004\/13 of 15 April 2004\.$/,
  )
})

test('before a decision nothing is owed under it, and no list has it', async () => {
  await using desk = await freshDesk('the sample')
  const at = async (asOf: string) => {
    const moment = momentOf(asOf)
    const duties = await listDutiesOn(desk.on('2026-11-25'), {}, moment)
    return [duties.length, (await listAllMandates(desk.on('2026-11-25'), undefined, moment)).length]
  }
  expect(await at('2003-12-31')).toEqual([0, 0])
  expect(await at('2004-04-15')).toEqual([1, 1])
})

test('a decision of which the year alone is known obliges from its first day, and says how vague that is', async () => {
  await using desk = await freshDesk('the sample')
  await correctMandate(desk.on('2026-11-25'), { ...correction, decision: { decided: decided('2004') } })
  expect(await mandateAt(desk.on('2026-11-26'), momentOf('2003-12-31'))).toMatch(/^No mandate/)
  expect(await mandateAt(desk.on('2026-11-26'), momentOf('2004-01-01'))).toMatch(
    /2004\/13, decided in the course of 2004\.$/,
  )
})

test('one whose day nobody has told obliges on every day', async () => {
  await using desk = await freshDesk('the sample')
  await correctMandate(desk.on('2026-11-25'), { ...correction, decision: { decided: null } })
  expect(await mandateAt(desk.on('2026-11-26'), momentOf('2003-08-08'))).toMatch(/resolution 2004\/13\.$/)
})

test('what was known before a correction is told afterwards as it was told before', async () => {
  await using desk = await freshDesk('the sample')
  const then = momentOf('2004-12-22', '2026-11-25')
  const before = await mandateAt(desk.on('2026-11-26'), then)
  const decision = { document: 'E/CN.4/RES/2004/13', decided: decided('2004-04-16') }
  await correctMandate(desk.on('2026-11-26'), { ...correction, decision })
  expect(await mandateAt(desk.on('2026-11-27'), then)).toBe(before)
  expect(await mandateAt(desk.on('2026-11-27'), momentOf('2004-12-22'))).toMatch(/E\/CN.4\/RES\/2004\/13 of 16 April/)
  expect(await listDutiesOn(desk.on('2026-11-27'), {})).toMatchObject([{ document: 'E/CN.4/RES/2004/13' }])
  const { versions } = await showMandate(desk.on('2026-11-27'), 1)
  expect(versions).toMatchObject([{ why: null }, { document: 'E/CN.4/RES/2004/13', why: correction.why }])
  expect((await showMandate(desk.on('2026-11-27'), 1, then)).versions).toHaveLength(1)
  expect((await verifyAudit(desk)).found).toEqual([])
})

test('one that is taken back obliges to nothing any more, and may be entered again', async () => {
  await using desk = await freshDesk('the sample')
  await correctMandate(desk.on('2026-11-25'), { ...correction, decision: {}, isWithdrawn: true })
  expect(await listAllMandates(desk.on('2026-11-26'), undefined)).toEqual([])
  expect(await listDutiesOn(desk.on('2026-11-26'), {})).toEqual([])
  const entered = { dossier: 'PRK-TC', paragraph: '12', requires: 'The same.', decided: decided('2004-04-15') }
  const document = 'Commission on Human Rights resolution 2004/13'
  expect(await enterMandate(desk.on('2026-11-26'), { ...entered, document })).toBe(2)
  const duty = { dossier: 'PRK-TC', document: null, paragraph: null, body: 'Commission', session: 'sixty-first' }
  expect(await enterReportDuty(desk.on('2026-11-26'), { ...duty, dueOn: day('2005-03-14') })).toBe(2)
})

test.for([
  ['a day that has not come', { decision: { decided: decided('2026-11-26') } }, 'invalid'],
  ['what it says already', { decision: { decided: decided('2004-04-15') } }, 'conflict'],
  ['a mandate that is none', { mandate: 9, decision: { paragraph: '13' } }, 'not_found'],
  ['what another one says', { decision: { paragraph: '13' } }, 'conflict'],
] as const)('%s is refused', async ([, wrong, code]) => {
  await using desk = await freshDesk('the sample')
  const other = { dossier: 'PRK-TC', paragraph: '13', requires: 'More.', decided: null }
  const document = 'Commission on Human Rights resolution 2004/13'
  await enterMandate(desk.on('2026-11-25'), { ...other, document })
  await expect(correctMandate(desk.on('2026-11-25'), { ...correction, ...wrong })).rejects.toMatchObject({ code })
})
