/** Notes each sign of one record that a run gives. */
import { US_PER_MS } from '../../base/units'
import { formatShardId } from '../../kinesis/shardId'
import type { SimEvent } from '../events'
import type { PutRequest } from '../producers/core'
import { findRequest } from '../producers/stragglers'
import { identityOf, producerIdOf, producerIndexOf, sourceIndexOf } from '../recordId'
import type { RecordBatch } from '../recordBatch'
import type { BatchOutcome, DeliveredRecords, ProcessedSlice, SavedPosition, Sink } from '../sink'
import type { Stream, World } from '../state'
import { fateOf } from './fateOf'
import type { AgainReason, JourneyStep } from './journey'
import { endOf, notePlaces, placeOf, type Place } from './places'

export interface Trail {
  sink: Sink
  /** In order of time, with its expiry, or the end of its stream. */
  steps(world: World): JourneyStep[]
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
  const producerId = producerIdOf(sourceIndexOf(identity))
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
    const producer = world.producers.at(producerIndexOf(identity))
    noteRequest(batch, entry, producer === undefined ? undefined : findRequest(producer, requestNumber))
    const shard = stream.shards[shardIndexes[entry]]
    const shardId = formatShardId(shard.shardIndex)
    const atMs = world.nowUs / US_PER_MS
    if (ordinals[entry] === 0) {
      note({ atMs, kind: 'refused', requestNumber, shardId })
      return
    }
    const place = placeOf(world, stream, shard, ordinals[entry])
    // A stream that is deleted holds nothing.
    const isCopy = places.some(({ deletedUs }) => deletedUs === null)
    places.push(place)
    note({ atMs, kind: 'stored', requestNumber, shardId, sequenceNumber: place.sequenceNumber, isCopy })
  }

  function requestLost(world: World, _producer: unknown, request: PutRequest): void {
    const entry = entryOf(request.batch, identity)
    if (entry === null) return
    noteRequest(request.batch, entry, request)
    note({ atMs: world.nowUs / US_PER_MS, kind: 'requestLost', requestNumber: request.requestNumber, lose: request.answer === null ? 'request' : 'response' })
  }

  function requestDelayed(world: World, _producer: unknown, request: PutRequest, delayMs: number): void {
    const entry = entryOf(request.batch, identity)
    if (entry === null) return
    noteRequest(request.batch, entry, request)
    note({ atMs: world.nowUs / US_PER_MS, kind: 'requestDelayed', requestNumber: request.requestNumber, way: request.phase === 'response' ? 'response' : 'request', delayMs })
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

  function event(told: SimEvent, stream?: Stream): void {
    notePlaces(places, told, stream)
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
        if (places.some((place) => isThere(place, told.shardId))) reader.news.push(told)
        return
      case 'ApplicationRemoved':
        readers.delete(told.application)
        return
      case 'Checkpointed':
        if (told.sequenceNumber === 'SHARD_END') noteSaved(reader, told.application, (place) => isThere(place, told.shardId), told.at)
        return
      case 'CheckFailed': {
        const isBroken = places.some((place) => isThere(place, told.shardId) && place.sequenceNumber === told.sequenceNumber)
        if (isBroken) note({ atMs: told.at, kind: 'promiseBroken', application: told.application, shardId: told.shardId, reason: told.reason })
        return
      }
      default:
    }
  }

  function positionSaved(world: World, { streamName, application, shardIndex, ordinal }: SavedPosition): void {
    noteSaved(readerOf(application), application, (place) => isIn(place, streamName, shardIndex) && place.ordinal < ordinal, world.nowUs / US_PER_MS)
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
    return places.filter((place) => isIn(place, streamName, shardIndex) && place.ordinal >= fromOrdinal && place.ordinal < toOrdinal)
  }

  return {
    sink: { event, batchArrived, requestLost, requestDelayed, recordsDelivered, positionSaved, sliceProcessed },
    steps: (world) => [...steps, ...places.flatMap((place) => endOf(place, world.nowUs))].sort((left, right) => left.atMs - right.atMs),
  }
}

/** Whoever names a stream, or a shard alone, means one that exists. */
function isIn({ deletedUs, ...place }: Place, streamName: string, shardIndex: number): boolean {
  return deletedUs === null && place.streamName === streamName && place.shardIndex === shardIndex
}

function isThere({ deletedUs, ...place }: Place, shardId: string): boolean {
  return deletedUs === null && place.shardId === shardId
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
  if (!processed.includes(place)) return { kind: 'storedTwice' }
  const crash = news.find(({ kind }) => kind === 'WorkerCrashed' || kind === 'ApplicationCrashed')
  if (crash !== undefined && 'application' in crash) return { kind: 'crashed', who: 'workerId' in crash ? crash.workerId : crash.application, atMs: crash.at }
  const moved = news.find((told) => told.kind === 'LeaseTaken' || told.kind === 'LeaseHandedOver')
  if (moved?.kind === 'LeaseTaken') return { kind: 'leaseMoved', from: moved.from ?? '', to: moved.workerId, atMs: moved.at }
  if (moved !== undefined) return { kind: 'leaseMoved', from: moved.workerId, to: moved.to, atMs: moved.at }
  return { kind: 'retried' }
}
