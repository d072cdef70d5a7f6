import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ensure } from '../base/assert'
import { call } from './call'
import { diagnosisOf, type Diagnosis } from './diagnosis'
import { runUntil } from './engine'
import { nameKey } from './keySpace'
import { storeBatch } from './operations/records/storeBatch'
import { createBatch } from './recordBatch'
import { silentSink } from './sink'
import { copyWorld, restoreWorld, saveWorld } from './snapshot'
import type { World } from './state'
import { submit } from './submit'
import { NOWHERE } from './testing/nowhere'
import { quietWorld } from './testing/quietWorld'

const TICK_US = 100_000
const TICKS_PER_SECOND = 10

/** Records a second by partition key. */
type Rates = Readonly<Record<string, number>>

/** Puts evenly, ten times a second. @param attempt above 1: as a producer that sends again what was refused. */
function put(world: World, rates: Rates, seconds: number, { recordBytes = 100, attempt = 1 } = {}): void {
  const credits = new Map<string, number>()
  for (let tick = 0; tick < seconds * TICKS_PER_SECOND; tick++) {
    const keys: string[] = []
    for (const [key, rate] of Object.entries(rates)) {
      let credit = (credits.get(key) ?? 0) + rate
      for (; credit >= TICKS_PER_SECOND; credit -= TICKS_PER_SECOND) keys.push(key)
      credits.set(key, credit)
    }
    // Interleaved, so that no key is always the first in its batch.
    for (let at = 0; at < keys.length; at += 500) send(world, shuffled(keys.slice(at, at + 500), tick), recordBytes, attempt)
    wait(world, TICK_US)
  }
}

function shuffled(keys: string[], turn: number): string[] {
  const step = keys.length % 7 === 0 ? 11 : 7
  return keys.map((_, at) => ensure(keys[(at * step + turn) % keys.length], 'a key'))
}

function send(world: World, keys: readonly string[], recordBytes: number, attempt: number): void {
  const batch = createBatch(500)
  keys.forEach((key, at) => {
    batch.keyIds[at] = nameKey(world.keys, key, null)
    batch.bytes[at] = recordBytes
  })
  batch.count = keys.length
  batch.attempt = attempt
  storeBatch(world, ensure(world.streams[0], 'the stream'), batch, silentSink)
}

function wait(world: World, us: number): void {
  runUntil(world, NOWHERE, world.nowUs + us, silentSink)
}

function diagnose(world: World, shardIndex: number | null = null): Diagnosis {
  return ensure(diagnosisOf(world, ensure(world.streams[0], 'the stream'), shardIndex), 'a diagnosis')
}

function sum(column: Uint32Array): number {
  return column.reduce((total, value) => total + value, 0)
}

const EVEN: Rates = Object.fromEntries(Array.from({ length: 200 }, (_, key) => [`key-${key}`, 10]))

function scaled(rates: Rates, factor: number): Rates {
  return Object.fromEntries(Object.entries(rates).map(([key, rate]) => [key, rate * factor]))
}

function callShards(world: World, operation: 'UpdateShardCount' | 'SplitShard', input: object): void {
  const command = { operation, input: { StreamName: 's', ...input } } as Parameters<typeof call>[1]
  expect(call(world, command, silentSink).ok).toBe(true)
}

describe('a stream that has room', () => {
  it('has nothing to explain, and says what CloudWatch would show', () => {
    const world = quietWorld({ shardCount: 1 })
    put(world, { a: 300, b: 100 }, 20)
    const diagnosis = diagnose(world)
    expect(diagnosis).toMatchObject({ verdict: 'none', isOpen: true, limitedBy: 'records', shardId: 'shardId-000000000000', keysSeen: 2 })
    expect(diagnosis.minuteMean.records).toBeCloseTo(400, -1)
    expect(diagnosis.minuteMean.bytes).toBeCloseTo(40_000, -3)
    expect(diagnosis.keys.map(({ partitionKey, percent }) => [partitionKey, Math.round(percent)])).toEqual([
      ['a', 75],
      ['b', 25],
    ])
    expect(diagnosis.lookedAt.refused).toBe(0)
  })

  it('without records, or without a stream, is no trouble', () => {
    const world = quietWorld({ shardCount: 2 })
    expect(diagnose(world)).toMatchObject({ verdict: 'none', keys: [], peakUse: 0, lookedAt: { stored: 0, refused: 0 } })
    wait(world, 5e6)
    expect(diagnose(world, 1).seconds.recordsStored).toEqual(new Uint32Array(5))
    expect(world.streams[0]!.shards[0]!.meter.attempts).toBeNull()
    expect(diagnosisOf(world, null, 0)).toBeNull()
    expect(diagnose(world, 99).shardId).toBe('shardId-000000000000')
  })
})

