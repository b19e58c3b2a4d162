/** Where each run has a database of its own: to shrink a failure would outlast the test, so it is told as it was drawn. */
export const ON_DATABASES = { endOnFailure: true } as const
