/** Which of several records was meant first, of those that the stream may not have yet. */
import { isCopy } from '../recordId'

/** @returns the oldest of the first `count` records of each that is not known to be stored; Infinity where there is none. */
export function oldestOf(batches: Iterable<{ count: number; recordIds: ArrayLike<number> }>): number {
  let oldest = Infinity
  // The mark of what is stored makes a number larger than any without it.
  for (const { count, recordIds } of batches) for (let entry = 0; entry < count; entry++) oldest = Math.min(oldest, recordIds[entry])
  return isCopy(oldest) ? Infinity : oldest
}
