/** What a run has used of everything that AWS bills, as plain totals: by stream and billing plan, by application, and of the account. */
import type { SimUs } from '../../base/units'
import type { CallerName } from '../door/callerName'

/** How a stream is billed: by its mode and, on demand, by the account's commitment. */
export type Plan = 'provisioned' | 'onDemand' | 'advantage'

export interface Usage {
  totals: UsageTotals
  /** Totals at the ends of the last two minutes of the run: the present rate is measured from the first. */
  marks: UsageMark[]
  /** By name of the stream, as long as it is there. */
  stored: Map<string, StoredHours>
  peaks: Map<string, Peaks>
}

export interface UsageMark {
  /** Counted until then. */
  seconds: number
  totals: UsageTotals
}

export interface UsageTotals {
  /** By name: a stream made again under its name adds to the same bill. */
  streams: Map<string, Map<Plan, StreamUsage>>
  /** Index = application index. */
  applications: ApplicationUsage[]
  /** Index = producer index. */
  producers: ProducerUsage[]
  account: AccountUsage
}

/** What is summed up over time is sampled at the end of each second, and counts for all of it. */
export interface StreamUsage {
  seconds: number
  /** Of open shards. */
  shardSeconds: number
  /** While retention is longer than 24 hours. */
  extendedShardSeconds: number
  recordsIn: number
  /** By shards that were full; not by experiments of fault injection. */
  recordsRefused: number
  bytesIn: number
  /** Each record rounded up to 1 KiB. */
  kibibytesIn: number
  /** 25 KB each, of a record rounded up. */
  payloadUnits: number
  /** By GetRecords, by who called. */
  bytesRead: Map<CallerName, number>
  /** Of those, such as were older than 7 days. */
  oldBytesRead: number
  /** By name. */
  consumers: Map<string, ConsumerUsage>
  /** Held beyond 24 hours and up to 7 days, and beyond 7 days. */
  extendedByteSeconds: number
  longTermByteSeconds: number
  /** Of shard-level metrics: one of one shard is one. */
  metricSeconds: number
}

/** A consumer with enhanced fan-out. */
export interface ConsumerUsage {
  seconds: number
  shardSeconds: number
  bytesPushed: number
}

/** What an application uses of other services. */
export interface ApplicationUsage {
  /** Request units of DynamoDB. */
  tableReads: number
  tableWrites: number
  lambdaRequests: number
  /** Each invocation rounded up. */
  lambdaMs: number
  /** Taken in by Firehose, each record rounded up to 5 KiB. */
  firehoseKibibytes: number
  s3Puts: number
  /** Of Managed Service for Apache Flink, with the one for orchestration, and those that have storage. */
  kpuSeconds: number
  kpuStorageSeconds: number
}

/** What one producer has put, under the plan of the moment: its share of the stream's usage. */
export interface ProducerUsage {
  /** Provisioned. */
  payloadUnits: number
  /** Each record rounded up to 1 KiB. */
  onDemandKibibytes: number
  advantageKibibytes: number
}

export interface AccountUsage {
  alarmSeconds: number
  /** Under the commitment of On-demand Advantage. */
  advantageSeconds: number
  kmsRequests: number
  trailDataEvents: number
}

/** What a stream holds by age, in hours of the run. */
export interface StoredHours {
  createdAtUs: SimUs
  /** The hour at whose end the first of `bytesIn` stands. */
  firstHour: number
  /** Taken in since it was created, at the end of each hour as far as retention reaches. */
  bytesIn: number[]
  /** As of the end of the last hour. */
  extendedBytes: number
  longTermBytes: number
}

/** The fullest second of what was to come in, refused or not but for what is sent again; and the fullest minute of what GetRecords gave. */
export interface Peaks {
  bytesInPerSecond: number
  recordsInPerSecond: number
  bytesReadPerMinute: number
  before: Asked & { bytesRead: number }
  /** Of the stream that has the name now: `before`, but for what was read, and `closed` are its own. */
  createdAtUs: SimUs
  /** Its first shards as far as all are closed, which count no more. */
  closed: Asked & { shards: number }
}

/** Of all shards of a stream, as they have counted until now. */
export interface Asked {
  recordsIn: number
  bytesIn: number
  recordsRefused: number
  bytesRefused: number
  recordsRetried: number
}

export const MARKS_MAX = 2

export function createUsage(): Usage {
  return {
    totals: { streams: new Map(), applications: [], producers: [], account: { alarmSeconds: 0, advantageSeconds: 0, kmsRequests: 0, trailDataEvents: 0 } },
    marks: [],
    stored: new Map(),
    peaks: new Map(),
  }
}

export function createStreamUsage(): StreamUsage {
  return {
    seconds: 0,
    shardSeconds: 0,
    extendedShardSeconds: 0,
    recordsIn: 0,
    recordsRefused: 0,
    bytesIn: 0,
    kibibytesIn: 0,
    payloadUnits: 0,
    bytesRead: new Map(),
    oldBytesRead: 0,
    consumers: new Map(),
    extendedByteSeconds: 0,
    longTermByteSeconds: 0,
    metricSeconds: 0,
  }
}

export function createProducerUsage(): ProducerUsage {
  return { payloadUnits: 0, onDemandKibibytes: 0, advantageKibibytes: 0 }
}

export function createApplicationUsage(): ApplicationUsage {
  return { tableReads: 0, tableWrites: 0, lambdaRequests: 0, lambdaMs: 0, firehoseKibibytes: 0, s3Puts: 0, kpuSeconds: 0, kpuStorageSeconds: 0 }
}
