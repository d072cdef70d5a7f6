/** The heart of PutRecord and PutRecords: each entry to the shard that owns its hash key, stored or refused on its own. */
import { appendPayload, appendRecord } from '../shardLog'
import { hashWordsOf } from '../keySpace'
import { admitWrite } from '../limiter'
import { PUT_RECORDS_ENTRIES_MAX } from '../../kinesis/limits'
import { keepWithinBudget, rememberFullSegment } from '../recordMemory'
import { noteThrottled } from '../throttling'
import { routeWords, routingOf } from '../routing'
import type { RecordBatch } from '../recordBatch'
import type { BatchOutcome, Sink } from '../sink'
import type { Stream, World } from '../state'

const outcome: BatchOutcome = {
  shardIndexes: new Int32Array(PUT_RECORDS_ENTRIES_MAX),
  ordinals: new Float64Array(PUT_RECORDS_ENTRIES_MAX),
  hashTops: new Uint32Array(PUT_RECORDS_ENTRIES_MAX),
  storedCount: 0,
}

/**
 * @param entries their data; null where simulated producers send sizes.
 * @returns what became of each entry; valid until the next call.
 */
export function storeBatch(world: World, stream: Stream, batch: RecordBatch, sink: Sink, entries: readonly { Data: Uint8Array }[] | null = null): BatchOutcome {
  const { nowUs, keys } = world
  const { throttling } = world.account
  const { memory } = world
  const { keyIds, bytes, recordIds, count } = batch
  const { shardIndexes, ordinals, hashTops } = outcome
  const routing = routingOf(stream)
  let storedCount = 0
  for (let entry = 0; entry < count; entry++) {
    const keyId = keyIds[entry]
    const hash = hashWordsOf(keys, keyId)
    const hashTop = hash.words[hash.at]
    const shard = stream.shards[routeWords(routing, hash.words, hash.at)]
    shardIndexes[entry] = shard.shardIndex
    hashTops[entry] = hashTop
    if (throttling && !admitWrite(shard.write, nowUs, bytes[entry])) {
      ordinals[entry] = 0
      noteThrottled(world, shard, keyId, sink)
      continue
    }
    ordinals[entry] = shard.log.nextOrdinal
    const filled = appendRecord(shard.log, nowUs, keyId, bytes[entry], hashTop, recordIds[entry])
    if (filled !== null) rememberFullSegment(memory, stream, shard.shardIndex, filled.firstOrdinal)
    if (entries !== null) {
      const { Data } = entries[entry]
      appendPayload(shard.log, Data)
      memory.payloadBytesHeld += Data.length
    }
    shard.recordsStored++
    shard.bytesStored += bytes[entry]
    storedCount++
  }
  outcome.storedCount = storedCount
  memory.recordsHeld += storedCount
  keepWithinBudget(world, sink)
  sink.batchArrived?.(world, stream, batch, outcome)
  return outcome
}
