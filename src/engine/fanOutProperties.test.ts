import { NOWHERE } from './testing/nowhere'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { US_PER_MS, US_PER_SECOND } from '../base/units'
import type { ApiShape, Input } from '../kinesis/api/types'
import { FAN_OUT_EVENT_EVERY_US } from '../kinesis/limits'
import { formatShardId } from '../kinesis/shardId'
import { call } from './call'
import { runUntil } from './engine'
import { hangUp } from './fanOut'
import { consumerArn, streamArn } from './naming'
import { recordsOut } from './operations/records/recordsOut'
import { subscriptionEventOut } from './operations/fanOut/subscriptionEventOut'
import type { Sink } from './sink'
import { restoreWorld, saveWorld } from './snapshot'
import type { World } from './state'
import { quietWorld } from './testing/quietWorld'

const NAMES = ['one', 'two']
/** Longer than a subscription lives. */
const CALM_SECONDS = 700

type Act =
  | { type: 'wait'; ms: number }
  | { type: 'put'; keys: number; bytes: number }
  /** More than one event holds, all at once. */
  | { type: 'flood' }
  | { type: 'split'; open: number }
  | { type: 'merge'; open: number }
  /** A reader calls again although its subscription is open. */
  | { type: 'takeOver'; reader: number; shard: number }
  | { type: 'hangUp'; reader: number; shard: number; forMs: number }

const acts = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 200_000 })) }) },
    { weight: 5, arbitrary: fc.record({ type: fc.constant('put' as const), keys: fc.integer({ min: 1, max: 40 }), bytes: fc.constantFrom(1, 100, 20_000, 900_000) }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('split' as const), open: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('merge' as const), open: fc.nat(20) }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('takeOver' as const), reader: fc.nat(1), shard: fc.nat(20) }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('hangUp' as const), reader: fc.nat(1), shard: fc.nat(20), forMs: fc.nat(100_000) }) },
    { weight: 1, arbitrary: fc.constant({ type: 'flood' as const }) },
  ),
  { minLength: 5, maxLength: 40 },
)

/** What one reader knows of one shard. */
interface Reading {
  subscription: number | null
  continuation: string | null
  awayUntilUs: number
  ended: boolean
  numbers: string[]
}

interface Run {
  world: World
  sink: Sink
  /** By consumer and shard index. */
  readers: Map<number, Reading>[]
  told: string[]
  /** Whether every wait begins with a snapshot that is restored. */
  isTorn: boolean
}

function openRun(shardCount: number, isTorn: boolean): Run {
  const run: Run = { world: quietWorld({ shardCount }), sink: { event: () => undefined }, readers: NAMES.map(() => new Map<number, Reading>()), told: [], isTorn }
  run.sink.subscriptionEvent = (world, pushed) => {
    see(run, pushed.subscriptionNumber, subscriptionEventOut(world, pushed))
    run.told.push(`${pushed.event.sentUs} ${pushed.subscriptionNumber} ${pushed.event.fromOrdinal}..${pushed.event.toOrdinal} ${pushed.event.millisBehindLatest}`)
  }
  run.sink.subscriptionEnded = (world, subscriptionNumber, refusal) => {
    run.told.push(`${world.nowUs} ${subscriptionNumber} ends ${refusal?.exception ?? ''}`)
    for (const reader of run.readers) for (const reading of reader.values()) if (reading.subscription === subscriptionNumber) reading.subscription = null
  }
  for (const ConsumerName of NAMES) call(run.world, { operation: 'RegisterStreamConsumer', input: { StreamARN: streamArn('s'), ConsumerName } }, run.sink)
  for (const reader of run.readers) for (let shardIndex = 0; shardIndex < shardCount; shardIndex++) discover(reader, formatShardId(shardIndex))
  wait(run, 5_000)
  return run
}

function discover(reader: Map<number, Reading>, shardId: string): void {
  const shardIndex = Number(shardId.slice(-12))
  if (!reader.has(shardIndex)) reader.set(shardIndex, { subscription: null, continuation: null, awayUntilUs: 0, ended: false, numbers: [] })
}

