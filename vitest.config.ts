import { configDefaults, defineConfig } from 'vitest/config'
import { fastFolder } from './tests/support/databases/fast-folder.ts'

const BROWSERS = 'tests/**/*-in-{browser,libreoffice}.test.ts'
const DRAWN = 'tests/**/*-drawn.test.ts'
const PROGRAM = 'tests/program/**/*.test.ts'
const FAULTS = 'tests/faults/**/*.test.ts'

/** `npm test` is the first; each of the others has an npm script of its own name. */
export default defineConfig({
  test: {
    maxWorkers: '100%', // much of it waits for processes and browsers
    projects: [
      project('ordinary', {
        include: ['tests/**/*.test.ts'],
        exclude: [BROWSERS, DRAWN, PROGRAM, FAULTS],
        isolate: false,
      }),
      project('drawn', { include: [DRAWN], isolate: false }),
      project('browsers', { include: [BROWSERS], patience: 180_000 }),
      project('program', { include: [PROGRAM], patience: 180_000 }),
      project('faults', { include: [FAULTS], patience: 180_000 }),
    ],
  },
})

interface Chosen {
  include: string[]
  exclude?: string[]
  /** In milliseconds, for one test. */
  patience?: number
  /** False where files may share what they load: loading it anew for each took half of the time. */
  isolate?: boolean
}

export function project(name: string, { include, exclude = [], patience = 60_000, isolate = true }: Chosen) {
  return {
    test: {
      name,
      include,
      isolate,
      exclude: [...configDefaults.exclude, ...exclude],
      globalSetup: ['tests/support/global-setup.ts'],
      setupFiles: ['tests/support/temporal-equality.ts'],
      env: { TMPDIR: fastFolder() },
      execArgv: ['--max-semi-space-size=64'], // a fifth of the time went into collecting what tests leave behind
      expect: { poll: { timeout: 20_000 } },
      testTimeout: patience,
      hookTimeout: Math.max(patience, 120_000),
    },
  }
}
