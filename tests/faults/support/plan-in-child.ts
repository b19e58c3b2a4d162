import { parseConfig } from '../../../src/config.ts'
import { postOf } from '../../../src/post.ts'
import { closeDatabase, openDatabase } from '../../../src/store/connection/database.ts'
import { findOfficer } from '../../../src/store/parties/parties.ts'
import { planDigests } from '../../../src/use-cases/digests/plan-digests.ts'
import { peakMb } from '../../support/programs/peak-mb.ts'
import { AMINA, contextOn } from '../../support/ledgers/sample-ledger.ts'

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
