import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDesk, type Desk } from '../support/ledgers/desk.ts'
import { runOn } from '../support/programs/in-process.ts'
import { unzip } from '../support/readers/unzip.ts'

let desk: Desk
beforeAll(async () => {
  desk = await freshDesk('the sample')
  await declare('TC-MAILBOX', 'Mailbox of the desk', 'email')
  await declare('TC-REGISTRY', 'Registry', 'letter', 'note_verbale', 'fax')
  await declare('TC-POUCH', 'Diplomatic pouch', 'letter', 'note_verbale')
})
afterAll(() => desk[Symbol.asyncDispose]())

const run = (...words: string[]) => runOn(desk, '2026-11-24', words)
const THEN = ['--as-of', '2004-12-22']

async function declare(reference: string, name: string, ...channels: string[]): Promise<void> {
  const where = ['--desk', 'TC', '--since', '2003-08-08', ...channels.flatMap((channel) => ['--channel', channel])]
  await ran('points', 'declare', reference, name, ...where)
}

async function ran(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(...words)
  if (code !== 0) throw new Error(stderr)
  return stdout
}

describe('the silence of PRK-TC-1', { shuffle: false }, () => {
  test('a stale pouch keeps the statement back: exit 1, the point, its gap and the way out', async () => {
    expect(await ran('points', 'attest', 'TC-MAILBOX', 'tc-registry', '--through', '2004-12-22')).toBe(
      'TC-MAILBOX: attested as read from 2003-08-08 through 2004-12-22.\n' +
        'TC-REGISTRY: attested as read from 2003-08-08 through 2004-12-22.\n',
    )
    await ran('points', 'attest', 'TC-POUCH', '--through', '2004-12-01')
    const { code, stdout, stderr } = await run('silence', 'prk-tc-1', ...THEN)
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toContain(
      'TC-POUCH (Diplomatic pouch) is not attested as read from 2004-12-02 to 2004-12-22; ' +
        'try relance points attest TC-POUCH --from 2004-12-02 --through 2004-12-22\n',
    )
  })

  test('as at 22 December 2004, in the words of such documents', async () => {
    await ran('points', 'attest', 'TC-POUCH', '--from', '2004-12-02', '--through', '2004-12-22')
    const said = (await ran('silence', 'PRK-TC-1', ...THEN)).replaceAll('\n', ' ')
    for (const sentence of [
      'No further response as at 22 December 2004',
      'by letter on 8 August 2003, and recalled by letter on 16 December 2003. [PRK-TC/2, PRK-TC/4]',
      'Their last word came by letter on 30 December 2003: transmitted onward, nothing more. [PRK-TC/5]',
      'as at 22 December 2004, 358 days later. [TC-MAILBOX, TC-REGISTRY, TC-POUCH]',
      'Amina Officer on 24 November 2026',
      'By no receiving point of desk TC come in: telephone call, meeting, working-level contact and document.',
    ])
      expect(said).toContain(sentence)
    expect(await ran('silence', 'PRK-TC-2', ...THEN)).toContain('22 December 2004, 120 days later.')
    expect(JSON.parse(await ran('silence', 'PRK-TC-2', ...THEN, '--json'))).toMatchObject({
      reference: 'PRK-TC-2',
      daysSilent: 120,
      lastWord: { communication: 'PRK-TC/6', character: 'noted' },
      points: [{ reference: 'TC-MAILBOX' }, { from: '2004-08-24', through: '2004-12-22' }, {}],
    })
  })

  test('in words and as JSON it is kept as well, for it goes to no terminal here', async () => {
    await ran('silence', 'PRK-TC-1', ...THEN)
    await ran('silence', 'PRK-TC-1', ...THEN, '--json')
    const given = await desk.db.execute("select format from documents where title like '%PRK-TC-1'")
    expect([...given]).toEqual([{ format: 'json' }])
  })

  test('it leaves the house as Markdown, as a page and for Word, and the ledger keeps that it was given', async () => {
    const markdown = await ran('silence', 'PRK-TC-1', ...THEN, '--format', 'md')
    expect(markdown).toContain('# No further response as at 22 December 2004\n')
    expect(markdown).toContain('| TC-POUCH, Diplomatic pouch | letter and note verbale | 30 December 2003 to')
    const page = await ran('silence', 'PRK-TC-1', ...THEN, '--format', 'html')
    expect(page).toContain('<bdi>Permanent Mission of the Democratic People&#39;s Republic of Korea')
    const { files, stderr } = await run('silence', 'PRK-TC-1', ...THEN, '--format', 'docx', '--out', 'silence.docx')
    expect(stderr).toBe('Written to silence.docx.\n')
    const text = unzip(files.get('silence.docx') as Uint8Array).get('word/document.xml')!
    expect(text.replaceAll(/<[^>]+>/g, '')).toContain('as at 22 December 2004, 358 days later.')
    const given = await desk.db.execute("select format, title from documents where format <> 'json' order by id")
    expect([...given]).toEqual(
      ['md', 'html', 'docx'].map((format) => ({ format, title: 'Statement on the silence of PRK-TC-1' })),
    )
  })

  test('what somebody wrote is no markup in what leaves the house', async () => {
    await ran('points', 'declare', 'TC-TRAY', '<b>*Tray*</b>|x', '--desk', 'TC', '--channel', 'document')
    await ran('points', 'attest', 'TC-TRAY')
    await ran('points', 'attest', 'TC-MAILBOX', 'TC-REGISTRY', 'TC-POUCH')
    expect(await ran('silence', 'PRK-TC-1', '--format', 'md')).toContain(String.raw`\<b\>\*Tray\*\</b\>\|x`)
    expect(await ran('silence', 'PRK-TC-1', '--format', 'html')).toContain('&lt;b&gt;*Tray*&lt;/b&gt;|x')
  })

  test('a point tells what was attested of it, also what was taken back', async () => {
    const story = JSON.parse(await ran('points', 'show', 'TC-POUCH', '--json'))
    const { number } = story.attestations[0]
    await ran('points', 'withdraw', 'TC-POUCH', String(number), '--why', 'One bag was overlooked')
    expect(await ran('points', 'show', 'TC-POUCH')).toContain('by Amina Officer: One bag was overlooked')
    await ran('points', 'retire', 'TC-TRAY', '--why', 'Gone')
    const csv = await ran('points', '--csv')
    expect(csv).toContain(
      'TC-POUCH,Diplomatic pouch,TC,"letter,note_verbale",2003-08-08,,,2026-11-24,false,2003-08-08/2004-12-01',
    )
    expect(csv).toContain('TC-TRAY,')
    expect(await ran('points', '--desk', 'TC', '--as-of', '2010-01-01')).not.toContain('TC-TRAY')
  })

  test.for([
    [['silence', 'PRK-TC'], 2, 'expected a follow-up such as PRK-TC-2'],
    [['silence', 'PRK-TC-9'], 1, 'no follow-up PRK-TC-9'],
    [['silence', 'PRK-TC-1', '--as-of', '2026-11-25'], 2, 'as-of: got 2026-11-25 — expected a day that has come'],
    [['silence', 'PRK-TC-1', '--as-of', '24/08/2004'], 2, '--as-of: got "24/08/2004"'],
    [['silence', 'PRK-TC-1', '--as-of', '2003-08-07'], 1, 'PRK-TC-1 had not been asked by then'],
    [['silence', 'PRK-TC-1', '--format', 'odt'], 2, 'expected one of md, html, docx'],
    [['silence', 'PRK-TC-1', '--out', 'x.odt'], 2, '--out: got x.odt — expected a name that ends in .md, .html, .docx'],
    [['silence', 'PRK-TC-1', '--json', '--format', 'md'], 2, 'cannot be used with'],
    [['points', 'attest'], 2, 'missing required argument'],
    [['points', 'attest', 'TC-NONE'], 1, 'no receiving point TC-NONE'],
    [['points', 'attest', 'TC-POUCH', '--through', '2027-01-01'], 2, 'through: got 2027-01-01'],
    [['points', 'attest', 'TC-POUCH', '--through', 'yesterday'], 2, '--through: got "yesterday"'],
    [['points', 'declare', 'TC POUCH', 'Pouch', '--channel', 'letter'], 2, 'expected a reference'],
    [['points', 'declare', 'TC-BAG', 'Bag', '--desk', 'TC'], 2, '--channel: got nothing'],
    [['points', 'declare', 'TC-BAG', 'Bag', '--channel', 'post', '--desk', 'TC'], 2, 'expected one of letter'],
    [['points', 'declare', 'TC-BAG', 'Bag', '--channel', 'letter'], 2, '--desk: got nothing'],
    [
      ['points', 'declare', 'TC-POUCH', 'Bag', '--channel', 'letter', '--desk', 'TC'],
      1,
      'is a receiving point already',
    ],
    [['points', 'withdraw', 'TC-POUCH', 'x', '--why', 'y'], 2, 'expected a whole number'],
    [['points', 'withdraw', 'TC-POUCH', '1'], 2, '--why: got nothing'],
    [['points', 'retire', 'TC-POUCH'], 2, '--why: got nothing'],
  ] as const)('%o is refused in words', async ([words, code, why]) => {
    const refused = await run(...words)
    expect([refused.code, refused.stderr]).toEqual([code, expect.stringContaining(why)])
  })
})