describe('one hot key', () => {
  const hot = { hot: 1_800, ...scaled(EVEN, 0.1) }

  it('is named, with what it asks for by itself', () => {
    const world = quietWorld({ shardCount: 2 })
    put(world, hot, 15)
    const diagnosis = diagnose(world)
    expect(diagnosis.verdict).toBe('hotKey')
    const [top] = diagnosis.keys
    expect(top!.partitionKey).toBe('hot')
    expect(top!.recordsPerSecond).toBeGreaterThan(1_600)
    expect(top!.recordsPerSecond).toBeLessThan(2_000)
    expect(top!.percentOfRefused).toBeGreaterThan(60)
    expect(diagnosis.keys.length).toBe(10)
    expect(diagnosis.lookedAt.refused).toBe(64)
  })

  it('stays hot after its shard is split, and after the stream has twice the shards: as much is refused as before', () => {
    const world = quietWorld({ shardCount: 2 })
    put(world, hot, 15)
    const before = diagnose(world)
    const asked = Number(before.shardId.slice(-12))
    const shard = world.streams[0]!.shards[asked]!
    callShards(world, 'SplitShard', { ShardToSplit: before.shardId, NewStartingHashKey: String((shard.startingHashKey + shard.endingHashKey) / 2n + 1n) })
    put(world, hot, 15)
    const split = diagnose(world, asked)
    expect(split).toMatchObject({ verdict: 'hotKey', askedShardId: before.shardId, isOpen: true })
    expect(split.shardId).not.toBe(before.shardId)
    expect(split.lately.recordsRefused).toBeGreaterThan(0.85 * before.lately.recordsRefused)
    callShards(world, 'UpdateShardCount', { TargetShardCount: 6, ScalingType: 'UNIFORM_SCALING' })
    put(world, hot, 30)
    const doubled = diagnose(world, asked)
    expect(doubled.stream.openShardCount).toBe(6)
    expect(doubled).toMatchObject({ verdict: 'hotKey', askedShardId: before.shardId })
    expect(doubled.lately.recordsRefused).toBeGreaterThan(0.75 * before.lately.recordsRefused)
  })

  it('a better key ends it: the verdict is none once it has been quiet', () => {
    const world = quietWorld({ shardCount: 4 })
    put(world, hot, 15)
    put(world, EVEN, 15)
    expect(diagnose(world).verdict).toBe('none')
  })

  it('counts in bytes where bytes are the limit', () => {
    const world = quietWorld({ shardCount: 2 })
    put(world, { hot: 30, cool: 2 }, 15, { recordBytes: 50_000 })
    const diagnosis = diagnose(world)
    expect(diagnosis).toMatchObject({ verdict: 'hotKey', limitedBy: 'bytes' })
    expect(diagnosis.keys[0]!.bytesPerSecond).toBeGreaterThan(1_400_000)
  })
})

describe('many keys', () => {
  it('that ask for more than all shards may take are too much traffic, until there are enough shards', () => {
    const world = quietWorld({ shardCount: 1 })
    put(world, EVEN, 15)
    expect(diagnose(world).verdict).toBe('tooMuchTraffic')
    callShards(world, 'UpdateShardCount', { TargetShardCount: 2, ScalingType: 'UNIFORM_SCALING' })
    put(world, scaled(EVEN, 0.9), 40)
    callShards(world, 'UpdateShardCount', { TargetShardCount: 4, ScalingType: 'UNIFORM_SCALING' })
    put(world, scaled(EVEN, 0.9), 40)
    expect(diagnose(world).verdict).toBe('none')
  })

  it('that crowd one of several shards make it hot, and a split relieves it', () => {
    const world = quietWorld({ shardCount: 4 })
    const crowded = Object.entries(EVEN).filter(([key]) => shardOf(world, key) === 2)
    const rates = scaled(Object.fromEntries(crowded), 1_400 / (10 * crowded.length))
    put(world, rates, 15)
    const before = diagnose(world)
    expect(before).toMatchObject({ verdict: 'hotShard', shardId: 'shardId-000000000002' })
    const { startingHashKey, endingHashKey } = world.streams[0]!.shards[2]!
    callShards(world, 'SplitShard', { ShardToSplit: '2', NewStartingHashKey: String((startingHashKey + endingHashKey) / 2n + 1n) })
    put(world, rates, 15)
    expect(diagnose(world, 2).verdict).toBe('none')
  })

  it('that come in peaks are a burst: the minute does not see them, the second does', () => {
    const world = quietWorld({ shardCount: 1 })
    for (let round = 0; round < 3; round++) {
      put(world, EVEN, 2)
      put(world, scaled(EVEN, 0.1), 18)
    }
    const diagnosis = diagnose(world)
    expect(diagnosis.verdict).toBe('burst')
    expect(diagnosis.minuteMean.records).toBeLessThan(400)
    expect(diagnosis.peakUse).toBeGreaterThan(1.5)
  })

  it('asks are not counted twice when they are sent again', () => {
    const world = quietWorld({ shardCount: 1 })
    for (let second = 0; second < 15; second++) {
      put(world, scaled(EVEN, 0.4), 1)
      put(world, scaled(EVEN, 2), 1, { attempt: 2 })
    }
    const diagnosis = diagnose(world)
    expect(diagnosis.lately.demand.records).toBeCloseTo(400, -2)
    expect(diagnosis.lately.recordsRetried).toBeCloseTo(2_000, -3)
    expect(diagnosis.verdict).toBe('backlog')
  })
})

