/** A little world for tests and for drawing without the engine: a split, a child that waits, a gate that refuses. */
import type { ArrivalColumns, Frame, LaneColumns, LossColumns, ProducerColumns, TwinColumns, UnderWayColumns, WaterlineColumns } from '../../engine/frame'
import {
  OUTCOME_STORED,
  OUTCOME_THROTTLED,
  WATERLINE_ENDED,
  WATERLINE_NO_LEASE,
  WATERLINE_PROCESSING,
  WATERLINE_WAITING,
} from '../../engine/frame'

export interface FixtureShard {
  hashTopStart: number
  hashTopEnd: number
  openedAtMs: number
  closedAtMs: number
  parent: number
}

export interface FixtureWorld {
  ratePerSecond: number
  producerCount: number
  retentionMs: number
  shards: readonly FixtureShard[]
  /** How far behind the tip each application is. */
  behindMs: readonly number[]
  /** Lane that refuses this share (percent) of its records; −1 = none. */
  hotLane: number
  hotRefusedPercent: number
}

const SPACE = 0x1_0000_0000

/** Two lanes; the upper splits at 20 s, the lower at 38 s; the lower half of the latter is hot. */
export const SPLIT_WORLD: FixtureWorld = {
  ratePerSecond: 900,
  producerCount: 4,
  retentionMs: 86_400_000,
  shards: [
    shardOf({ from: 0, to: 0.5, openedAtMs: 0, closedAtMs: 20_000, parent: -1 }),
    shardOf({ from: 0.5, to: 1, openedAtMs: 0, closedAtMs: 38_000, parent: -1 }),
    shardOf({ from: 0, to: 0.25, openedAtMs: 20_000, closedAtMs: Number.NaN, parent: 0 }),
    shardOf({ from: 0.25, to: 0.5, openedAtMs: 20_000, closedAtMs: Number.NaN, parent: 0 }),
    shardOf({ from: 0.5, to: 0.65, openedAtMs: 38_000, closedAtMs: Number.NaN, parent: 1 }),
    shardOf({ from: 0.65, to: 1, openedAtMs: 38_000, closedAtMs: Number.NaN, parent: 1 }),
  ],
  behindMs: [22_000, 1_100],
  hotLane: 4,
  hotRefusedPercent: 40,
}

export function evenWorld({ laneCount, ratePerSecond }: { laneCount: number; ratePerSecond: number }): FixtureWorld {
  return {
    ...SPLIT_WORLD,
    ratePerSecond,
    hotLane: Math.min(laneCount - 1, 3),
    shards: Array.from({ length: laneCount }, (_, lane) =>
      shardOf({ from: lane / laneCount, to: (lane + 1) / laneCount, openedAtMs: 0, closedAtMs: Number.NaN, parent: -1 }),
    ),
  }
}

export function fixtureFrame(world: FixtureWorld, { fromMs, atMs, generation }: { fromMs: number; atMs: number; generation: number }): Frame {
  return {
    atMs,
    generation,
    lanes: fixtureLanes(world, atMs),
    waterlines: fixtureWaterlines(world, atMs),
    arrivals: fixtureArrivals(world, { fromMs, toMs: atMs, recordsMax: Infinity }),
    producers: fixtureProducers(world),
    delays: { producerIndex: new Uint16Array(0), requestNumber: new Uint32Array(0), isAnswer: new Uint8Array(0), fromMs: new Float64Array(0), untilMs: new Float64Array(0) },
    underWay: noneUnderWay(),
    retentionMs: world.retentionMs,
  }
}

export function fixtureArrivals(world: FixtureWorld, { fromMs, toMs, recordsMax }: { fromMs: number; toMs: number; recordsMax: number }): ArrivalColumns {
  const everyMs = 1_000 / world.ratePerSecond
  const first = Math.floor(fromMs / everyMs) + 1
  const last = Math.floor(toMs / everyMs)
  const weight = Math.max(1, Math.ceil((last - first + 1) / recordsMax))
  const count = Math.max(0, Math.floor((last - first) / weight) + 1)
  const arrivals: ArrivalColumns = {
    fromMs,
    toMs,
    count,
    weight,
    atMs: new Float64Array(count),
    hashTop: new Uint32Array(count),
    producerIndex: new Uint16Array(count),
    outcome: new Uint8Array(count),
    bytes: new Uint32Array(count).fill(420),
    userRecords: new Uint16Array(count).fill(1),
    requestNumber: new Uint32Array(count),
    twins: noTwins(),
    losses: noLosses(),
  }
  for (let arrival = 0; arrival < count; arrival++) {
    const number = first + arrival * weight
    const atMs = number * everyMs
    const hashTop = hashTopOfRecord(world, number)
    arrivals.atMs[arrival] = atMs
    arrivals.hashTop[arrival] = hashTop
    arrivals.producerIndex[arrival] = FIRST_PRODUCER_INDEX + (number % world.producerCount)
    arrivals.requestNumber[arrival] = 1 + Math.floor(atMs / 50)
    const hot = world.shards[world.hotLane]
    const isHot = hot !== undefined && atMs >= hot.openedAtMs && hashTop >= hot.hashTopStart && hashTop <= hot.hashTopEnd
    arrivals.outcome[arrival] = isHot && mix(number * 7) % 100 < world.hotRefusedPercent ? OUTCOME_THROTTLED : OUTCOME_STORED
  }
  return arrivals
}

/** The columns of a frame in which nothing was stored twice, or lost: for tests to add to. */
export function noTwins(): TwinColumns {
  return { count: 0, atMs: new Float64Array(4), firstAtMs: new Float64Array(4), hashTop: new Uint32Array(4), producerIndex: new Uint16Array(4) }
}

