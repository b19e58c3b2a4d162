import { expect, test } from 'vitest'
import { query } from '../support/programs/attach.ts'
import { crawl } from '../support/readers/crawl.ts'
import { freePort } from '../support/programs/free-port.ts'
import { letterOf } from '../support/servers/json-requests.ts'
import { scriptedServer } from '../support/servers/smtp-servers.ts'
import { askEverything, fillForms, type Document } from './support/inputs.ts'
import { atWork, type AtWork } from './support/ledger-at-work.ts'
import { letIn } from './support/let-in.ts'
import { tell } from './support/matrix.ts'

/** What must not stand in a log: nobody of ours writes it by chance. */
const MARK = 'k4n4ri'
const marked = (where: string) => `${MARK}-${where}`

test('nothing that is typed, mailed or configured stands in a log, whatever goes wrong', async ({ task }) => {
  await using work = await atWork()
  await using server = await scriptedServer({
    EHLO: '250-hello\r\n250 AUTH PLAIN LOGIN',
    AUTH: '235 welcome',
    RCPT: `550 5.1.1 ${marked('server')}`,
  })
  const port = String(await freePort())
  const env = {
    DATABASE_URL: work.env['DATABASE_URL']!.replace('relance@', `relance:${marked('of-the-database')}@`),
    SMTP_URL: `smtp://${marked('smtp-name')}:${marked('of-smtp')}@127.0.0.1:${server.port}?tls=none`,
    PORT: port,
    LOG_LEVEL: 'trace',
  }
  await work.plan(2)
  await using service = await startService(work, env)
  const origin = `http://127.0.0.1:${port}`
  const secrets = ['of-the-database', 'smtp-name', 'of-smtp'].map(marked)
  const enter = async () => {
    const { db, officer } = work.desk
    await db.execute(`update officers set role = 'administrator', desk_id = 1 where id = ${officer.id}`)
    const { token, link, session } = await letIn(work, ['read', 'record', 'admin'])
    secrets.push(token, link, session)
    return { token, cookie: `relance=${session}` }
  }

  const answered: { status: number; says: string }[] = []
  const ask = async (path: string, init: RequestInit = {}, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${origin}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...everywhere(), ...headers },
    })
    const says = await answer.text()
    answered.push({ status: answer.status, says })
    return new Response(answer.status === 204 || answer.status === 304 ? null : says, answer)
  }
  const askAll = async (where: string) => {
    const { token } = await enter()
    const asToken = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const letter = letterOf({
      from: marked(where),
      to: marked(where),
      summary: marked(where),
      quotation: marked(where),
    })
    await ask('/api/v1/dossiers/PRK-TC/communications', { method: 'POST', body: JSON.stringify(letter) }, asToken)
    await ask(
      '/api/v1/dossiers/PRK-TC/communications',
      { method: 'POST', body: `{"${marked(where)}": ${MARK}` },
      asToken,
    )
    const document = (await (await ask('/api/v1/openapi.json', {}, asToken)).json()) as Document
    for (const { method, path, query: asked, body } of askEverything(document, marked(where)))
      await ask(
        `${path.startsWith('/api') ? '' : '/api/v1'}${path}?${asked}`,
        { method, ...(body !== undefined && { body: JSON.stringify(body) }) },
        { ...asToken, 'idempotency-key': marked(`${where}-${answered.length}`) },
      )
    // Some of it ends what lets us in.
    const ours = async () => ({ cookie: (await enter()).cookie, 'sec-fetch-site': 'same-origin', origin })
    const signedIn = await ours()
    const pages = await crawl((path) => ask(path, {}, signedIn), ['/'])
    for (const { page } of pages.values())
      for (const { path, body } of fillForms(page, marked(where)))
        await ask(path, { method: 'POST', body }, await ours())
    for (const path of ['/sign-in/', '/unsubscribe/', '/dossiers/', '/follow-ups/', '/?q=', '/?as-of='])
      await ask(`${path}${marked(where)}`, {}, await ours())
    await ask('/api/v1/pending', {}, { authorization: `Bearer relance_${MARK}${'a'.repeat(37)}` })
    await ask('/', {}, { cookie: `relance=${marked(where)}` })
  }

  await askAll('typed')
  await breakTables(work)
  await askAll('while-broken')
  const shell = await typeEverything(work, env)
  await service.until('a digest was not accepted')
  const logs = [...(await service.end()).split('\n'), ...shell.split('\n').filter((line) => line.startsWith('{'))]

  const faults = logs.filter((line) => line.includes('internal error')).length
  const repeated = answered.filter(({ says }) => says.includes(MARK)).length
  const hits = logs.filter((line) => line.toLowerCase().includes(MARK))
  secrets.push(...(await secretsKeptIn(work)))
  const told = [...logs, ...answered.map(({ says }) => says)].filter((text) =>
    secrets.some((one) => text.includes(one)),
  )
  const injected = `${answered.length} requests, ${faults} faults, every setting, the mail server`
  tell(task, { fault: 'C18', injected, note: `${hits.length} hits in ${logs.length} lines` })
  expect(hits).toEqual([])
  expect(told).toEqual([])
  // It was not in vain: faults were logged, and what was typed came far enough to be answered.
  expect(faults).toBeGreaterThan(10)
  expect(repeated).toBeGreaterThan(20)
  expect(answered.filter(({ status }) => status === 201).length).toBeGreaterThan(0)
})

