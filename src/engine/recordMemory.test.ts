/** The budget of records and data holds whatever the shape of the traffic, and its books agree with what the logs hold. */
import { expect, it } from 'vitest'
import { US_PER_HOUR, US_PER_SECOND } from '../base/units'
import type { World } from './state'
import { get, wait } from './testing/caller'
import { quietWorld } from './testing/quietWorld'

const SHARDS = 40

function unlimited(shardCount: number): World {
  const world = quietWorld({ shardCount })
  world.account.throttling = false
  return world
}

/** Hash key in the middle of a shard's range. */
function within(world: World, shard: number): string {
  const { startingHashKey, endingHashKey } = world.streams[0]!.shards[shard]!
  return String((startingHashKey + endingHashKey) / 2n)
}

function put(world: World, shard: number, sizes: readonly number[]): void {
  const ExplicitHashKey = within(world, shard)
  const Records = sizes.map((size) => ({ PartitionKey: 'k', ExplicitHashKey, Data: new Uint8Array(size).fill(7) }))
  get(world, 'PutRecords', { StreamName: 's', Records })
}

function read(world: World, shard: number): number[] {
  const { ShardIterator = '' } = get(world, 'GetShardIterator', { StreamName: 's', ShardId: String(shard), ShardIteratorType: 'TRIM_HORIZON' })
  return get(world, 'GetRecords', { ShardIterator }).Records.map(({ Data }) => Data.length)
}

function held(world: World): { records: number; data: number } {
  const segments = world.streams.flatMap(({ shards }) => shards.flatMap(({ log }) => log.segments))
  for (const { columns, payload } of segments) if (columns === null) expect(payload).toBeNull()
  return {
    records: segments.reduce((sum, { columns, count }) => sum + (columns === null ? 0 : count), 0),
    data: segments.reduce((sum, { payload }) => sum + (payload === null ? 0 : payload.ends[payload.count - 1]!), 0),
  }
}

function expectBooksToAgree(world: World): void {
  const { recordsHeld: records, payloadBytesHeld: data } = world.memory
  expect({ records, data }).toEqual(held(world))
}

it('keeps data within its limit when many shards hold a little each, the newest to the last', () => {
  const world = unlimited(SHARDS)
  world.memory.payloadBytesHeldMax = 1_000_000
  for (let round = 0; round < 3; round++) {
    for (let shard = 0; shard < SHARDS; shard++) {
      put(world, shard, [50_000, 1_000])
      wait(world, US_PER_SECOND / 10)
      expectBooksToAgree(world)
      expect(world.memory.payloadBytesHeld).toBeLessThanOrEqual(1_000_000)
      expect(read(world, shard).slice(-2)).toEqual([50_000, 1_000])
      wait(world, US_PER_SECOND)
    }
  }
  expect(world.memory.recordsSummarised).toBeGreaterThan(100)
})

it('keeps no data of a record that was given up in the batch that brought it', () => {
  const world = unlimited(2)
  put(world, 0, [200_000])
  for (let batch = 0; batch < 2; batch++) put(world, 1, Array.from({ length: 500 }, () => 1))
  world.memory.payloadBytesHeldMax = 1_000
  put(world, 1, Array.from({ length: 500 }, () => 1))
  expectBooksToAgree(world)
})

it('lists no segment that retention has taken', () => {
  const world = unlimited(1)
  for (let hour = 0; hour < 60; hour++) {
    for (let batch = 0; batch < 3; batch++) put(world, 0, Array.from({ length: 500 }, () => 1))
    wait(world, US_PER_HOUR)
  }
  const [stream] = world.streams
  const segments = stream!.shards[0]!.log.segments.length
  expect(world.memory.fullSegments.length).toBeLessThanOrEqual(3 * segments)
  expectBooksToAgree(world)
})
