/** A quiet world with one Lambda application that reads what a test stores, and a list of all that its function was through with. */
import { ensure } from '../../../../base/assert'
import type { Command } from '../../../commands'
import type { SimEvent, SimEventKind } from '../../../events'
import { hashKeyOfId } from '../../../keySpace'
import { keysWithin } from '../../keysWithin'
import { storeBatch } from '../../../operations/records/storeBatch'
import type { ProcessedSlice, Sink } from '../../../sink'
import type { Shard, World } from '../../../state'
import { NOWHERE } from '../../../testing/nowhere'
import { quietScenario } from '../../../testing/quietWorld'
import { batchOf, type Meant } from '../../../testing/readingRun'
import { goTo, openTimeline, recordingOf, submitNow, type Timeline } from '../../../timeline'
import { TIMEOUT_SECONDS } from '../constants'
import { lambdaDetails, type LambdaDetails } from '../details'
import type { LambdaApplication, LambdaShard } from '../model'
import { LAMBDA_DEFAULTS, type LambdaFunction, type LambdaSettings } from '../settings'

export const NAME = 'function-1'

export interface LambdaRunOptions {
  shardCount?: number
  settings?: LambdaChange
  /** Seconds of the run before the mapping is created; 0: it is there from the beginning. */
  createdAtMs?: number
}

export type LambdaChange = Partial<Omit<LambdaSettings, 'function' | 'kind' | 'name'>> & { function?: Partial<LambdaFunction> }

/** One record that the function was through with. */
export interface Seen {
  atMs: number
  shardIndex: number
  ordinal: number
  keyId: number
}

/** Whoever does not ask for it is spared the timeout. */
export function lambdaSettings({ function: ofFunction = {}, ...change }: LambdaChange = {}): LambdaSettings {
  return { ...LAMBDA_DEFAULTS, name: NAME, ...change, function: { ...LAMBDA_DEFAULTS.function, timeoutSeconds: TIMEOUT_SECONDS.max, ...ofFunction } }
}

/** Acts give the run back, so that they can be told in a row. */
export interface LambdaRun {
  timeline: Timeline
  events: SimEvent[]
  seen: Seen[]
  lambda: () => LambdaApplication
  shard: (shardIndex?: number) => LambdaShard
  details: () => LambdaDetails
  stored: (shardIndex?: number) => Shard
  broken: () => Record<string, number>
  of: <Kind extends SimEventKind>(kind: Kind) => Extract<SimEvent, { kind: Kind }>[]
  hashKeyOf: (keyId: number) => bigint
  wait: (ms: number) => LambdaRun
  act: (command: Command) => LambdaRun
  set: (change: LambdaChange) => LambdaRun
  /** Plain records of `user-<keyId>`, in order. */
  put: (...keyIds: number[]) => LambdaRun
  /** Each entry a plain record, or the members of an aggregate. */
  store: (...entries: (Meant | Meant[])[]) => LambdaRun
  /** Plain records of a key, each so large. */
  putLarge: (keyId: number, count: number, bytes: number) => LambdaRun
  split: (shardIndex?: number) => LambdaRun
  merge: (shardIndex: number, adjacent: number) => LambdaRun
}

export function lambdaRun({ shardCount = 1, settings = {}, createdAtMs = 0 }: LambdaRunOptions = {}): LambdaRun {
  const events: SimEvent[] = []
  const seen: Seen[] = []
  const sink: Sink = {
    event: (event) => events.push(event),
    sliceProcessed: (world, slice) => {
      seen.push(...recordsOf(world, slice))
    },
  }
  const timeline = openTimeline(recordingOf(quietScenario({ shardCount })), NOWHERE, sink)
  let number = 0
  const run: LambdaRun = {
    timeline,
    events,
    seen,
    lambda: () => ensure(timeline.world.applications[0], 'application') as LambdaApplication,
    shard: (shardIndex = 0) => ensure(run.lambda().shards.get(shardIndex), `shard ${shardIndex}`),
    details: () => lambdaDetails(timeline.world, run.lambda()),
    stored: (shardIndex = 0) => timeline.world.streams[0].shards[shardIndex],
    broken: () => Object.fromEntries(Object.entries(run.lambda().checks).map(([name, { records }]) => [name, records])),
    of: <Kind extends SimEventKind>(kind: Kind) => events.filter((event): event is Extract<SimEvent, { kind: Kind }> => event.kind === kind),
    hashKeyOf: (keyId: number) => hashKeyOfId(timeline.world.keys, keyId),
    wait(ms: number) {
      goTo(timeline, timeline.world.nowUs + Math.round(1_000 * ms), sink)
      return run
    },
    act(command: Command) {
      submitNow(timeline, command, sink)
      return run
    },
    set(change: LambdaChange) {
      const { function: before, ...others } = run.lambda().settings
      return run.act({ type: 'SetApplicationSettings', application: NAME, settings: { ...others, ...change, function: { ...before, ...change.function } } })
    },
    put(...keyIds: number[]) {
      return run.store(...keyIds.map((keyId) => ({ keyId, number: ++number })))
    },
    store(...entries: (Meant | Meant[])[]) {
      storeBatch(timeline.world, timeline.world.streams[0], batchOf(entries), sink)
      return run
    },
    putLarge(keyId: number, count: number, bytes: number) {
      const batch = batchOf(Array.from({ length: count }, () => ({ keyId, number: ++number })))
      batch.bytes.fill(bytes)
      storeBatch(timeline.world, timeline.world.streams[0], batch, sink)
      return run
    },
    split(shardIndex = 0) {
      return run.act({ type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: String(shardIndex), NewStartingHashKey: String(2n ** 127n) } })
    },
    merge(shardIndex: number, adjacent: number) {
      return run.act({ type: 'Call', operation: 'MergeShards', input: { StreamName: 's', ShardToMerge: String(shardIndex), AdjacentShardToMerge: String(adjacent) } })
    },
  }
  if (createdAtMs > 0) run.wait(createdAtMs)
  run.act({ type: 'AddApplication', settings: lambdaSettings(settings) })
  return run
}

function recordsOf(world: World, { stream, shardIndex, fromOrdinal, toOrdinal }: ProcessedSlice): Seen[] {
  const records: Seen[] = []
  keysWithin(stream.shards[shardIndex].log, fromOrdinal, toOrdinal, { left: Infinity }, (keyId, ordinal) => {
    records.push({ atMs: world.nowUs / 1_000, shardIndex, ordinal, keyId })
  })
  return records
}
