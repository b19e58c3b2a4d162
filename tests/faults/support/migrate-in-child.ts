import { parseConfig } from '../../../src/config.ts'
import { migrateLedger } from '../../../src/ledger.ts'

/** A replica that brings each database up to date whose URL it is told, as the service does at its start. */
process.on('message', async (url: string) => {
  const config = parseConfig({ DATABASE_URL: url }, () => '', '/nowhere')
  process.send!(await migrateLedger(config).then(({ length }) => length, String))
})
