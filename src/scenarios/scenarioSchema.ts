/** What a scenario file must look like; a file that does not gets a sentence that names the place. */
import * as v from 'valibot'
import type { Scenario } from '../engine/scenario'
import { ON_DEMAND_SHARD_COUNT } from '../kinesis/limits'
import { applicationActs, kclSettings } from './applicationSchema'
import { capacityCalls } from './capacitySchema'
import { cloudWatchActs } from './cloudWatchSchema'
import { faultActs } from './faultSchema'
import { guardActs, guardCalls } from './guardSchema'
import { producerActs } from './producerSchema'
import { count, ms, positive, text } from './schemaParts'
import { workload } from './workloadSchema'

const streamName = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_.-]{1,128}$/))

const call = v.variant('operation', [
  v.strictObject({
    type: v.literal('Call'),
    operation: v.literal('CreateStream'),
    input: v.strictObject({ StreamName: streamName, ShardCount: positive(10_000) }),
  }),
  v.strictObject({
    type: v.literal('Call'),
    operation: v.literal('UpdateShardCount'),
    input: v.strictObject({ StreamName: streamName, TargetShardCount: positive(1_000_000), ScalingType: v.literal('UNIFORM_SCALING') }),
  }),
  v.strictObject({
    type: v.literal('Call'),
    operation: v.literal('SplitShard'),
    input: v.strictObject({ StreamName: streamName, ShardToSplit: text, NewStartingHashKey: v.pipe(v.string(), v.regex(/^(0|[1-9]\d{0,38})$/)) }),
  }),
  v.strictObject({
    type: v.literal('Call'),
    operation: v.literal('MergeShards'),
    input: v.strictObject({ StreamName: streamName, ShardToMerge: text, AdjacentShardToMerge: text }),
  }),
  ...guardCalls,
  ...capacityCalls,
])

/** Every act but a call of the API, whose shapes are the model's. */
export const actSchema = v.variant('type', [
  v.strictObject({ type: v.literal('SetProducerCount'), producerCount: count(64) }),
  v.strictObject({ type: v.literal('SetWorkload'), workload }),
  ...producerActs,
  ...applicationActs,
  ...guardActs,
  ...faultActs,
  ...cloudWatchActs,
])

const command = v.variant('type', [call, actSchema])

const stream = v.pipe(
  v.strictObject({
    streamName,
    shardCount: v.optional(positive(20_000)),
    retentionPeriodHours: v.pipe(positive(8_760), v.minValue(24)),
    streamMode: v.exactOptional(v.picklist(['PROVISIONED', 'ON_DEMAND'])),
  }),
  v.forward(
    v.check(({ shardCount, streamMode }) => shardCount !== undefined || streamMode === 'ON_DEMAND', 'a provisioned stream must say how many shards it has'),
    ['shardCount'],
  ),
  v.transform((given) => ({ ...given, shardCount: given.shardCount ?? ON_DEMAND_SHARD_COUNT })),
)

const description = v.strictObject({
  id: text,
  seed: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  epochMs: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  openAtMs: ms,
  untilMs: ms,
  stream: v.nullable(stream),
  producers: v.strictObject({ count: count(64), workload }),
  applications: v.pipe(
    v.array(kclSettings),
    v.maxLength(8),
  ),
  commands: v.pipe(
    v.array(v.strictObject({ atUs: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), command })),
    v.check((commands) => commands.every(({ atUs }, at) => at === 0 || atUs >= (commands[at - 1]?.atUs ?? 0)), 'commands must be in order of time'),
  ),
})

export const scenarioSchema = v.pipe(
  description,
  v.check(({ stream, producers, applications }) => stream !== null || (producers.count === 0 && applications.length === 0), 'producers and applications need a stream'),
)

/** @returns the scenario, or a sentence for each place that is wrong. */
export function readScenario(value: unknown): { scenario: Scenario } | { problems: string[] } {
  const result = v.safeParse(scenarioSchema, value)
  if (result.success) return { scenario: result.output }
  return { problems: result.issues.map((issue) => `${v.getDotPath(issue) ?? 'scenario'}: ${issue.message}`) }
}