function see({ readers }: Run, subscriptionNumber: number, event: ApiShape<'SubscribeToShardEvent'>): void {
  const reader = readers.find((candidate) => Array.from(candidate.values()).some(({ subscription }) => subscription === subscriptionNumber))!
  const reading = Array.from(reader.values()).find(({ subscription }) => subscription === subscriptionNumber)!
  expect(reading.ended).toBe(false)
  reading.numbers.push(...event.Records.map(({ SequenceNumber }) => SequenceNumber))
  const last = reading.numbers.at(-1)
  // The model has it always, the service not at the end.
  const { ContinuationSequenceNumber: continuation }: { ContinuationSequenceNumber?: string } = event
  if (continuation !== undefined) {
    // It never goes back, nor behind what was pushed.
    expect(BigInt(continuation)).toBeGreaterThanOrEqual(BigInt(reading.continuation ?? 0))
    expect(BigInt(continuation)).toBeGreaterThanOrEqual(BigInt(last ?? 0))
    reading.continuation = continuation
  } else {
    reading.ended = true
    expect(event.ChildShards!.length).toBeGreaterThan(0)
    expect(event.MillisBehindLatest).toBe(0)
    for (const child of event.ChildShards!) discover(reader, child.ShardId)
  }
}

/** Goes on a second at a time: readers call again as soon as they may. */
function wait(run: Run, ms: number): void {
  const untilUs = run.world.nowUs + ms * US_PER_MS
  if (run.isTorn) run.world = restoreWorld(saveWorld(run.world))
  do {
    subscribeAll(run)
    runUntil(run.world, NOWHERE, Math.min(untilUs, run.world.nowUs + US_PER_SECOND), run.sink)
  } while (run.world.nowUs < untilUs)
}

function subscribeAll(run: Run): void {
  run.readers.forEach((reader, at) => {
    for (const [shardIndex, reading] of reader) if (!reading.ended && reading.subscription === null && reading.awayUntilUs <= run.world.nowUs) subscribe(run, at, shardIndex, reading)
  })
}

function subscribe(run: Run, at: number, shardIndex: number, reading: Reading): void {
  const [stream] = run.world.streams
  const ConsumerARN = consumerArn(run.world, stream!, stream!.consumers[at]!)
  const StartingPosition: Input<'SubscribeToShard'>['StartingPosition'] =
    reading.continuation === null ? { Type: 'TRIM_HORIZON' } : { Type: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: reading.continuation }
  const answer = call(run.world, { operation: 'SubscribeToShard', input: { ConsumerARN, ShardId: formatShardId(shardIndex), StartingPosition } }, run.sink)
  if (answer.ok) reading.subscription = answer.value.subscriptionNumber
  else expect(['ResourceInUseException', 'LimitExceededException']).toContain(answer.refusal.exception)
}

function carryOut(run: Run, act: Act): void {
  const { world, sink } = run
  const [stream] = world.streams
  const StreamName = 's'
  switch (act.type) {
    case 'wait':
      return wait(run, act.ms)
    case 'put': {
      const Records = Array.from({ length: act.bytes > 100_000 ? 1 : act.keys }, (_, key) => ({ PartitionKey: `${key}`, Data: new Uint8Array(act.bytes) }))
      call(world, { operation: 'PutRecords', input: { StreamName, Records } }, sink)
      return
    }
    case 'split': {
      const shard = stream!.shards[stream!.openShards[act.open % stream!.openShards.length]!]!
      const NewStartingHashKey = String((shard.startingHashKey + shard.endingHashKey) / 2n)
      call(world, { operation: 'SplitShard', input: { StreamName, ShardToSplit: formatShardId(shard.shardIndex), NewStartingHashKey } }, sink)
      return
    }
    case 'merge': {
      const { openShards } = stream!
      if (openShards.length < 2) return
      const [lower, upper] = openShards.slice(act.open % (openShards.length - 1)).map(formatShardId)
      call(world, { operation: 'MergeShards', input: { StreamName, ShardToMerge: lower!, AdjacentShardToMerge: upper! } }, sink)
      return
    }
    case 'flood': {
      world.account.throttling = false
      const Records = Array.from({ length: 10 }, (_, key) => ({ PartitionKey: `${key}`, Data: new Uint8Array(800_000) }))
      call(world, { operation: 'PutRecords', input: { StreamName, Records } }, sink)
      world.account.throttling = true
      return
    }
    case 'takeOver':
    case 'hangUp': {
      const readings = Array.from(run.readers[act.reader]!)
      const [shardIndex, reading] = readings[act.shard % readings.length]!
      if (act.type === 'takeOver') {
        if (!reading.ended) subscribe(run, act.reader, shardIndex, reading)
        return
      }
      if (reading.subscription !== null) hangUp(world, reading.subscription)
      reading.subscription = null
      reading.awayUntilUs = world.nowUs + act.forMs * US_PER_MS
    }
  }
}

