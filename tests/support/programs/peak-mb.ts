import { readFileSync } from 'node:fs'

/** Of this process. What resourceUsage() tells begins with what the process had that started this one. */
export function peakMb(): number {
  const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kilobytes) / 1024
}
