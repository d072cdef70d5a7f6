/** `shardId-` and twelve digits, numbered upward in a stream and never used again. */

const SHARD_INDEX_MAX = 2_147_483_647

const FORMATTED_MAX = 65_536
const formatted: string[] = []

export function formatShardId(shardIndex: number): string {
  if (shardIndex >= 0 && shardIndex < FORMATTED_MAX) return (formatted[shardIndex] ??= format(shardIndex))
  return format(shardIndex)
}

function format(shardIndex: number): string {
  return shardIndex < 0 ? `shardId--${String(-shardIndex).padStart(11, '0')}` : `shardId-${String(shardIndex).padStart(12, '0')}`
}

/**
 * The service also takes loose forms such as `0`, `shard-0` or `x-5` (recorded by kinesalite's tests).
 * @returns null where the index is missing or out of range.
 */
export function parseShardId(text: string): number | null {
  const match = /^(?:[a-zA-Z0-9_.]*-)?(\d+)$/.exec(text)
  if (match === null) return null
  const shardIndex = Number(match[1])
  return shardIndex <= SHARD_INDEX_MAX ? shardIndex : null
}