function play(story: readonly Act[], shardCount: number, isTorn: boolean): Run {
  const run = openRun(shardCount, isTorn)
  for (const act of story) carryOut(run, act)
  wait(run, CALM_SECONDS * 1_000)
  return run
}

it('each consumer gets each record of each shard once and in order, whatever happens to shards and subscriptions', () => {
  fc.assert(
    fc.property(acts, fc.integer({ min: 1, max: 4 }), (story, shardCount) => {
      const { world, readers } = play(story, shardCount, false)
      const [stream] = world.streams
      for (const reader of readers) {
        expect(Array.from(reader.keys()).sort((left, right) => left - right)).toEqual(stream!.shards.map(({ shardIndex }) => shardIndex))
        for (const [shardIndex, { numbers, ended }] of reader) {
          const shard = stream!.shards[shardIndex]!
          const stored = recordsOut(world, stream!, shard, { fromOrdinal: 1, toOrdinal: shard.log.nextOrdinal })
          expect(stored).toHaveLength(shard.recordsStored)
          expect(numbers).toEqual(stored.map(({ SequenceNumber }) => SequenceNumber))
          expect(ended).toBe(shard.closedAtUs !== null)
        }
      }
    }),
    { numRuns: 60 },
  )
})

it('a run that is saved and restored again and again is the same run', () => {
  fc.assert(
    fc.property(acts, fc.integer({ min: 1, max: 3 }), (story, shardCount) => {
      const straight = play(story.slice(0, 15), shardCount, false)
      const torn = play(story.slice(0, 15), shardCount, true)
      expect(torn.told).toEqual(straight.told)
      expect(saveWorld(torn.world)).toEqual(saveWorld(straight.world))
    }),
    { numRuns: 8 },
  )
})

it('an open subscription has exactly one look pending, an ended one none', () => {
  fc.assert(
    fc.property(acts, fc.integer({ min: 1, max: 4 }), (story, shardCount) => {
      const run = openRun(shardCount, false)
      for (const act of story) {
        carryOut(run, act)
        subscribeAll(run)
        // The looks of those that have just ended are dropped by then.
        runUntil(run.world, NOWHERE, run.world.nowUs + FAN_OUT_EVENT_EVERY_US, run.sink)
        const pending = run.world.agenda.heap.flatMap(({ task }) => (task.type === 'PushSubscriptionEvent' ? [task.subscriptionNumber] : []))
        const subscriptions = run.world.streams[0]!.consumers.flatMap((consumer) => Array.from(consumer.subscriptions.values()))
        const open = subscriptions.filter(({ isOpen }) => isOpen)
        expect(pending.sort()).toEqual(open.map(({ subscriptionNumber }) => subscriptionNumber).sort())
        expect(open.every(({ endsUs }) => endsUs > run.world.nowUs)).toBe(true)
        const held = run.readers.flatMap((reader) => Array.from(reader.values()).flatMap(({ subscription }) => (subscription === null ? [] : [subscription])))
        expect(held.sort()).toEqual(pending)
      }
    }),
    { numRuns: 30 },
  )
})
