/** Makes the frame of an instant: lanes and waterlines as columns, for whoever draws. */
import { hashTopOf } from '../kinesis/hashKey'
import { RETENTION_HOURS_DEFAULT, WRITE_BYTES_PER_SECOND_MAX, WRITE_RECORDS_PER_SECOND_MAX } from '../kinesis/limits'
import { US_PER_HOUR, US_PER_MS } from '../base/units'
import type { FlinkApplication } from './consumers/flink/model'
import { delayColumns } from './delays'
import { putFaultPercents } from './faults/struckPuts'
import { WRITERS_FROM, type ArrivalColumns, type Frame, type LaneColumns, type ProducerColumns } from './frame'
import { shardRates } from './meters'
import type { Producer } from './producers/producer'
import type { Shard, Stream, World } from './state'
import { underWayColumns } from './underWay'
import { applicationsOf } from './watched'
import { waterlineColumns } from './waterlines'
import { writersTo } from './writers'

/** @param stream whose lanes these are; null: none, an empty picture. */
export function frameOf(world: World, stream: Stream | null, generation: number, arrivals: ArrivalColumns): Frame {
  const shards = stream === null ? [] : stream.shards.slice(stream.firstLiveShard).filter((shard) => !shard.expired)
  return {
    atMs: world.nowUs / US_PER_MS,
    generation,
    lanes: laneColumns(world, stream, shards),
    waterlines: waterlineColumns(world, { stream, shards, applications: applicationsOf(world, stream) }),
    arrivals,
    producers: producerColumns(stream !== null && stream.streamName === world.producing.streamName ? world.producers.filter(({ state }) => state !== 'STOPPED') : [], writersTo(world, stream)),
    delays: delayColumns(stream?.streamName === world.producing.streamName ? world.producers : []),
    underWay: underWayColumns(world, stream?.streamName === world.producing.streamName ? world.producers : []),
    retentionMs: ((stream?.retentionPeriodHours ?? RETENTION_HOURS_DEFAULT) * US_PER_HOUR) / US_PER_MS,
  }
}

function producerColumns(producers: readonly Producer[], writers: readonly FlinkApplication[]): ProducerColumns {
  const all = [...producers, ...writers]
  return {
    producerIndex: Uint16Array.from([...producers.map(({ producerIndex }) => producerIndex), ...writers.map(({ applicationIndex }) => WRITERS_FROM + applicationIndex)]),
    kind: all.map(({ kind }) => kind),
    isCrashed: Uint8Array.from(all, ({ state }) => (state === 'CRASHED' ? 1 : 0)),
    isPartitioned: Uint8Array.from(all, (one) => ('isPartitioned' in one && one.isPartitioned ? 1 : 0)),
    recordsWaiting: Float64Array.from(all, (one) => ('books' in one ? one.books.recordsWaiting : one.results.queued)),
    recordsInFlight: Float64Array.from(all, (one) => ('books' in one ? one.books.recordsInFlight : 0)),
  }
}

function laneColumns(world: World, stream: Stream | null, shards: readonly Shard[]): LaneColumns {
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
    faultPercent: new Uint8Array(length),
    parentLane: new Int32Array(length),
    adjacentParentLane: new Int32Array(length),
  }
  const faultPercentOf = putFaultPercents(world, stream)
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
    lanes.faultPercent[lane] = shard.closedAtUs === null ? faultPercentOf(shard.shardIndex) : 0
    lanes.parentLane[lane] = shard.parentShardIndex === null ? -1 : (laneOf.get(shard.parentShardIndex) ?? -1)
    lanes.adjacentParentLane[lane] = shard.adjacentParentShardIndex === null ? -1 : (laneOf.get(shard.adjacentParentShardIndex) ?? -1)
  })
  return lanes
}
