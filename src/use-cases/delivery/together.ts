/**
 * Work that is done for several at a time: whoever asks joins those who asked meanwhile, and goes with them as soon as
 * the work before is done. Nobody waits for a clock.
 */
export function together<Each, Done>(
  work: (all: readonly Each[]) => Promise<readonly Done[]>,
): (each: Each) => Promise<Done> {
  let waiting: { each: Each; done: PromiseWithResolvers<Done> }[] = []
  let isAtWork = false
  const goOn = async () => {
    isAtWork = true
    await Promise.resolve() // those of this very moment go together
    while (waiting.length > 0) {
      const all = waiting
      waiting = []
      try {
        const done = await work(all.map(({ each }) => each))
        for (const [place, one] of all.entries()) one.done.resolve(done[place]!)
      } catch (error) {
        for (const one of all) one.done.reject(error)
      }
    }
    isAtWork = false
  }
  return (each) => {
    const done = Promise.withResolvers<Done>()
    waiting.push({ each, done })
    if (!isAtWork) void goOn()
    return done.promise
  }
}
