/** Turns batches and slices into one event for each record, for a host that wants them all. */
import { formatShardId } from '../kinesis/shardId'
import type { SimEvent } from './events'
import { hashKeyOfId, partitionKeyOf } from './keySpace'
import { sequenceNumberOf } from './naming'
import { formatRecordId } from './recordId'
import { forEachRecord } from './shardLog'
import type { Sink } from './sink'

export function recordEventsTo(write: (event: SimEvent) => void): Sink {
  return {
    event: write,
    batchArrived(world, stream, batch, outcome) {
      const at = world.nowUs / 1_000
      for (let entry = 0; entry < batch.count; entry++) {
        const shard = stream.shards[outcome.shardIndexes[entry]]
        const shardId = formatShardId(shard.shardIndex)
        const recordId = formatRecordId(batch.recordIds[entry])
        if (outcome.ordinals[entry] === 0) {
          write({ at, kind: 'RecordThrottled', shardId, recordId })
          continue
        }
        const keyId = batch.keyIds[entry]
        write({
          at,
          kind: 'RecordStored',
          shardId,
          sequenceNumber: sequenceNumberOf(world, shard, outcome.ordinals[entry], world.nowUs),
          partitionKey: partitionKeyOf(world.keys, keyId),
          hashKey: String(hashKeyOfId(world.keys, keyId)),
          recordId,
          bytes: batch.bytes[entry],
        })
      }
    },
    sliceProcessed(world, slice) {
      const at = world.nowUs / 1_000
      const shard = slice.stream.shards[slice.shardIndex]
      const where = { application: slice.application, workerId: slice.workerId, shardId: formatShardId(slice.shardIndex) }
      forEachRecord(shard.log, slice.fromOrdinal, slice.toOrdinal, (columns, index, ordinal, arrivalUs) => {
        write({
          at,
          kind: 'RecordProcessed',
          ...where,
          sequenceNumber: sequenceNumberOf(world, shard, ordinal, arrivalUs),
          recordId: formatRecordId(columns.recordId[index]),
        })
      })
    },
  }
}
