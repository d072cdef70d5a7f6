/** Makes the frame of an instant: lanes and waterlines as columns, for whoever draws. */
import { hashTopOf } from '../kinesis/hashKey'
import { RETENTION_HOURS_DEFAULT, WRITE_BYTES_PER_SECOND_MAX, WRITE_RECORDS_PER_SECOND_MAX } from '../kinesis/limits'
import { US_PER_HOUR, US_PER_MS } from '../base/units'
import { findLease, isEnded } from './consumers/kcl/leaseTable'
import type { KclApplication } from './consumers/kcl/model'
import {
  WATERLINE_ENDED,
  WATERLINE_NO_LEASE,
  WATERLINE_PROCESSING,
  WATERLINE_WAITING,
  type ArrivalColumns,
  type Frame,
  type LaneColumns,
  type ProducerColumns,
  type WaterlineColumns,
} from './frame'
import { shardRates } from './meters'
import { backlogOf, firstUnprocessed, parentIndexesOf, unfinishedShards } from './progress'
import type { Producer } from './producers/producer'
import { arrivalUsOf } from './shardLog'
import type { Shard, Stream, World } from './state'
import { applicationsOf } from './watched'

/** @param stream whose lanes these are; null: none, an empty picture. */
export function frameOf(world: World, stream: Stream | null, generation: number, arrivals: ArrivalColumns): Frame {
  const shards = stream === null ? [] : stream.shards.slice(stream.firstLiveShard).filter((shard) => !shard.expired)
  return {
    atMs: world.nowUs / US_PER_MS,
    generation,
    lanes: laneColumns(world, shards),
    waterlines: waterlineColumns(world, stream, shards),
    arrivals,
    producers: producerColumns(stream !== null && stream.streamName === world.producing.streamName ? world.producers.filter(({ state }) => state !== 'STOPPED') : []),
    retentionMs: ((stream?.retentionPeriodHours ?? RETENTION_HOURS_DEFAULT) * US_PER_HOUR) / US_PER_MS,
  }
}

function producerColumns(producers: readonly Producer[]): ProducerColumns {
  return {
    producerIndex: Uint16Array.from(producers, ({ producerIndex }) => producerIndex),
    kind: producers.map(({ kind }) => kind),
    isCrashed: Uint8Array.from(producers, ({ state }) => (state === 'CRASHED' ? 1 : 0)),
    isPartitioned: Uint8Array.from(producers, ({ isPartitioned }) => (isPartitioned ? 1 : 0)),
    recordsWaiting: Float64Array.from(producers, ({ books }) => books.recordsWaiting),
    recordsInFlight: Float64Array.from(producers, ({ books }) => books.recordsInFlight),
  }
}

function laneColumns(world: World, shards: readonly Shard[]): LaneColumns {
  const { length } = shards
  const lanes: LaneColumns = {
    shardIndex: new Uint32Array(length),
    hashTopStart: new Uint32Array(length),
    hashTopEnd: new Uint32Array(length),
    openedAtMs: new Float64Array(length),
    closedAtMs: new Float64Array(length),
    writeBytesUse: new Float32Array(length),
    writeRecordsUse: new Float32Array(length),
    throttledPerSecond: new Float32Array(length),
    parentLane: new Int32Array(length),
    adjacentParentLane: new Int32Array(length),
  }
  const laneOf = new Map(shards.map((shard, lane) => [shard.shardIndex, lane]))
  shards.forEach((shard, lane) => {
    const rates = shardRates(world, shard)
    lanes.shardIndex[lane] = shard.shardIndex
    lanes.hashTopStart[lane] = hashTopOf(shard.startingHashKey)
    lanes.hashTopEnd[lane] = hashTopOf(shard.endingHashKey)
    lanes.openedAtMs[lane] = shard.openedAtUs / US_PER_MS
    lanes.closedAtMs[lane] = shard.closedAtUs === null ? NaN : shard.closedAtUs / US_PER_MS
    lanes.writeBytesUse[lane] = rates.bytesPerSecond / WRITE_BYTES_PER_SECOND_MAX
    lanes.writeRecordsUse[lane] = rates.recordsPerSecond / WRITE_RECORDS_PER_SECOND_MAX
    lanes.throttledPerSecond[lane] = rates.throttledPerSecond
    lanes.parentLane[lane] = shard.parentShardIndex === null ? -1 : (laneOf.get(shard.parentShardIndex) ?? -1)
    lanes.adjacentParentLane[lane] = shard.adjacentParentShardIndex === null ? -1 : (laneOf.get(shard.adjacentParentShardIndex) ?? -1)
  })
  return lanes
}

function waterlineColumns(world: World, stream: Stream | null, shards: readonly Shard[]): WaterlineColumns {
  const applications = applicationsOf(world, stream)
  const length = applications.length * shards.length
  const columns: WaterlineColumns = {
    applicationCount: applications.length,
    processedToMs: new Float64Array(length),
    state: new Uint8Array(length),
    backlogRecords: new Float64Array(length),
  }
  applications.forEach((application, index) => {
    if (stream === null) return
    const unfinished = unfinishedShards(stream, application)
    shards.forEach((shard, lane) => {
      const at = index * shards.length + lane
      const backlog = backlogOf(application, shard)
      columns.backlogRecords[at] = backlog
      columns.processedToMs[at] = processedToMs(world, application, shard, backlog)
      columns.state[at] = waterlineState(application, shard, unfinished)
    })
  })
  return columns
}

function processedToMs(world: World, application: KclApplication, shard: Shard, backlog: number): number {
  if (backlog === 0) return (shard.closedAtUs ?? world.nowUs) / US_PER_MS
  return arrivalUsOf(shard.log, firstUnprocessed(application, shard)) / US_PER_MS
}

function waterlineState(application: KclApplication, shard: Shard, unfinished: Uint8Array): number {
  const lease = findLease(application, shard.shardIndex)
  if (lease !== null && isEnded(lease)) return WATERLINE_ENDED
  if (parentIndexesOf(shard).some((parentIndex) => unfinished[parentIndex] === 1)) return WATERLINE_WAITING
  if (lease !== null) return WATERLINE_PROCESSING
  // The lease of a finished shard is deleted in time.
  return shard.closedAtUs !== null && backlogOf(application, shard) === 0 ? WATERLINE_ENDED : WATERLINE_NO_LEASE
}
