import { progressInWords } from './cli/progress-in-words.ts'

const AT_MOST_EVERY_MS = 100
const LINE_AGAIN = '\r\u001B[K'

/** One line that is written over, on a terminal; elsewhere none, so that what is kept of the output is not full of it. */
export function progressOn(
  stderr: { isTTY?: boolean; write: (text: string) => unknown },
  clock: () => Temporal.Instant,
) {
  let [begun, shown] = [0, 0]
  const clear = () => {
    if (shown > 0) stderr.write(LINE_AGAIN)
    shown = 0
  }
  const show = (done: number, of: number) => {
    if (!stderr.isTTY) return
    const at = clock().epochMilliseconds
    if (done === 0) begun = at
    if (done >= of) return clear()
    if (at - shown < AT_MOST_EVERY_MS) return
    shown = at
    stderr.write(`${LINE_AGAIN}${progressInWords(done, of, (at - begun) / 1_000)}`)
  }
  return { show, clear }
}
