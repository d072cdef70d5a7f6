/** Turns batches and slices into one event for each record, for a host that wants them all. */
import { formatShardId } from '../kinesis/shardId'
import { isNamedByPlace, userRecordsIn } from './consumers/reading/userRecords'
import type { SimEvent } from './events'
import { hashKeyOfId, partitionKeyOf } from './keySpace'
import { forEachOrdinal } from './logWalk'
import { sequenceNumberOf } from './naming'
import type { RecordBatch } from './recordBatch'
import { formatRecordId, isCopy } from './recordId'
import type { Fate, ProcessedSlice, Sink } from './sink'
import type { World } from './state'

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
          ...userRecordFacts(batch, entry),
        })
      }
    },
    sliceProcessed(world, slice) {
      writeProcessed(world, slice, write)
    },
  }
}

function writeProcessed(world: World, slice: ProcessedSlice, write: (event: SimEvent) => void): void {
  const at = world.nowUs / 1_000
  const { fates, application, workerId } = slice
  const shard = slice.stream.shards[slice.shardIndex]
  const where = { application, workerId, shardId: formatShardId(slice.shardIndex) }
  let read = 0
  forEachOrdinal(shard.log, slice.fromOrdinal, slice.toOrdinal, (segment, place, ordinal) => {
    const fate = fates?.[read] ?? 'processed'
    const members = fates === null || fate === 'unread' || segment === null ? null : userRecordsIn(world.keys, segment, place)
    const first = read
    read += members?.count ?? 1
    if (segment === null || segment.columns === null) return true
    const sequenceNumber = sequenceNumberOf(world, shard, ordinal, segment.baseUs + segment.columns.arrival[place])
    const ownId = segment.columns.recordId[place]
    if (members === null) write({ at, ...processedOrNot(fate), ...where, sequenceNumber, recordId: formatRecordId(ownId) })
    else {
      for (let member = 0; member < members.count; member++) {
        const recordId = formatRecordId(isNamedByPlace(members.recordIds[member]) ? ownId : members.recordIds[member])
        write({ at, ...processedOrNot(fates?.[first + member] ?? 'processed'), ...where, sequenceNumber, subSequenceNumber: member, recordId })
      }
    }
    return true
  })
}

function processedOrNot(fate: Fate) {
  return fate === 'processed' ? ({ kind: 'RecordProcessed' } as const) : ({ kind: 'RecordLeftOut', reason: fate } as const)
}

function userRecordFacts({ recordIds, aggregates }: RecordBatch, entry: number): { userRecords?: number; copies?: number } {
  const aggregate = aggregates?.[entry] ?? null
  const copies = aggregate === null ? Number(isCopy(recordIds[entry])) : aggregate.recordIds.reduce((sum, recordId) => sum + Number(isCopy(recordId)), 0)
  return { ...(aggregate === null ? {} : { userRecords: aggregate.count }), ...(copies === 0 ? {} : { copies }) }
}
