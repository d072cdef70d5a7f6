/** What producers, their settings and a person's acts on them must look like, in a scenario file and in an act. */
import * as v from 'valibot'
import type { JsonValue } from '../engine/producers/agent/settings'
import { count, ms, positive, text } from './schemaParts'
import { workload } from './workloadSchema'

const PATTERN_CHARACTERS_MAX = 1_000
const METADATA_DEPTH_MAX = 16
const DAY_MS = 86_400_000

const producerIndex = count(999)
const pattern = v.pipe(v.string(), v.maxLength(PATTERN_CHARACTERS_MAX))
const freeText = v.pipe(v.string(), v.maxLength(1_024))
const fieldNames = v.pipe(v.array(v.string()), v.maxLength(256))
const between = (min: number, max: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(min), v.maxValue(max))
const timeoutMs = between(1, 600_000)
const compression = v.nullable(v.strictObject({ algorithm: v.literal('gzip'), rowsPerRecord: positive(1_000_000) }))

const sdk = v.strictObject({
  kind: v.literal('sdk'),
  operation: v.picklist(['PutRecord', 'PutRecords']),
  retryMode: v.picklist(['none', 'legacy', 'standard', 'standard2026']),
  requestTimeoutMs: timeoutMs,
  failedEntries: v.picklist(['backoff', 'immediately', 'giveUp']),
  attemptsMax: positive(1_000_000),
  sequenceNumberForOrdering: v.boolean(),
  compression,
})

const kpl = v.strictObject({
  kind: v.literal('kpl'),
  aggregationEnabled: v.boolean(),
  aggregationMaxCount: positive(Number.MAX_SAFE_INTEGER),
  aggregationMaxSizeBytes: between(64, 10_485_760),
  collectionMaxCount: between(1, 500),
  collectionMaxSizeBytes: between(52_224, Number.MAX_SAFE_INTEGER),
  recordMaxBufferedTimeMs: count(2_419_200_000),
  recordTtlMs: between(100, 2_419_200_000),
  rateLimitPercent: positive(1_000_000),
  failIfThrottled: v.boolean(),
  maxConnections: between(1, 256),
  requestTimeoutMs: between(100, 600_000),
  metricsLevel: v.picklist(['none', 'summary', 'detailed']),
  metricsGranularity: v.picklist(['stream', 'shard']),
  calls: v.picklist(['async', 'sync']),
  callingThreads: positive(10_000),
  outstandingRecordsMax: v.nullable(positive(Number.MAX_SAFE_INTEGER)),
  compression,
})

const jsonFormat = v.picklist(['COMPACT', 'PRETTYPRINT'])

const processing = v.variant('optionName', [
  v.strictObject({ optionName: v.literal('SINGLELINE'), parseOptions: v.pipe(v.array(v.picklist(['NO_TRIM', 'ESCAPE_NEW_LINE'])), v.maxLength(2)) }),
  v.strictObject({ optionName: v.literal('CSVTOJSON'), customFieldNames: fieldNames, delimiter: pattern, jsonFormat }),
  v.strictObject({
    optionName: v.literal('LOGTOJSON'),
    logFormat: v.picklist(['COMMONAPACHELOG', 'COMBINEDAPACHELOG', 'APACHEERRORLOG', 'SYSLOG', 'RFC3339SYSLOG']),
    matchPattern: v.nullable(pattern),
    customFieldNames: v.nullable(fieldNames),
    jsonFormat,
  }),
  v.strictObject({
    optionName: v.literal('ADDMETADATA'),
    metadata: v.custom<JsonValue>((value) => isJson(value, METADATA_DEPTH_MAX), 'metadata must be JSON'),
    timestamp: v.boolean(),
    jsonFormat,
  }),
  v.strictObject({ optionName: v.literal('ADDBRACKETS') }),
])

const agent = v.strictObject({
  kind: v.literal('agent'),
  filePattern: text,
  initialPosition: v.picklist(['END_OF_FILE', 'START_OF_FILE']),
  maxBufferAgeMillis: between(1_000, 900_000),
  maxBufferSizeRecords: between(1, 500),
  maxBufferSizeBytes: between(1, 5_242_880),
  minTimeBetweenFilePollsMillis: count(DAY_MS),
  partitionKeyOption: v.picklist(['RANDOM', 'DETERMINISTIC']),
  skipHeaderLines: count(1_000_000),
  multiLineStartPattern: v.nullable(pattern),
  publishQueueCapacity: positive(10_000),
  maxSendingThreads: positive(1_000),
  socketTimeoutMillis: timeoutMs,
  dataProcessingOptions: v.pipe(v.array(processing), v.maxLength(16)),
  logrotate: v.nullable(v.strictObject({ size: positive(2 ** 40), rotate: count(1_000) })),
})

const cloudWatchLogs = v.strictObject({
  kind: v.literal('cloudWatchLogs'),
  logGroup: v.pipe(v.string(), v.regex(/^[\w/.#-]{1,512}$/)),
  filterName: v.pipe(v.string(), v.regex(/^[^:*]{1,512}$/)),
  filterPattern: freeText,
  distribution: v.picklist(['ByLogStream', 'Random']),
  forceFlushIntervalSeconds: between(1, 86_400),
})

const iot = v.strictObject({
  kind: v.literal('iot'),
  deviceCount: count(100_000),
  publishEveryMs: positive(DAY_MS),
  topic: freeText,
  partitionKey: freeText,
  payloadBytes: count(131_072),
})

const flink = v.strictObject({
  kind: v.literal('flink'),
  windowMs: positive(DAY_MS),
  partitionKey: v.picklist(['key', 'constant']),
  maxBatchSize: between(1, 500),
  maxInFlightRequests: positive(10_000),
  maxBufferedRequests: positive(10_000_000),
  maxTimeInBufferMs: positive(DAY_MS),
  failOnError: v.boolean(),
  requestTimeoutMs: timeoutMs,
})

export const producerSettings = v.variant('kind', [sdk, kpl, agent, cloudWatchLogs, iot, flink])

const producer = v.strictObject({ settings: producerSettings, workload: v.nullable(workload), trafficPercent: count(1_000) })
const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100))

export const producerActs = [
  v.strictObject({ type: v.literal('AddProducer'), producer }),
  v.strictObject({ type: v.literal('RemoveProducer'), producerIndex }),
  v.strictObject({ type: v.literal('CrashProducer'), producerIndex }),
  v.strictObject({ type: v.literal('RestartProducer'), producerIndex }),
  v.strictObject({ type: v.literal('SetProducerSettings'), producerIndex, settings: producerSettings }),
  v.strictObject({ type: v.literal('SetProducerTraffic'), producerIndex, workload: v.nullable(workload), trafficPercent: count(1_000) }),
  v.strictObject({ type: v.literal('SetNetwork'), network: v.strictObject({ requestLossPercent: percent, responseLossPercent: percent, delayMsMax: v.pipe(ms, v.maxValue(60_000)) }) }),
  v.strictObject({ type: v.literal('SetPartition'), producerIndex, isPartitioned: v.boolean() }),
  v.strictObject({ type: v.literal('LoseRequest'), producerIndex, requestNumber: positive(Number.MAX_SAFE_INTEGER), lose: v.picklist(['request', 'response']) }),
  v.strictObject({ type: v.literal('DelayRequest'), producerIndex, requestNumber: positive(Number.MAX_SAFE_INTEGER), delayMs: between(1, 600_000) }),
] as const

function isJson(value: unknown, depthLeft: number): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || depthLeft === 0) return false
  return Object.values(value).every((held) => isJson(held, depthLeft - 1))
}
