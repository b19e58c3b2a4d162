/** What this process worked meanwhile, in milliseconds: a machine that is shared makes us wait, and not work. */
export function workedMs(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
