/** How much of a shard's write limit is in use: bytes or records, whichever is nearer. */
import type { ShardRow } from '../engine/summary'
import { WRITE_BYTES_PER_SECOND_MAX, WRITE_RECORDS_PER_SECOND_MAX } from '../kinesis/limits'

export function shardWriteUse({ writeBytesPerSecond, writeRecordsPerSecond }: Pick<ShardRow, 'writeBytesPerSecond' | 'writeRecordsPerSecond'>): number {
  return Math.max(writeBytesPerSecond / WRITE_BYTES_PER_SECOND_MAX, writeRecordsPerSecond / WRITE_RECORDS_PER_SECOND_MAX)
}
