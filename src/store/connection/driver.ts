import { createRequire, registerHooks } from 'node:module'
import type * as Driver from 'postgres'
import { mend } from './mended-driver.ts'

/** postgres.js, mended while it is loaded; whoever imports it by its own name gets it as it was published. */
export const postgres = loadMended()

function loadMended(): typeof Driver.default {
  const hooks = registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context)
      return url.includes('/postgres/cjs/src/') ? { ...loaded, source: mend(url, String(loaded.source)) } : loaded
    },
  })
  try {
    return createRequire(import.meta.url)('postgres') as typeof Driver.default
  } finally {
    hooks.deregister()
  }
}
