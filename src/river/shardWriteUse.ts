/** How much of a shard's write limit is in use: bytes or records, whichever is nearer. */
import type { ShardRow } from '../engine/summary'
import { WRITE_BYTES_PER_SECOND_MAX, WRITE_RECORDS_PER_SECOND_MAX } from '../kinesis/limits'

/** What it takes for good is at most its limit; a burst takes what it left unused before. */
export function shardWritePercents(shard: Parameters<typeof shardWriteUse>[0]): { percent: number; saved: number } {
  const use = Math.round(100 * shardWriteUse(shard))
  return { percent: Math.min(100, use), saved: Math.max(0, use - 100) }
}

export function shardWriteUse({ writeBytesPerSecond, writeRecordsPerSecond }: Pick<ShardRow, 'writeBytesPerSecond' | 'writeRecordsPerSecond'>): number {
  return Math.max(writeBytesPerSecond / WRITE_BYTES_PER_SECOND_MAX, writeRecordsPerSecond / WRITE_RECORDS_PER_SECOND_MAX)
}
