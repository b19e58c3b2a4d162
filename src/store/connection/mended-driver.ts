interface Mend {
  was: string
  is: string
}

/**
 * What postgres.js 3.4.9 does when a connection ends under it, or a statement midway, by file. Each is known there and
 * not released; when it is, the text is another, the start refuses, and the mend goes.
 */
const MENDS: Readonly<Record<string, readonly Mend[]>> = {
  'connection.js': [
    {
      // Cut off before the first answer, it would connect again for ever.
      was: '    if (initial)\n      return reconnect()\n\n',
      is: '    if (initial && options.host.length > 1)\n      return reconnect()\n\n',
    },
    {
      // What was asked between an error and the close would wait for ever; what was left over would spoil the next.
      was: "    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))\n",
      is: `    if (query || initial || sent.length)
      error(Errors.connection(isSilent ? 'ETIMEDOUT' : 'CONNECTION_CLOSED', options, socket))
    query = errorResponse = chunk = nextWriteTimer = lastHeard = null
    isSilent = false
`,
    },
    {
      was: '    , terminated = false\n',
      is: '    , terminated = false\n    , isSilent = false\n    , lastHeard = null\n    , silentSince = 0\n',
    },
    {
      // Behind a hundred others, a beginning would be sent and its connection not kept for it.
      was: `      return write(toBuffer(q))
        && !q.describeFirst
        && !q.cursorFn
        && sent.length < max_pipeline
        && (!q.options.onexecute || q.options.onexecute(connection))
`,
      is: `      q.options.onexecute && q.options.onexecute(connection)
      return write(toBuffer(q))
        && !q.describeFirst
        && !q.cursorFn
        && !q.options.onexecute
        && sent.length < max_pipeline
`,
    },
    {
      // One that cannot be sent would fail the one before it, and be waited for.
      was: '      sent.length === 0 && write(Sync)\n      errored(error)\n',
      is: '      query === q ? (write(Sync), errored(error)) : (sent.remove(q), queryError(q, error))\n',
    },
    {
      // What failed after some of its rows would leave as many empty ones before those of whoever asks next (#1119).
      was: '    result = new Result()\n    connectTimer.cancel()\n',
      is: '    result = new Result()\n    rows = 0\n    connectTimer.cancel()\n',
    },
    {
      // A server that says nothing any more, and is not at work for us either, is gone, whatever the network says.
      was: "      socket.on('data', data)\n",
      is: `      socket.on('data', data)
      options.silence && socket.setTimeout(options.silence).on('timeout', listen)
`,
    },
    {
      // An answer may have been on its way while the server was asked; and one that is at work may be stuck there.
      was: '  function reconnect() {\n',
      is: `  async function listen() {
    const asked = socket
        , heard = asked.bytesRead
        , isAsked = () => socket === asked && asked.bytesRead === heard && (query || sent.length)
    if (!isAsked())
      return
    if (lastHeard !== heard)
      lastHeard = heard, silentSince = performance.now() - options.silence
    if (performance.now() - silentSince < options.patience && await options.isAtWork(backend.pid))
      return asked.setTimeout(options.silence)
    await new Promise(resolve => setTimeout(resolve, options.silence / 4))
    if (isAsked())
      isSilent = true, asked.destroy()
  }

  function reconnect() {
`,
    },
  ],
  'index.js': [
    {
      was: '    connect_timeout : 30,\n',
      is: '    connect_timeout : 30,\n    silence         : null,\n    patience        : null,\n    isAtWork        : null,\n',
    },
    {
      // Without parameters, what is to be prepared was planned each time.
      was: `        prepare: false,
        ...options,
        simple: 'simple' in options ? options.simple : args.length === 0
`,
      is: `        prepare: false,
        ...options,
        simple: 'simple' in options ? options.simple : args.length === 0 && !options.prepare
`,
    },
    {
      // Its beginning is not waited for. A transaction that outlives its connection would go on, and roll back, on the
      // one that takes its place.
      was: `      await sql.unsafe('begin ' + options.replace(/[^a-z ]/ig, ''), [], { onexecute }).execute()
      return await Promise.race([
        scope(connection, fn),
        new Promise((_, reject) => connection.onclose = reject)
      ])
`,
      is: `      sql.unsafe('begin ' + options.replace(/[^a-z ]/ig, ''), [], { onexecute }).then(() => connection.onclose = fail, fail)
      return await Promise.race([taken.promise.then(c => scope(c, fn)), failed.promise])
`,
    },
    {
      was: '      , prepare = null\n\n    try {\n',
      is: `      , prepare = null
      , lost = null
      , isReading = true
    const taken = Promise.withResolvers()
        , failed = Promise.withResolvers()

    try {
`,
    },
    {
      was: '    async function scope(c, fn, name) {\n',
      is: `    function fail(error) {
      lost = error
      failed.reject(error)
      while (queries.length)
        queries.shift().reject(error)
    }

    async function scope(c, fn, name) {
`,
    },
    {
      was: '      connection = c\n      move(c, reserved)\n',
      is: '      connection = c\n      taken.resolve(c)\n      move(c, full)\n',
    },
    {
      // What it reads before all else goes along with its beginning. What changes something waits: were the beginning
      // refused, it would stand for itself.
      was: `        q.catch(e => uncaughtError || (uncaughtError = e))
        c.queue === full
          ? queries.push(q)
          : c.execute(q) || move(c, full)
      }
    }

    function onexecute(c) {
`,
      is: `        q.catch(e => uncaughtError || (uncaughtError = e))
        if (lost)
          return q.reject(lost)
        isReading = isReading && /^\\s*select\\b/i.test(q.strings[0])
        if (c.queue === full && !isReading)
          return queries.push(q)
        if (!c.execute(q)) {
          isReading = false
          move(c, full)
        }
      }
    }

    function onexecute(c) {
`,
    },
    {
      // A transaction of which something failed that it did not wait for is rolled back, and nothing else says so.
      was: '          : await sql`commit`\n',
      is: `          : (await sql\`commit\`).command === 'COMMIT' || refuseRolledBack()
`,
    },
    {
      was: '      function savepoint(name, fn) {\n',
      is: `      function refuseRolledBack() {
        throw uncaughtError || Errors.generic('25P02', 'the transaction was rolled back')
      }

      function savepoint(name, fn) {
`,
    },
  ],
}

/** The source of one of the driver's files as it is to run. Refuses one that is not the one these were written for. */
export function mend(url: string, source: string): string {
  const file = url.slice(url.lastIndexOf('/') + 1)
  return (MENDS[file] ?? []).reduce((text, { was, is }) => {
    const place = text.indexOf(was)
    if (place < 0 || text.includes(was, place + 1))
      throw new Error(
        `postgres.js is not the version that src/store/connection/mended-driver.ts mends: ${file}, ${was.trim()}`,
      )
    return text.replace(was, () => is)
  }, source)
}
