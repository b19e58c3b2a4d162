import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    setupFiles: ['tests/support/temporal-equality.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