export function noneUnderWay(length = 0): UnderWayColumns {
  return {
    producerIndex: new Uint16Array(length),
    requestNumber: new Uint32Array(length),
    isAnswer: new Uint8Array(length),
    done: new Float32Array(length),
    hashTop: new Uint32Array(length),
    userRecords: new Uint32Array(length).fill(1),
    requestRecords: new Uint32Array(length).fill(1),
  }
}

export function noLosses(): LossColumns {
  return { count: 0, atMs: new Float64Array(4), producerIndex: new Uint16Array(4), requestNumber: new Uint32Array(4), records: new Uint32Array(4), way: new Uint8Array(4) }
}

/** Their indexes are not their rows: those before the first were removed. */
export const FIRST_PRODUCER_INDEX = 2

function fixtureProducers({ producerCount }: FixtureWorld): ProducerColumns {
  const kinds = ['sdk', 'kpl', 'agent', 'cloudWatchLogs', 'iot', 'flink'] as const
  return {
    producerIndex: Uint16Array.from({ length: producerCount }, (_, row) => FIRST_PRODUCER_INDEX + row),
    kind: Array.from({ length: producerCount }, (_, row) => kinds[row % kinds.length] ?? 'sdk'),
    isCrashed: new Uint8Array(producerCount),
    isPartitioned: new Uint8Array(producerCount),
    recordsWaiting: new Float64Array(producerCount).fill(12),
    recordsInFlight: new Float64Array(producerCount).fill(48),
  }
}

function fixtureLanes({ shards, hotLane, ratePerSecond, hotRefusedPercent }: FixtureWorld, atMs: number): LaneColumns {
  const alive = shards.filter((shard) => shard.openedAtMs <= atMs)
  const isHot = (_: FixtureShard, lane: number) => lane === hotLane
  return {
    shardIndex: Uint32Array.from(alive, (_, lane) => lane),
    hashTopStart: Uint32Array.from(alive, (shard) => shard.hashTopStart),
    hashTopEnd: Uint32Array.from(alive, (shard) => shard.hashTopEnd),
    openedAtMs: Float64Array.from(alive, (shard) => shard.openedAtMs),
    closedAtMs: Float64Array.from(alive, (shard) => (shard.closedAtMs <= atMs ? shard.closedAtMs : Number.NaN)),
    writeBytesUse: Float32Array.from(alive, (_, lane) => 0.2 + 0.06 * ((lane * 5) % 9)),
    writeRecordsUse: Float32Array.from(alive, (shard, lane) => (isHot(shard, lane) ? 1 : 0.1 + 0.04 * ((lane * 7) % 11))),
    throttledPerSecond: Float32Array.from(alive, (shard, lane) => (isHot(shard, lane) ? (ratePerSecond * hotRefusedPercent) / 200 : 0)),
    faultPercent: new Uint8Array(alive.length),
    parentLane: Int32Array.from(alive, (shard) => shard.parent),
    adjacentParentLane: new Int32Array(alive.length).fill(-1),
  }
}

function fixtureWaterlines({ shards, behindMs }: FixtureWorld, atMs: number): WaterlineColumns {
  const alive = shards.filter((shard) => shard.openedAtMs <= atMs)
  const length = alive.length * behindMs.length
  const waterlines: WaterlineColumns = {
    applicationCount: behindMs.length,
    applicationIndex: Uint16Array.from(behindMs, (_, row) => row),
    processedToMs: new Float64Array(length).fill(-Infinity),
    state: new Uint8Array(length),
    isBlocked: new Uint8Array(length),
    backlogRecords: new Float64Array(length),
  }
  behindMs.forEach((behind, application) => {
    alive.forEach((shard, lane) => {
      const index = application * alive.length + lane
      const reachedMs = atMs - behind * (1 + 0.13 * (lane % 3))
      const parent = shards[shard.parent]
      const parentReachedMs = atMs - behind * (1 + 0.13 * (shard.parent % 3))
      if (parent !== undefined && parentReachedMs < parent.closedAtMs) waterlines.state[index] = WATERLINE_WAITING
      else if (reachedMs >= shard.closedAtMs) waterlines.state[index] = WATERLINE_ENDED
      else waterlines.state[index] = reachedMs < shard.openedAtMs ? WATERLINE_NO_LEASE : WATERLINE_PROCESSING
      if (waterlines.state[index] === WATERLINE_PROCESSING || waterlines.state[index] === WATERLINE_ENDED) waterlines.processedToMs[index] = reachedMs
      waterlines.backlogRecords[index] = Math.round(behind * 0.2)
    })
  })
  return waterlines
}

function hashTopOfRecord(world: FixtureWorld, number: number): number {
  const drawn = mix(number) / SPACE
  const hot = world.shards[world.hotLane]
  if (hot !== undefined && drawn < 0.12) return Math.floor((hot.hashTopStart + hot.hashTopEnd) / 2)
  if (drawn < 0.45) return mix(0x5eed + Math.floor((drawn * 1_000) % 14))
  return mix(number * 3 + 1)
}

function shardOf({ from, to, openedAtMs, closedAtMs, parent }: { from: number; to: number; openedAtMs: number; closedAtMs: number; parent: number }): FixtureShard {
  return { hashTopStart: Math.round(from * SPACE), hashTopEnd: Math.round(to * SPACE) - 1, openedAtMs, closedAtMs, parent }
}

/** A bijection of 32-bit integers that looks random. */
function mix(value: number): number {
  let mixed = (value ^ 0x9e3779b9) >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b) >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) >>> 0
  return (mixed ^ (mixed >>> 16)) >>> 0
}
