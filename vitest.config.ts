import { configDefaults, defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'tests/faults/**'], // npm run faults
    globalSetup: ['tests/support/global-setup.ts'],
    setupFiles: ['tests/support/temporal-equality.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
