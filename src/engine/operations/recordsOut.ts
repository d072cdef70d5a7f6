/** Stored records in the shape of the API, for GetRecords and SubscribeToShard. */
import { utf8Length } from '../../base/utf8'
import type { ApiShape } from '../../kinesis/api/types'
import { isEncryptedAt } from '../encryption'
import { partitionKeyOf } from '../keySpace'
import { epochMsOf, sequenceNumberOf } from '../naming'
import { forEachRecord, payloadOf } from '../shardLog'
import type { Shard, Stream, World } from '../state'

/** Ordinals `fromOrdinal` … `toOrdinal` − 1, as far as they are still kept. */
export function recordsOut(world: World, stream: Stream, shard: Shard, { fromOrdinal, toOrdinal }: { fromOrdinal: number; toOrdinal: number }): ApiShape<'Record'>[] {
  const records: ApiShape<'Record'>[] = []
  forEachRecord(shard.log, fromOrdinal, toOrdinal, (columns, at, ordinal, arrivalUs, segment) => {
    const partitionKey = partitionKeyOf(world.keys, columns.keyId[at])
    const record: ApiShape<'Record'> = {
      SequenceNumber: sequenceNumberOf(world, shard, ordinal, arrivalUs),
      ApproximateArrivalTimestamp: epochMsOf(world, arrivalUs) / 1_000,
      // Simulated producers send sizes, not bytes: their blobs read as zeros of the true length.
      Data: payloadOf(segment, at) ?? new Uint8Array(columns.bytes[at] - utf8Length(partitionKey)),
    }
    if (partitionKey !== '') record.PartitionKey = partitionKey
    if (isEncryptedAt(stream, arrivalUs)) record.EncryptionType = 'KMS'
    records.push(record)
  })
  return records
}
