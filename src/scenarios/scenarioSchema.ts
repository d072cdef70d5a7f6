/** What a scenario file must look like; a file that does not gets a sentence that names the place. */
import * as v from 'valibot'
import type { Scenario } from '../engine/scenario'

const count = (max: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(max))
const positive = (max: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(max))
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(256))
const streamName = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_.-]{1,128}$/))
const ms = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(366 * 86_400_000))

const KEYS_MAX = 1_000_000
const keys = v.variant('kind', [
  v.strictObject({ kind: v.literal('uniform'), keyCount: positive(2 ** 31) }),
  v.strictObject({ kind: v.literal('zipf'), keyCount: positive(KEYS_MAX), exponentHundredths: count(250) }),
  v.strictObject({ kind: v.literal('hot'), keyCount: positive(KEYS_MAX), hotPercent: count(100) }),
])

const workload = v.variant('kind', [
  v.strictObject({ kind: v.literal('synthetic'), ratePerSecond: count(10_000_000), recordBytes: count(1_048_576), keys }),
  v.strictObject({
    kind: v.literal('replay'),
    sourceId: text,
    keyColumn: text,
    speed: v.pipe(v.number(), v.minValue(0.1), v.maxValue(100_000)),
    startAtMs: ms,
    loop: v.boolean(),
  }),
])

const call = v.variant('operation', [
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
])

/** Every act but a call of the API, whose shapes are the model's. */
export const actSchema = v.variant('type', [
  v.strictObject({ type: v.literal('SetProducerCount'), producerCount: count(64) }),
  v.strictObject({ type: v.literal('SetWorkload'), workload }),
  v.strictObject({ type: v.literal('SetWorkerCount'), application: text, workerCount: count(64) }),
  v.strictObject({ type: v.literal('AddWorker'), application: text }),
  v.strictObject({ type: v.literal('RemoveWorker'), application: text, workerId: text }),
  v.strictObject({ type: v.literal('CrashWorker'), application: text, workerId: text }),
  v.strictObject({ type: v.literal('SetWorkPerRecord'), application: text, workUs: count(60_000_000) }),
])

const command = v.variant('type', [call, actSchema])

const description = v.strictObject({
  id: text,
  seed: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  epochMs: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  openAtMs: ms,
  untilMs: ms,
  stream: v.nullable(v.strictObject({ streamName, shardCount: positive(20_000), retentionPeriodHours: v.pipe(positive(8_760), v.minValue(24)) })),
  producers: v.strictObject({ count: count(64), workload }),
  applications: v.pipe(
    v.array(
      v.strictObject({
        name: text,
        workerCount: count(64),
        workUs: count(60_000_000),
        threadsPerWorker: positive(1_024),
        initialPosition: v.picklist(['TRIM_HORIZON', 'LATEST']),
        failoverTimeMs: v.pipe(positive(3_600_000), v.minValue(300)),
        parentShardPollIntervalMs: positive(3_600_000),
        dispatchPollIntervalMs: positive(3_600_000),
        idleTimeBetweenReadsMs: v.pipe(positive(3_600_000), v.minValue(200)),
        checkpointIntervalMs: count(3_600_000),
        maxRecords: positive(10_000),
      }),
    ),
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
