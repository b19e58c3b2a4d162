import type { Row } from './row.ts'
import { balance } from './rows/balance.ts'
import { board } from './rows/board.ts'
import { chains } from './rows/chains.ts'
import { composing } from './rows/composing.ts'
import { digest } from './rows/digest.ts'
import { exporting } from './rows/exporting.ts'
import { importing } from './rows/importing.ts'
import { memory } from './rows/memory.ts'
import { page } from './rows/page.ts'
import { recording } from './rows/recording.ts'
import { replay } from './rows/replay.ts'
import { sharing } from './rows/sharing.ts'
import { sweep } from './rows/sweep.ts'
import { verifying } from './rows/verifying.ts'
import { workers } from './rows/workers.ts'

export const ROWS: readonly Row[] = [
  board,
  balance,
  page,
  sweep,
  recording,
  composing,
  digest,
  sharing,
  workers,
  replay,
  verifying,
  exporting,
  importing,
  chains,
  memory,
]
