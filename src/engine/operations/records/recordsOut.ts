/** Stored records in the shape of the API, for GetRecords and SubscribeToShard. */
import { utf8Length } from '../../../base/utf8'
import { AGGREGATE_PARTITION_KEY } from '../../../kinesis/aggregatedRecord'
import type { ApiShape } from '../../../kinesis/api/types'
import { isEncryptedAt } from '../../encryption'
import { partitionKeyOf } from '../../keySpace'
import { epochMsOf, sequenceNumberOf } from '../../naming'
import { simulatedData } from '../../producers/rowText'
import { aggregateOf, forEachRecord, payloadOf } from '../../shardLog'
import type { Shard, Stream, World } from '../../state'
import { aggregateData } from './aggregateData'

/** Ordinals `fromOrdinal` … `toOrdinal` − 1, as far as they are still kept. */
export function recordsOut(world: World, stream: Stream, shard: Shard, { fromOrdinal, toOrdinal }: { fromOrdinal: number; toOrdinal: number }): ApiShape<'Record'>[] {
  const records: ApiShape<'Record'>[] = []
  forEachRecord(shard.log, fromOrdinal, toOrdinal, (columns, at, ordinal, arrivalUs, segment) => {
    const aggregate = aggregateOf(segment, at)
    const partitionKey = aggregate === null ? partitionKeyOf(world.keys, columns.keyId[at]) : AGGREGATE_PARTITION_KEY
    // Filled one by one: V8 soon takes the objects of a literal for long-lived, and a page of them then costs as much again.
    const record = {} as ApiShape<'Record'>
    record.SequenceNumber = sequenceNumberOf(world, shard, ordinal, arrivalUs)
    record.ApproximateArrivalTimestamp = epochMsOf(world, arrivalUs) / 1_000
    // Simulated producers send sizes, not bytes: what they would have sent is written when somebody reads it.
    record.Data =
      aggregate === null
        ? (payloadOf(segment, at) ?? simulatedData(columns.recordId[at], partitionKey, columns.bytes[at] - utf8Length(partitionKey)))
        : aggregateData(world, aggregate)
    if (partitionKey !== '') record.PartitionKey = partitionKey
    if (isEncryptedAt(stream, arrivalUs)) record.EncryptionType = 'KMS'
    records.push(record)
  })
  return records
}
