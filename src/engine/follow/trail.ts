/** Notes each sign of one record that a run gives. */
import { US_PER_HOUR, US_PER_MS, type SimUs } from '../../base/units'
import { formatShardId } from '../../kinesis/shardId'
import type { SimEvent } from '../events'
import { sequenceNumberOf } from '../naming'
import type { PutRequest } from '../producers/core'
import { identityOf, producerIdOf, producerIndexOf } from '../recordId'
import type { RecordBatch } from '../recordBatch'
import type { BatchOutcome, DeliveredRecords, ProcessedSlice, SavedPosition, Sink } from '../sink'
import type { Stream, World } from '../state'
import { fateOf } from './fateOf'
import type { AgainReason, JourneyStep } from './journey'

export interface Trail {
  sink: Sink
  /** In order of time, its expiry included. */
  steps(world: World): JourneyStep[]
}

/** Where the stream holds it, once for each copy. */
interface Place {
  streamName: string
  shardIndex: number
  ordinal: number
  shardId: string
  sequenceNumber: string
  arrivedUs: SimUs
}

interface Reader {
  /** Places that it has processed. */
  processed: Place[]
  isCheckpointed: boolean
  /** News of lost workers and moved leases since it was last processed. */
  news: SimEvent[]
}

export function createTrail(identity: number): Trail {
  const steps: JourneyStep[] = []
  const places: Place[] = []
  const readers = new Map<string, Reader>()
  const noted = new Set<number>()
  const producerId = producerIdOf(producerIndexOf(identity))
  const note = (step: JourneyStep) => steps.push(step)

  function noteRequest(batch: RecordBatch, entry: number, request: PutRequest | undefined): void {
    if (steps.length === 0) note({ atMs: batch.madeUs / US_PER_MS, kind: 'made', producerId })
    if (request === undefined || noted.has(request.requestNumber)) return
    noted.add(request.requestNumber)
    const { requestNumber, operation, sentUs } = request
    note({ atMs: sentUs / US_PER_MS, kind: 'sent', requestNumber, operation, attempt: batch.attempt, entries: batch.count, userRecords: batch.aggregates?.[entry]?.count ?? null })
  }

  function batchArrived(world: World, stream: Stream, batch: RecordBatch, { ordinals, shardIndexes }: BatchOutcome): void {
    const entry = entryOf(batch, identity)
    if (entry === null) return
    const { requestNumber } = batch
    noteRequest(batch, entry, world.producers.at(producerIndexOf(identity))?.requests.get(requestNumber))
    const shard = stream.shards[shardIndexes[entry]]
    const shardId = formatShardId(shard.shardIndex)
    const atMs = world.nowUs / US_PER_MS
    if (ordinals[entry] === 0) {
      note({ atMs, kind: 'refused', requestNumber, shardId })
      return
    }
    const sequenceNumber = sequenceNumberOf(world, shard, ordinals[entry], world.nowUs)
    places.push({ streamName: stream.streamName, shardIndex: shard.shardIndex, ordinal: ordinals[entry], shardId, sequenceNumber, arrivedUs: world.nowUs })
    note({ atMs, kind: 'stored', requestNumber, shardId, sequenceNumber, isCopy: places.length > 1 })
  }

  function requestLost(world: World, _producer: unknown, request: PutRequest): void {
    const entry = entryOf(request.batch, identity)
    if (entry === null) return
    noteRequest(request.batch, entry, request)
    note({ atMs: world.nowUs / US_PER_MS, kind: 'requestLost', requestNumber: request.requestNumber, lose: request.answer === null ? 'request' : 'response' })
  }

  function recordsDelivered(world: World, { streamName, application, shardIndex, fromOrdinal, toOrdinal }: DeliveredRecords): void {
    for (const place of placesWithin({ streamName, shardIndex, fromOrdinal, toOrdinal })) {
      note({ atMs: world.nowUs / US_PER_MS, kind: 'delivered', application, shardId: place.shardId, sequenceNumber: place.sequenceNumber })
    }
  }

  function sliceProcessed(world: World, slice: ProcessedSlice): void {
    const { application, workerId, stream } = slice
    for (const place of placesWithin({ ...slice, streamName: stream.streamName })) {
      const reader = readerOf(application)
      const fate = fateOf(world, slice, place.ordinal, identity)
      const again = againReason(reader, place)
      note({ atMs: world.nowUs / US_PER_MS, kind: 'processed', application, workerId, shardId: place.shardId, sequenceNumber: place.sequenceNumber, fate, again })
      reader.processed.push(place)
      reader.isCheckpointed = false
      reader.news = []
    }
  }

  function event(told: SimEvent): void {
    if (places.length === 0 || !('application' in told)) return
    const reader = readerOf(told.application)
    switch (told.kind) {
      case 'WorkerCrashed':
      case 'WorkerStopped':
      case 'ApplicationCrashed':
        reader.news.push(told)
        return
      case 'LeaseTaken':
      case 'LeaseHandedOver':
        if (places.some(({ shardId }) => shardId === told.shardId)) reader.news.push(told)
        return
      case 'Checkpointed':
        if (told.sequenceNumber === 'SHARD_END') noteSaved(reader, told.application, (place) => place.shardId === told.shardId, told.at)
        return
      case 'CheckFailed': {
        const place = places.find(({ shardId }) => shardId === told.shardId)
        if (place?.sequenceNumber === told.sequenceNumber) note({ atMs: told.at, kind: 'promiseBroken', application: told.application, shardId: told.shardId, reason: told.reason })
        return
      }
      default:
    }
  }

  function positionSaved(world: World, { streamName, application, shardIndex, ordinal }: SavedPosition): void {
    noteSaved(readerOf(application), application, (place) => place.streamName === streamName && place.shardIndex === shardIndex && place.ordinal < ordinal, world.nowUs / US_PER_MS)
  }

  function noteSaved(reader: Reader, application: string, isPast: (place: Place) => boolean, atMs: number): void {
    const place = reader.isCheckpointed ? undefined : reader.processed.findLast(isPast)
    if (place === undefined) return
    reader.isCheckpointed = true
    note({ atMs, kind: 'checkpointed', application, shardId: place.shardId, sequenceNumber: place.sequenceNumber })
  }

  function readerOf(application: string): Reader {
    const reader = readers.get(application) ?? { processed: [], isCheckpointed: false, news: [] }
    readers.set(application, reader)
    return reader
  }

  function placesWithin({ streamName, shardIndex, fromOrdinal, toOrdinal }: { streamName: string; shardIndex: number; fromOrdinal: number; toOrdinal: number }): Place[] {
    return places.filter((place) => place.streamName === streamName && place.shardIndex === shardIndex && place.ordinal >= fromOrdinal && place.ordinal < toOrdinal)
  }

  return {
    sink: { event, batchArrived, requestLost, recordsDelivered, positionSaved, sliceProcessed },
    steps: (world) => [...steps, ...places.flatMap((place) => expiryOf(world, place))].sort((left, right) => left.atMs - right.atMs),
  }
}

