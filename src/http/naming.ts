import { Problem } from '../domain/problem.ts'

/** A use-case names things as its arguments do; this gives the names that they have in the request. */
export async function naming<T>(names: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    throw error.reworded((says) => says.replace(/^[\w-]+(?=: )/, (name) => names[name] ?? name))
  }
}