describe('the books of the seconds', () => {
  it('add up to what the shards say, whatever is put, split and saved', () => {
    const rate = fc.constantFrom(0, 10, 200, 900, 2_500)
    const act = fc.record({ a: rate, b: rate, c: rate, seconds: fc.integer({ min: 1, max: 4 }), recordBytes: fc.constantFrom(0, 100, 5_000), attempt: fc.integer({ min: 1, max: 2 }), split: fc.boolean(), saved: fc.boolean() })
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 6 }), (acts) => {
        let world = quietWorld({ shardCount: 2 })
        for (const { a, b, c, seconds, recordBytes, attempt, split, saved } of acts) {
          put(world, { a, b, c }, seconds, { recordBytes, attempt })
          if (split && world.streams[0]!.streamStatus === 'ACTIVE') callShards(world, 'UpdateShardCount', { TargetShardCount: world.streams[0]!.openShards.length + 1, ScalingType: 'UNIFORM_SCALING' })
          if (saved) world = restoreWorld(saveWorld(copyWorld(world)))
        }
        wait(world, 1e6)
        for (const shard of world.streams[0]!.shards) {
          const { seconds, keys, lookedAt, shardId } = diagnose(world, shard.shardIndex)
          if (Number(shardId.slice(-12)) !== shard.shardIndex) continue
          expect(sum(seconds.recordsStored)).toBe(shard.recordsStored)
          expect(sum(seconds.bytesStored)).toBe(shard.bytesStored)
          expect(sum(seconds.recordsRefused)).toBe(shard.recordsThrottled)
          expect(sum(seconds.bytesRefused)).toBe(shard.bytesThrottled)
          expect(sum(seconds.recordsRetried)).toBe(shard.recordsRetried)
          const percent = keys.reduce((total, key) => total + key.percent, 0)
          if (lookedAt.stored > 0) expect(percent).toBeLessThanOrEqual(100.001)
          for (let at = 1; at < keys.length; at++) expect(keys[at]!.percent).toBeLessThanOrEqual(keys[at - 1]!.percent)
        }
      }),
      { numRuns: 25 },
    )
  })
})

function shardOf(world: World, partitionKey: string): number {
  const copy = copyWorld(world)
  const answer = call(copy, { operation: 'PutRecord', input: { StreamName: 's', PartitionKey: partitionKey, Data: new Uint8Array(1) } }, silentSink)
  if (!answer.ok) throw new Error(answer.refusal.message)
  return Number((answer.value as { ShardId: string }).ShardId.slice(-12))
}

it('an experiment is named where it refuses what a shard has room for, and only while it runs', () => {
  const world = quietWorld({ shardCount: 2 })
  const target = { streamName: 's', shardIds: ['0', '1'] }
  submit(world, NOWHERE, { type: 'StartExperiment', action: 'aws:kinesis:stream-provisioned-throughput-exception', parameters: { duration: 'PT1M', percentage: '100' }, target }, silentSink)
  put(world, { a: 100, b: 100 }, 20)
  expect(diagnosisOf(world, world.streams[0]!, null)).toMatchObject({ verdict: 'experiment' })
  submit(world, NOWHERE, { type: 'StopExperiment', experimentId: 'EXP000000000000001' }, silentSink)
  put(world, { a: 100, b: 100 }, 12)
  expect(diagnosisOf(world, world.streams[0]!, null)).toMatchObject({ verdict: 'none' })
})
