import { Problem } from '../../domain/problem.ts'

/** Puts the place in the file before what was wrong there. */
export async function named(place: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw error instanceof Problem ? error.at(place) : error
  }
}
