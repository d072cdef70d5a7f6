/** Broken assumptions of our own code. Refusals of the service are values, never these. */
export class AssertionError extends Error {
  override name = 'AssertionError'
}

/** @throws AssertionError when `condition` is false; `message` names the shard, command and instant at fault. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new AssertionError(message)
}

/** @returns `value`, which the caller knows to be there. @throws AssertionError naming `what` otherwise. */
export function ensure<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new AssertionError(`missing: ${what}`)
  return value
}

/** The end of an exhaustive `switch`. */
export function unreachable(value: never): never {
  throw new AssertionError(`unexpected value: ${JSON.stringify(value)}`)
}
