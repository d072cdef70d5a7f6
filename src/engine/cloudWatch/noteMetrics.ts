/** Data of AWS/Kinesis where they happen: puts as they are stored, reads as they are answered, calls as they leave the door, events as they are pushed. */
import { US_PER_MS, type SimUs } from '../../base/units'
import type { Answer, Refused } from '../../kinesis/exceptions'
import type { AskedCall } from '../door/caller'
import { arrivalUsOf } from '../shardLog'
import type { RecordBatch } from '../recordBatch'
import type { BatchOutcome } from '../sink'
import type { Shard, Stream, World } from '../state'
import { CONSUMER_METRICS, OF_CONSUMER, OF_SHARD, OF_STREAM, SHARD_METRICS } from './metricIndex'
import { noteValue } from './metricSet'
import { metricsOf, setIn } from './minutes'
import { LENS_SECONDS, type StreamMetrics } from './model'

type Put = 'PutRecord' | 'PutRecords'

/** One put operation, whichever. Nothing stored is no datum of what came in; what was refused is always one. */
export function notePut(world: World, stream: Stream, batch: RecordBatch, outcome: BatchOutcome): void {
  const metrics = metricsOf(world, stream.streamName)
  const { all } = metrics
  if (outcome.storedCount > 0) {
    noteValue(all, OF_STREAM.IncomingBytes, outcome.bytesStored)
    noteValue(all, OF_STREAM.IncomingRecords, outcome.storedCount)
  }
  noteValue(all, OF_STREAM.WriteProvisionedThroughputExceeded, batch.count - outcome.storedCount)
  if (stream.shardLevelMetrics.length > 0) noteShardPuts(stream, metrics, batch, outcome)
}

function noteShardPuts(stream: Stream, metrics: StreamMetrics, { count, bytes }: RecordBatch, { shardIndexes, ordinals }: BatchOutcome): void {
  const shares = new Map<number, { bytes: number; stored: number; refused: number }>()
  for (let entry = 0; entry < count; entry++) {
    let share = shares.get(shardIndexes[entry])
    if (share === undefined) shares.set(shardIndexes[entry], (share = { bytes: 0, stored: 0, refused: 0 }))
    if (ordinals[entry] === 0) share.refused++
    else {
      share.stored++
      share.bytes += bytes[entry]
    }
  }
  for (const [shardIndex, share] of shares) {
    if (share.stored > 0) {
      noteShard(stream, metrics, shardIndex, 'IncomingBytes', share.bytes)
      noteShard(stream, metrics, shardIndex, 'IncomingRecords', share.stored)
    }
    noteShard(stream, metrics, shardIndex, 'WriteProvisionedThroughputExceeded', share.refused)
  }
}

/** Only what EnableEnhancedMonitoring has switched on. */
function noteShard({ shardLevelMetrics }: Stream, { shards }: StreamMetrics, shardIndex: number, name: keyof typeof OF_SHARD, value: number): void {
  if (shardLevelMetrics.includes(name)) noteValue(setIn(shards, shardIndex, SHARD_METRICS), OF_SHARD[name], value)
}

/** PutRecord.* and PutRecords.* of a call that reached its shards. */
export function notePutCall(world: World, stream: Stream, operation: Put, { count, storedCount, bytesStored }: BatchOutcome): void {
  const { all } = metricsOf(world, stream.streamName)
  noteValue(all, OF_STREAM[`${operation}.Success`], storedCount > 0 ? 1 : 0)
  if (storedCount > 0) noteValue(all, OF_STREAM[`${operation}.Bytes`], bytesStored)
  if (operation === 'PutRecord') return
  noteValue(all, OF_STREAM['PutRecords.TotalRecords'], count)
  noteValue(all, OF_STREAM['PutRecords.SuccessfulRecords'], storedCount)
  noteValue(all, OF_STREAM['PutRecords.ThrottledRecords'], count - storedCount)
  // Nothing fails inside the service but by a fault, which takes the whole call.
  noteValue(all, OF_STREAM['PutRecords.FailedRecords'], 0)
}

/** An answer of GetRecords. The last record's age is 0 for whoever has read all that there is. */
export function noteRead(world: World, stream: Stream, shard: Shard, { records, bytes, nextOrdinal }: { records: number; bytes: number; nextOrdinal: number }): void {
  const metrics = metricsOf(world, stream.streamName)
  const { all } = metrics
  const lastOrdinal = records === 0 ? nextOrdinal : nextOrdinal - 1
  const ageMs = nextOrdinal >= shard.log.nextOrdinal ? 0 : Math.floor((world.nowUs - arrivalUsOf(shard.log, lastOrdinal)) / US_PER_MS)
  noteValue(all, OF_STREAM['GetRecords.Bytes'], bytes)
  noteValue(all, OF_STREAM['GetRecords.Records'], records)
  noteValue(all, OF_STREAM['GetRecords.IteratorAgeMilliseconds'], ageMs)
  noteOut(stream, metrics, shard.shardIndex, records, bytes)
  noteShard(stream, metrics, shard.shardIndex, 'IteratorAgeMilliseconds', ageMs)
}

