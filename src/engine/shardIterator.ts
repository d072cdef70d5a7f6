/** The opaque text of a shard iterator and what it stands for. */
import { fromBase64, toBase64 } from '../base/base64'
import type { ShardIteratorState } from './fetched'

const VERSION = 'shardscope-iterator-1'

export function formatShardIterator(iterator: ShardIteratorState): string {
  return toBase64([VERSION, iterator.streamName, iterator.streamCreatedUs, iterator.shardIndex, iterator.ordinal, iterator.issuedAtUs].join('/'))
}

/** The service tolerates enclosing quotes. @returns null for anything that it did not issue. */
export function parseShardIterator(text: string): ShardIteratorState | null {
  const ascii = fromBase64(text.replace(/^"(.*)"$/, '$1'))
  const [version, streamName, ...numbers] = ascii === null ? [] : ascii.split('/')
  if (version !== VERSION || numbers.length !== 4 || !numbers.every((number) => /^\d{1,16}$/.test(number))) return null
  const [streamCreatedUs, shardIndex, ordinal, issuedAtUs] = numbers.map(Number)
  return { streamName, streamCreatedUs, shardIndex, ordinal, issuedAtUs }
}