test('a line break that somebody types begins no line of the log', async () => {
  await using work = await atWork()
  const forged = 'x\n{"level":30,"msg":"all is well"}'
  await query(
    work.desk.connection as never,
    `alter table communications add constraint broken check (summary is null) not valid`,
  )
  const words = ['record', 'PRK-TC-1', 'noted', '--received-on', '2026-11-20', '--text', forged]
  const { code, stderr } = await work.run(words)
  expect(code).toBe(70)
  expect(stderr.split('\n').filter((line) => line.startsWith('{'))).toHaveLength(1)
  const unknown = await work.run(['show', forged])
  expect(unknown.stderr.split('\n').filter((line) => line.startsWith('{'))).toEqual([])
})

/** Headers that anybody can send. */
function everywhere(): Record<string, string> {
  return {
    'user-agent': marked('user-agent'),
    referer: `https://${marked('referer')}.example`,
    'x-request-id': marked('request-id'),
    'x-forwarded-for': marked('forwarded'),
    'accept-language': marked('language'),
    'if-none-match': `"${marked('etag')}"`,
  }
}

/** What lets whoever knows it unsubscribe a reader, or report that an address takes no mail. */
async function secretsKeptIn({ desk }: AtWork): Promise<string[]> {
  const rows = await desk.db.execute<{ secret: string }>(
    `select unsubscribe_token as secret from subscriptions union all select return_secret from mailing`,
  )
  return rows.map(({ secret }) => secret)
}

/** No row with the mark in it can be written any more, and Postgres says so with the whole row. */
async function breakTables({ desk }: AtWork): Promise<void> {
  const columns = await desk.db.execute<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
      where table_schema = 'public' and data_type = 'text' and table_name not in ('audit', 'digests')`,
  )
  for (const { table, column } of columns)
    await desk.db.execute(
      `alter table "${table}" add constraint broken_${column} check ("${column}" not like '%${MARK}%') not valid`,
    )
}

async function startService(work: AtWork, env: Record<string, string>) {
  const child = work.start(['start'], env)
  let said = ''
  let started = Promise.withResolvers<void>()
  const waiting: { words: string; found: () => void }[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Ctrl-C stops it')) started.resolve()
      for (const { words, found } of waiting) if (said.includes(words)) found()
    })
  const closed = new Promise<void>((resolve) => child.once('close', () => (started.reject(new Error(said)), resolve())))
  await started.promise
  const end = async () => {
    child.kill('SIGTERM')
    await closed
    return said
  }
  return {
    until: (words: string) =>
      new Promise<void>((found) => (said.includes(words) ? found() : void waiting.push({ words, found }))),
    end,
    [Symbol.asyncDispose]: async () => void (await end()),
  }
}

/** Commands with the mark wherever something can be typed; gives all that they wrote beside their output. */
async function typeEverything(work: AtWork, env: Record<string, string>): Promise<string> {
  const mark = marked('shell')
  const record = ['PRK-TC-1', 'noted', '--received-on', '2026-11-20']
  const commands = [
    ['record', ...record, '--text', mark, '--quote', mark, '--from', mark, '--to', mark, '--source', mark],
    ['record', mark, mark, '--received-on', mark],
    ['open', mark, mark, '--dossier-title', mark],
    ['close', 'PRK-TC-1', '--reason', 'lapsed', '--on', '2026-11-24', '--remark', mark],
    ['assess', 'PRK-TC-1', 'PRK-TC/5', 'C', mark],
    ['correct', 'PRK-TC/5', '--why', mark, '--text', mark],
    ['import', mark],
    ['subscribe', mark, '--cron', mark],
    ['verify', '--audit', '--anchor', mark],
    ['sign-in', mark],
    ['bounce', '--to', mark],
    ['digest', 'send', '1'],
  ]
  const ended = await Promise.all(commands.map((words) => work.run(words, env)))
  const pass = await work.run(['worker', '--once'], { ...env, SMTP_URL: `smtp://${mark}:${mark}@127.0.0.1:1?tls=none` })
  return [...ended, pass].map(({ stderr }) => stderr).join('\n')
}
