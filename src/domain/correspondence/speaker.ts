import type { Bearing, Direction } from './facts.ts'

/** Who asked, or who replied: in an exchange, the one side asks and the other answers. */
export function speakerOf(
  { direction, sender, recipient }: { direction: Direction; sender: string | null; recipient: string | null },
  bearing: Bearing,
): string | null {
  return direction === 'exchange' && bearing === 'replies' ? recipient : sender
}
