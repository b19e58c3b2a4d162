import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleLedger } from '../support/programs/command-line.ts'
import { scriptedServer } from '../support/servers/smtp-servers.ts'

let ledger: Awaited<ReturnType<typeof sampleLedger>>
beforeAll(async () => {
  ledger = await sampleLedger()
})
afterAll(() => ledger[Symbol.asyncDispose]())

interface Balance {
  opening: number
  changes: Record<string, string[]>
  closing: number
}

// In order: the second issue stands on the first.

test('the preview names the proposal of August 2004 and plans nothing', async () => {
  const text = await told('digest', 'preview', '--as-of', '2004-12-22')
  expect(text).toMatch(/^Subject: Relance No\. 1: 2 pending, 2 overdue, longest silence 358 days\n/)
  expect(text).toMatch(/PRK-TC-2 {2}\[Overdue\]\n {4}Proposal to explore ways of engaging in technical cooperation\n/)
  expect(text).toMatch(/Asked {6}120 days ago \(24 August 2004\)/)
  expect(await told('digest', 'list')).toBe('No digests yet. relance digest preview shows the next one.\n')
})

test('the preview of today counts from the last word', async () => {
  const possible = [daysSinceTheMeeting()]
  const text = await told('digest', 'preview')
  possible.push(daysSinceTheMeeting()) // midnight may have passed
  const [, days] = /Last word {2}([\d,]+) days ago \(24 August 2004\)/.exec(text) ?? []
  expect(possible).toContain(Number(days?.replaceAll(',', '')))
})

test('an issue that is sent is one file, from the office to the reader', async () => {
  expect(await told('digest', 'send')).toBe(`Sent digest 1/1 to folder ${join(ledger.dir, 'mail')}.\n`)
  const files = await readdir(join(ledger.dir, 'mail'))
  expect(files).toEqual([expect.stringMatching(/^digest\.1\.1\..+\.eml$/)])
  const mail = await readFile(join(ledger.dir, 'mail', files[0]!), 'utf8')
  expect(mail).toMatch(/^From: Relance <relance@localhost>\r\n/m)
  expect(mail).toMatch(/^To: .*<?desk\.officer@example\.org>?\r\n/m)
  expect(mail).toContain('PRK-TC-2')
  expect(await told('digest', 'show', '1/1', '--raw')).toBe(mail)
})

test('each issue balances, and the next opens where the last one closed', async () => {
  await told('record', 'PRK-TC-1', 'substantive', '--received-on', '2004-12-23')
  await told('open', 'PRK-TC', 'Visit of the technical team', '--counterpart', 'PRK-GVA', '--sent-on', '2004-12-24')
  await told('digest', 'send', '1')
  const [first, second] = [await balanceOf('1/1'), await balanceOf('1/2')]
  expect(first).toMatchObject({ opening: 0, changes: { newly_asked: ['PRK-TC-1', 'PRK-TC-2'] }, closing: 2 })
  expect(second).toMatchObject({
    opening: 2,
    changes: { newly_asked: ['PRK-TC-3'], answered: ['PRK-TC-1'] },
    closing: 2,
  })
  for (const { opening, changes, closing } of [first, second]) {
    const { newly_asked: asked = [], reopened = [], ...left } = changes
    expect(opening + asked.length + reopened.length - Object.values(left).flat().length).toBe(closing)
  }
  expect(await told('digest', 'show', '1/2', '--change', 'answered')).toBe('PRK-TC-1\n')
})

test('the list has both issues, newest first', async () => {
  expect(JSON.parse(await told('digest', 'list', '--json'))).toMatchObject([
    { subscription: 1, number: 2, state: 'sent', recipient: 'desk.officer@example.org' },
    { subscription: 1, number: 1, state: 'sent', messageId: expect.stringMatching(/^<digest\.1\.1\./) },
  ])
  expect(await told('digest', 'show', '1/1')).toMatch(
    /^Relance No\. 1: .+\nTo desk\.officer@example\.org, sent: written to /,
  )
})

test('a reader subscribes and sees the next three Mondays, then ends it', async () => {
  const text = await told('subscribe', 'you@example.org', '--bracket', 'overdue', '--zone', 'Asia/Seoul')
  expect(text).toMatch(
    /^Subscription 2: you@example\.org gets a digest\n(?: {2}Mon \d{1,2} \w{3} 20\d\d, 09:00 \(Asia\/Seoul\)\n){3}$/,
  )
  expect(
    (await ledger.relance(['subscribe', 'YOU@example.org', '--bracket', 'overdue', '--zone', 'Asia/Seoul'])).code,
  ).toBe(1)
  expect(JSON.parse(await told('subscriptions', '--json'))).toMatchObject([
    { number: 1, email: 'desk.officer@example.org', issues: 2 },
    { number: 2, email: 'you@example.org', query: { bracket: 'overdue' }, cron: '0 9 * * 1', timeZone: 'Asia/Seoul' },
  ])
  expect(await told('subscriptions', '--csv')).toContain(',"{""bracket"":""overdue""}",0 9 * * 1,Asia/Seoul,')
  expect(await told('subscriptions', 'cancel', '2')).toMatch(
    /^Cancelled subscription 2: you@example\.org gets ".+" no more\.\n$/,
  )
  expect((await told('subscriptions')).trimEnd().split('\n')).toHaveLength(2)
  expect(await ledger.relance(['subscriptions', 'cancel', '2'])).toMatchObject({ code: 1 })
})

test('an issue that another process sends is not said to be sent', async () => {
  await using other = await sampleLedger()
  await other.query(`create function claim() returns trigger language plpgsql as $$ begin
      new.state := 'sending'; new.token := gen_random_uuid(); new.leased_until := now() + interval '1 hour';
      return new; end $$`)
  await other.query('create trigger claim before insert on digests for each row execute function claim()')
  expect(await other.relance(['digest', 'send'])).toEqual({
    code: 0,
    stderr: '',
    stdout: 'Another process is sending digest 1/1; relance digest show 1/1 says what became of it.\n',
  })
})

test('an issue that waits behind one that is refused is told to wait, and why', async () => {
  await using other = await sampleLedger()
  const env = { SMTP_URL: 'smtp://127.0.0.1:1' }
  await other.relance(['digest', 'send'], { env })
  await other.query('update digests set next_attempt_at = now()')
  expect(await other.relance(['digest', 'send'], { env })).toMatchObject({
    code: 75,
    stdout: '',
    stderr: expect.stringMatching(/digest 1\/2 is planned, but was not sent: .*ECONNREFUSED/),
  })
})

test('a mail server that does not answer to QUIT keeps no command from ending', async () => {
  await using other = await sampleLedger()
  await using server = await scriptedServer({ QUIT: '' })
  const env = { SMTP_URL: `smtp://127.0.0.1:${server.port}` }
  expect(await other.relance(['digest', 'send'], { env })).toMatchObject({ code: 0, stderr: '' })
  expect(server.seen).toContain('QUIT')
})

async function told(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await ledger.relance(words)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout
}

async function balanceOf(issue: string): Promise<Balance> {
  return JSON.parse(await told('digest', 'show', issue, '--json')).balance
}

function daysSinceTheMeeting(): number {
  return Temporal.PlainDate.from('2004-08-24').until(Temporal.Now.plainDateISO('Europe/Zurich')).days
}
