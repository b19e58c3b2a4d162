/** For properties of which each run is of a database of its own: one that fails is told at once, for to shrink it would outlast the test. */
export const ON_DATABASES = { endOnFailure: true } as const
