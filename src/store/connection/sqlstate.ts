/** The SQLSTATE, or the driver's own code, and the constraint of a failed statement; null for any other failure. */
export function refusalOf(error: unknown): { code: string; constraint: string | null } | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code, constraint_name: constraint } = cause as { code?: unknown; constraint_name?: unknown }
    if (typeof code === 'string') return { code, constraint: typeof constraint === 'string' ? constraint : null }
  }
  return null
}
