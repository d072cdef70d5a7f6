/** The heart of PutRecord and PutRecords: each entry to the shard that owns its hash key, stored or refused on its own. */
import { appendAggregate, appendPayload, appendRecord, payloadBytesOf } from '../../shardLog'
import { hashWordsOf } from '../../keySpace'
import { notePut } from '../../cloudWatch/noteMetrics'
import { faultedShards } from '../../faults/faults'
import { admitWrite } from '../../limiter'
import { BILLED_RECORD_BYTES } from '../../../kinesis/billing'
import { PAYLOAD_UNIT_BYTES, PUT_RECORDS_ENTRIES_MAX } from '../../../kinesis/limits'
import { keepWithinBudget, rememberFullSegment } from '../../recordMemory'
import { noteThrottled } from '../../throttling'
import { routeWords, routingOf } from '../../routing'
import type { Aggregate, RecordBatch } from '../../recordBatch'
import { isCopy } from '../../recordId'
import type { BatchOutcome, Sink } from '../../sink'
import type { RecordMemory, Shard, Stream, World } from '../../state'
import { noteStored } from '../../usage/noteUsage'

/** 2^10 bytes. */
const KIBIBYTE_BITS = 10

const outcome: BatchOutcome = {
  shardIndexes: new Int32Array(PUT_RECORDS_ENTRIES_MAX),
  ordinals: new Float64Array(PUT_RECORDS_ENTRIES_MAX),
  hashTops: new Uint32Array(PUT_RECORDS_ENTRIES_MAX),
  count: 0,
  storedCount: 0,
  bytesStored: 0,
  payloadUnits: 0,
  kibibytesStored: 0,
  copiesStored: 0,
  struckCount: 0,
  struckShards: null,
}

/** @returns what became of each entry; valid until the next call. */
export function storeBatch(world: World, stream: Stream, batch: RecordBatch, sink: Sink): BatchOutcome {
  const { nowUs, keys } = world
  const { throttling } = world.account
  const { memory } = world
  const { keyIds, bytes, recordIds, count, attempt, data, aggregates } = batch
  const { shardIndexes, ordinals, hashTops } = outcome
  const routing = routingOf(stream)
  const faulted = world.guards.faults.running.length === 0 ? null : faultedShards(world, stream, batch)
  let storedCount = 0
  let struckCount = 0
  let bytesStored = 0
  let payloadUnits = 0
  let kibibytesStored = 0
  let copiesStored = 0
  for (let entry = 0; entry < count; entry++) {
    const keyId = keyIds[entry]
    const hash = hashWordsOf(keys, keyId)
    const hashTop = hash.words[hash.at]
    const shard = stream.shards[routeWords(routing, hash.words, hash.at)]
    shardIndexes[entry] = shard.shardIndex
    hashTops[entry] = hashTop
    if (attempt > 1) shard.recordsRetried++
    const struckBy = faulted?.get(shard.shardIndex) ?? null
    if (struckBy !== null || (throttling && !admitWrite(shard.write, nowUs, bytes[entry]))) {
      ordinals[entry] = 0
      if (struckBy !== null) struckCount++
      noteThrottled(world, shard, keyId, bytes[entry], sink, struckBy)
      continue
    }
    ordinals[entry] = shard.log.nextOrdinal
    const filled = appendRecord(shard.log, nowUs, keyId, bytes[entry], hashTop, recordIds[entry])
    if (filled !== null) rememberFullSegment(memory, stream, shard.shardIndex, filled.firstOrdinal)
    if (data !== null) {
      appendPayload(shard.log, data[entry])
      memory.payloadBytesHeld += data[entry].length
    }
    const size = bytes[entry]
    const aggregate = aggregates === null ? null : aggregates[entry]
    if (aggregate !== null) copiesStored += storeAggregate(shard, aggregate, memory)
    else if (isCopy(recordIds[entry])) {
      shard.copiesStored++
      copiesStored++
    }
    shard.recordsStored++
    shard.bytesStored += size
    bytesStored += size
    payloadUnits += size <= PAYLOAD_UNIT_BYTES ? 1 : Math.ceil(size / PAYLOAD_UNIT_BYTES)
    kibibytesStored += (size + BILLED_RECORD_BYTES - 1) >> KIBIBYTE_BITS
    storedCount++
  }
  outcome.count = count
  outcome.storedCount = storedCount
  outcome.bytesStored = bytesStored
  outcome.payloadUnits = payloadUnits
  outcome.kibibytesStored = kibibytesStored
  outcome.copiesStored = copiesStored
  outcome.struckCount = struckCount
  outcome.struckShards = faulted
  memory.recordsHeld += storedCount
  notePut(world, stream, batch, outcome)
  noteStored(world, stream, outcome)
  keepWithinBudget(world, sink)
  sink.batchArrived?.(world, stream, batch, outcome)
  return outcome
}

/** @returns how many of its user records were in the stream before. */
function storeAggregate(shard: Shard, aggregate: Aggregate, memory: RecordMemory): number {
  appendAggregate(shard.log, aggregate)
  shard.aggregatesStored++
  shard.recordsInAggregates += aggregate.count
  memory.recordsHeld += aggregate.count
  memory.payloadBytesHeld += payloadBytesOf(aggregate)
  let copies = 0
  for (let at = 0; at < aggregate.count; at++) if (isCopy(aggregate.recordIds[at])) copies++
  shard.copiesStored += copies
  return copies
}