function entryOf({ count, recordIds, aggregates }: RecordBatch, identity: number): number | null {
  for (let entry = 0; entry < count; entry++) {
    const members = aggregates?.[entry]?.recordIds
    if (members === undefined ? identityOf(recordIds[entry]) === identity : members.some((recordId) => identityOf(recordId) === identity)) return entry
  }
  return null
}

/** Null: it has met this record never before. */
function againReason({ processed, news }: Reader, place: Place): AgainReason | null {
  if (processed.length === 0) return null
  if (!processed.some(({ shardIndex, ordinal }) => shardIndex === place.shardIndex && ordinal === place.ordinal)) return { kind: 'storedTwice' }
  const crash = news.find(({ kind }) => kind === 'WorkerCrashed' || kind === 'ApplicationCrashed')
  if (crash !== undefined && 'application' in crash) return { kind: 'crashed', who: 'workerId' in crash ? crash.workerId : crash.application, atMs: crash.at }
  const moved = news.find((told) => told.kind === 'LeaseTaken' || told.kind === 'LeaseHandedOver')
  if (moved?.kind === 'LeaseTaken') return { kind: 'leaseMoved', from: moved.from ?? '', to: moved.workerId, atMs: moved.at }
  if (moved !== undefined) return { kind: 'leaseMoved', from: moved.workerId, to: moved.to, atMs: moved.at }
  return { kind: 'retried' }
}

function expiryOf(world: World, { streamName, shardIndex, ordinal, shardId, sequenceNumber, arrivedUs }: Place): JourneyStep[] {
  const stream = world.streams.find((other) => other.streamName === streamName)
  const shard = stream?.shards.at(shardIndex)
  if (stream === undefined || shard === undefined || ordinal >= shard.log.trimOrdinal) return []
  return [{ atMs: (arrivedUs + stream.retentionPeriodHours * US_PER_HOUR) / US_PER_MS, kind: 'expired', shardId, sequenceNumber }]
}
