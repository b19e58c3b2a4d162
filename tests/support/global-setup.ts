import type { TestProject } from 'vitest/node'
import { prepareTemplates, startCluster, type Templates } from './databases/suite-cluster.ts'

declare module 'vitest' {
  export interface ProvidedContext extends Templates {}
}

let cluster: Awaited<ReturnType<typeof startCluster>>

export async function setup({ provide }: TestProject): Promise<void> {
  cluster = await startCluster()
  const { postgres, sample } = await prepareTemplates(cluster.connection)
  provide('postgres', postgres)
  provide('sample', sample)
}

export async function teardown(): Promise<void> {
  await cluster[Symbol.asyncDispose]()
}
