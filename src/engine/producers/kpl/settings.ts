/** The KPL's own configuration by its own names (units last), and how the application calls it. Source: facts B2, KPL default_config.properties. */
import type { Compression } from '../compression'

export interface KplSettings {
  kind: 'kpl'
  aggregationEnabled: boolean
  aggregationMaxCount: number
  aggregationMaxSizeBytes: number
  collectionMaxCount: number
  collectionMaxSizeBytes: number
  recordMaxBufferedTimeMs: number
  recordTtlMs: number
  /** Of one shard's limit, for each shard. */
  rateLimitPercent: number
  failIfThrottled: boolean
  maxConnections: number
  requestTimeoutMs: number
  /** Which metrics are shown and uploaded; all are counted. */
  metricsLevel: 'none' | 'summary' | 'detailed'
  metricsGranularity: 'global' | 'stream' | 'shard'
  /** The application waits for each answer (`sync`), or goes on and is called back. */
  calls: 'async' | 'sync'
  /** Threads that call addUserRecord, each with one record outstanding where calls are sync. */
  callingThreads: number
  /** Above this many outstanding records the application waits, as AWS advises; null: it never does. */
  outstandingRecordsMax: number | null
  compression: Compression | null
}

export const KPL_DEFAULTS: KplSettings = {
  kind: 'kpl',
  aggregationEnabled: true,
  aggregationMaxCount: 4_294_967_295,
  aggregationMaxSizeBytes: 51_200,
  collectionMaxCount: 500,
  collectionMaxSizeBytes: 5_242_880,
  recordMaxBufferedTimeMs: 100,
  recordTtlMs: 30_000,
  rateLimitPercent: 150,
  failIfThrottled: false,
  maxConnections: 24,
  requestTimeoutMs: 6_000,
  metricsLevel: 'detailed',
  metricsGranularity: 'shard',
  calls: 'async',
  // Our sample application's choice.
  callingThreads: 16,
  outstandingRecordsMax: null,
  compression: null,
}

/** Ours, where the KPL has no bound: four weeks, so that instants stay whole; a rate that no limiter feels; threads of one process. */
const TIME_MS_MAX = 2_419_200_000
const RATE_LIMIT_PERCENT_MAX = 1_000_000
const CALLING_THREADS_MAX = 10_000
const SAFE_MAX = Number.MAX_SAFE_INTEGER

/** What the KPL's configuration accepts, each setting brought into its range. Source: facts B2. */
export function withinRanges(settings: KplSettings): KplSettings {
  const within = (value: number, min: number, max: number) => (value > min ? Math.min(Math.floor(value), max) : min)
  return {
    ...settings,
    aggregationMaxCount: within(settings.aggregationMaxCount, 1, SAFE_MAX),
    aggregationMaxSizeBytes: within(settings.aggregationMaxSizeBytes, 64, 10_485_760),
    collectionMaxCount: within(settings.collectionMaxCount, 1, 500),
    collectionMaxSizeBytes: within(settings.collectionMaxSizeBytes, 52_224, SAFE_MAX),
    recordMaxBufferedTimeMs: within(settings.recordMaxBufferedTimeMs, 0, TIME_MS_MAX),
    recordTtlMs: within(settings.recordTtlMs, 100, TIME_MS_MAX),
    rateLimitPercent: within(settings.rateLimitPercent, 1, RATE_LIMIT_PERCENT_MAX),
    maxConnections: within(settings.maxConnections, 1, 256),
    requestTimeoutMs: within(settings.requestTimeoutMs, 100, 600_000),
    callingThreads: within(settings.callingThreads, 1, CALLING_THREADS_MAX),
    outstandingRecordsMax: settings.outstandingRecordsMax === null ? null : within(settings.outstandingRecordsMax, 1, SAFE_MAX),
  }
}
