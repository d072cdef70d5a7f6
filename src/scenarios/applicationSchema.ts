/** What an application and the acts on applications must look like in a scenario or in a link. */
import * as v from 'valibot'
import { NO_KCL_FAULTS } from '../engine/consumers/kcl/settings'
import { count, percent, positive, text } from './schemaParts'

const HOUR_MS = 3_600_000
const WEEK_SECONDS = 604_800

export const deduplication = v.nullable(v.strictObject({ idsMax: positive(1_000_000), windowMs: positive(365 * 86_400_000), workUs: count(60_000_000) }))

const name = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_.-]{1,128}$/))
const retrieval = v.picklist(['polling', 'fanOut'])
const initialPosition = v.picklist(['TRIM_HORIZON', 'LATEST'])
const common = { name, workUs: count(60_000_000) }
const minusOneOr = (min: number, max: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(-1), v.maxValue(max), v.check((value) => value === -1 || value >= min, `must be −1 or at least ${min}`))

const connector = v.strictObject({ keptPercent: percent, bufferRecordsMax: positive(1_000_000), bufferBytesMax: positive(1_073_741_824), bufferMsMax: count(HOUR_MS), emitFailsPercent: percent })

/** Of files from before there were others: kind and newer settings need not be said. */
export const kclSettings = v.strictObject({
  kind: v.optional(v.literal('kcl'), 'kcl'),
  version: v.optional(v.picklist(['2.x', '3.x']), '2.x'),
  retrieval: v.optional(retrieval, 'polling'),
  ...common,
  workerCount: count(64),
  threadsPerWorker: positive(1_024),
  initialPosition,
  failoverTimeMs: v.pipe(positive(HOUR_MS), v.minValue(300)),
  parentShardPollIntervalMs: positive(HOUR_MS),
  dispatchPollIntervalMs: positive(HOUR_MS),
  idleTimeBetweenReadsMs: v.pipe(positive(HOUR_MS), v.minValue(200)),
  checkpointIntervalMs: count(HOUR_MS),
  maxRecords: positive(10_000),
  deaggregation: v.optional(v.boolean(), true),
  deduplication: v.optional(deduplication, null),
  faults: v.optional(v.strictObject({ exceptionsPerThousand: count(1_000), forgetsShardEnd: v.boolean() }), NO_KCL_FAULTS),
  connector: v.optional(v.nullable(connector), null),
})

const sdkReaderSettings = v.strictObject({
  kind: v.literal('sdk'),
  ...common,
  deduplication,
  retrieval,
  initialPosition,
  pollIntervalMs: v.pipe(positive(HOUR_MS), v.minValue(10)),
  maxRecords: positive(10_000),
  shardOrder: v.picklist(['parentsFirst', 'atOnce']),
  discoveryIntervalMs: v.pipe(positive(HOUR_MS), v.minValue(100)),
  deaggregation: v.boolean(),
  checkpointIntervalMs: v.nullable(v.pipe(positive(HOUR_MS), v.minValue(10))),
})

/** Files from before they could be set were told with functions that took their time. */
const functionLimits = { timeoutSeconds: v.optional(positive(900), 900), reservedConcurrentExecutions: v.optional(v.nullable(count(900)), null) }

const lambdaSettings = v.strictObject({
  kind: v.literal('lambda'),
  ...common,
  deduplication,
  retrieval,
  batchSize: positive(10_000),
  maximumBatchingWindowInSeconds: count(300),
  parallelizationFactor: positive(10),
  startingPosition: v.picklist(['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP']),
  startingPositionTimestamp: v.optional(count(WEEK_SECONDS), 0),
  maximumRecordAgeInSeconds: minusOneOr(60, WEEK_SECONDS),
  maximumRetryAttempts: minusOneOr(0, 10_000),
  bisectBatchOnFunctionError: v.boolean(),
  tumblingWindowInSeconds: count(900),
  reportBatchItemFailures: v.boolean(),
  onFailure: v.picklist(['none', 'sqs', 's3']),
  function: v.strictObject({ invokeMs: count(900_000), ...functionLimits, poisonKey: v.nullable(text), failsPerThousand: count(1_000), deaggregates: v.boolean() }),
})

const firehoseSettings = v.strictObject({
  kind: v.literal('firehose'),
  ...common,
  deduplication,
  bufferSizeInMBs: positive(128),
  bufferIntervalInSeconds: count(900),
  transform: v.nullable(
    v.strictObject({ bufferSizeInMBs: v.pipe(v.number(), v.minValue(0.2), v.maxValue(3)), invokeMs: count(900_000), droppedPercent: percent, failedPercent: percent, invocationFailsPercent: percent }),
  ),
  appendDelimiter: v.boolean(),
  compression: v.picklist(['UNCOMPRESSED', 'GZIP']),
  prefix: v.pipe(v.string(), v.maxLength(1_024)),
  s3FailsPercent: percent,
  s3LosesAnswersPercent: percent,
})

const flinkReaderSettings = v.strictObject({
  kind: v.literal('flink'),
  ...common,
  deduplication,
  retrieval,
  initialPosition,
  parallelism: positive(64),
  window: v.variant('kind', [
    v.strictObject({ kind: v.literal('tumbling'), sizeMs: v.pipe(positive(86_400_000), v.minValue(100)) }),
    v.strictObject({ kind: v.literal('sliding'), sizeMs: v.pipe(positive(86_400_000), v.minValue(100)), slideMs: v.pipe(positive(86_400_000), v.minValue(100)) }),
  ]),
  outOfOrdernessMs: count(HOUR_MS),
  idlenessMs: count(HOUR_MS),
  checkpointIntervalMs: v.pipe(positive(HOUR_MS), v.minValue(100)),
  minPauseBetweenCheckpointsMs: count(HOUR_MS),
  shardDiscoveryIntervalMs: v.pipe(positive(HOUR_MS), v.minValue(100)),
  source: v.picklist(['KinesisStreamsSource', 'FlinkKinesisConsumer']),
  outputStreamName: v.nullable(name),
})

export const applicationSettings = v.variant('kind', [v.strictObject({ ...kclSettings.entries, kind: v.literal('kcl') }), sdkReaderSettings, lambdaSettings, firehoseSettings, flinkReaderSettings])

export const applicationActs = [
  v.strictObject({ type: v.literal('AddApplication'), settings: applicationSettings }),
  v.strictObject({ type: v.literal('RemoveApplication'), application: text }),
  v.strictObject({ type: v.literal('CrashApplication'), application: text }),
  v.strictObject({ type: v.literal('RestartApplication'), application: text }),
  v.strictObject({ type: v.literal('SetApplicationSettings'), application: text, settings: applicationSettings }),
  v.strictObject({ type: v.literal('SetWorkerCount'), application: text, workerCount: count(64) }),
  v.strictObject({ type: v.literal('AddWorker'), application: text }),
  v.strictObject({ type: v.literal('RemoveWorker'), application: text, workerId: text }),
  v.strictObject({ type: v.literal('CrashWorker'), application: text, workerId: text }),
  v.strictObject({ type: v.literal('PauseWorker'), application: text, workerId: text, forMs: positive(HOUR_MS) }),
  v.strictObject({ type: v.literal('SetWorkPerRecord'), application: text, workUs: count(60_000_000) }),
  v.strictObject({ type: v.literal('SetDeaggregation'), application: text, deaggregation: v.boolean() }),
  v.strictObject({ type: v.literal('SetDeduplication'), application: text, deduplication }),
] as const
