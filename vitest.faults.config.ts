import { defineConfig } from 'vitest/config'
import { fastFolder } from './tests/support/fast-folder.ts'

/** npm run faults: what breaks is broken on purpose, and a table tells what held. */
export default defineConfig({
  test: {
    include: ['tests/faults/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    setupFiles: ['tests/support/temporal-equality.ts'],
    reporters: ['default', './tests/faults/support/matrix-reporter.ts'],
    env: { TMPDIR: fastFolder() },
    maxWorkers: '100%', // much of it waits
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