function noteOut(stream: Stream, metrics: StreamMetrics, shardIndex: number, records: number, bytes: number): void {
  noteShard(stream, metrics, shardIndex, 'OutgoingBytes', bytes)
  noteShard(stream, metrics, shardIndex, 'OutgoingRecords', records)
}

/** An event that a subscription pushes. */
export function notePushed(world: World, stream: Stream, consumerName: string, pushed: { shardIndex: number; records: number; bytes: number; millisBehindLatest: number }): void {
  const metrics = metricsOf(world, stream.streamName)
  const set = setIn(metrics.consumers, consumerName, CONSUMER_METRICS)
  noteValue(set, OF_CONSUMER['SubscribeToShardEvent.Bytes'], pushed.bytes)
  noteValue(set, OF_CONSUMER['SubscribeToShardEvent.Records'], pushed.records)
  noteValue(set, OF_CONSUMER['SubscribeToShardEvent.MillisBehindLatest'], pushed.millisBehindLatest)
  noteValue(set, OF_CONSUMER['SubscribeToShardEvent.Success'], 1)
  noteOut(stream, metrics, pushed.shardIndex, pushed.records, pushed.bytes)
}

/** A call as it leaves the door. Of puts of the API that were carried out the operation has told already. */
export function noteCall(world: World, { operation, stream, consumer, shardIndex }: AskedCall, answer: Answer<unknown>): void {
  // What never reached the service is no datum of its own.
  if (stream === null || (!answer.ok && answer.refusal.exception === 'SdkClientException')) return
  switch (operation) {
    case 'PutRecord':
    case 'PutRecords':
      if (!answer.ok) noteValue(metricsOf(world, stream.streamName).all, OF_STREAM[`${operation}.Success`], 0)
      else if (isOutcome(answer.value)) notePutCall(world, stream, operation, answer.value)
      return
    case 'GetRecords': {
      const metrics = metricsOf(world, stream.streamName)
      const isThrottled = !answer.ok && answer.refusal.exception === 'ProvisionedThroughputExceededException' ? 1 : 0
      noteValue(metrics.all, OF_STREAM['GetRecords.Success'], answer.ok ? 1 : 0)
      noteValue(metrics.all, OF_STREAM.ReadProvisionedThroughputExceeded, isThrottled)
      if (shardIndex !== undefined) noteShard(stream, metrics, shardIndex, 'ReadProvisionedThroughputExceeded', isThrottled)
      return
    }
    case 'SubscribeToShard':
      if (consumer !== undefined) noteSubscribe(world, stream, consumer.consumerName, answer)
      return
    default:
  }
}

/** A put that is refused before it reaches its shards, as throttled: all of its records are. */
export function noteTurnedAway(world: World, { operation, stream, records, input }: AskedCall, { refusal: { exception } }: Refused): void {
  if (stream === null || exception !== 'ProvisionedThroughputExceededException' || (operation !== 'PutRecords' && operation !== 'PutRecord')) return
  const entries = Array.isArray(input?.Records) ? input.Records.length : 1
  noteValue(metricsOf(world, stream.streamName).all, OF_STREAM.WriteProvisionedThroughputExceeded, records ?? entries)
}

function noteSubscribe(world: World, stream: Stream, consumerName: string, answer: Answer<unknown>): void {
  const set = setIn(metricsOf(world, stream.streamName).consumers, consumerName, CONSUMER_METRICS)
  noteValue(set, OF_CONSUMER['SubscribeToShard.Success'], answer.ok ? 1 : 0)
  const isTooMuch = !answer.ok && (answer.refusal.exception === 'ResourceInUseException' || answer.refusal.exception === 'LimitExceededException')
  if (isTooMuch) noteValue(set, OF_CONSUMER['SubscribeToShard.RateExceeded'], 1)
}

function isOutcome(value: unknown): value is BatchOutcome {
  return typeof value === 'object' && value !== null && 'storedCount' in value
}

/** There and back, for a client of this world. */
export function noteLatency(world: World, streamName: string, operation: Put | 'GetRecords', us: SimUs): void {
  noteValue(metricsOf(world, streamName).all, OF_STREAM[`${operation}.Latency`], us / US_PER_MS)
}

/** The truth of one whole second; second s is at s mod `LENS_SECONDS`. */
export function noteSecond(world: World, { streamName }: Stream, second: number, row: readonly number[]): void {
  const metrics = world.cloudWatch.streams.get(streamName)
  if (metrics === undefined) return
  metrics.seconds ??= new Float64Array(row.length * LENS_SECONDS)
  for (let column = 0; column < row.length; column++) metrics.seconds[column * LENS_SECONDS + (second % LENS_SECONDS)] = row[column]
}
