import { configDefaults, defineConfig } from 'vitest/config'
import { fastFolder } from './tests/support/fast-folder.ts'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'tests/faults/**'], // npm run faults
    globalSetup: ['tests/support/global-setup.ts'],
    setupFiles: ['tests/support/temporal-equality.ts'],
    env: { TMPDIR: fastFolder() },
    maxWorkers: '100%', // much of it waits for processes and browsers
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
