import { parseConfig } from '../../../src/config.ts'
import { postOf } from '../../../src/post.ts'
import { closeDatabase, openDatabase } from '../../../src/store/database.ts'
import { findOfficer } from '../../../src/store/parties.ts'
import { planDigests } from '../../../src/use-cases/plan-digests.ts'
import { peakMb } from '../../support/peak-mb.ts'
import { AMINA, contextOn } from '../../support/sample-ledger.ts'

/** Plans what is due as a worker does, and tells on its standard output how long that took and how much memory. */
const [url = '', when = ''] = process.argv.slice(2)
const db = openDatabase({ url })
const officer = await findOfficer(db, AMINA.email)
const post = postOf(parseConfig({}, () => '', '/nowhere'))
const startedAt = performance.now()
const planned = await planDigests(contextOn(when, db, officer!), post)
const tookMs = Math.round(performance.now() - startedAt)
const mostMemoryMb = Math.round(peakMb())
process.stdout.write(`${JSON.stringify({ planned, tookMs, mostMemoryMb })}\n`)
await closeDatabase(db)
