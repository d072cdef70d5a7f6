/** What CloudWatch Logs has in hand for one subscription filter. A Kinesis record is what the books count; log events are counted beside. */
import type { Bytes, EpochMs, SimUs } from '../../../base/units'
import type { ProducerCore } from '../core'
import type { FilterPatternFault } from './filterPattern'
import type { CloudWatchLogsSettings } from './settings'

export interface CloudWatchLogsProducer extends ProducerCore {
  kind: 'cloudWatchLogs'
  settings: CloudWatchLogsSettings
  /** Why PutSubscriptionFilter would be refused, or we cannot do it; null: the filter is at work. */
  fault: FilterPatternFault | null
  /** Log events not yet put, by the key id of their log stream, oldest batch first. */
  collecting: Map<number, LogBatch>
  /** In all of them. */
  collectingBytes: Bytes
  /** By record number. */
  deliveries: Map<number, Delivery>
  /** Their data. */
  deliveryBytes: Bytes
  /** Record numbers that wait for a connection. */
  queue: number[]
  counts: LogEventCounts
  lastRecord: LastRecord | null
}

/** What a timer is for: the delivery of a record, the first time or again. */
export type CloudWatchLogsTimer = { kind: 'cloudWatchLogs'; recordNumber: number }

export interface LogEventCounts {
  /** Put into the log group. */
  eventsIngested: number
  eventsMatched: number
  /** In records that were acknowledged. */
  eventsDelivered: number
  eventsDropped: number
}

/** What one log stream's agent collects for its next PutLogEvents. */
export interface LogBatch {
  sinceUs: SimUs
  /** All of it, whether they match or not. */
  events: number
  bytes: number
  /** Those that match: place among all, when they were written, and their texts. */
  places: number[]
  timestamps: EpochMs[]
  messages: string[]
}

/** One Kinesis record until it is stored or dropped. */
export interface Delivery {
  recordId: number
  data: Uint8Array
  partitionKey: string
  events: number
  madeUs: SimUs
  /** Sends that came to nothing. */
  failures: number
}

export interface LastRecord {
  logStream: string
  partitionKey: string
  events: number
  jsonBytes: number
  gzipBytes: number
  /** How it begins. */
  json: string
}
