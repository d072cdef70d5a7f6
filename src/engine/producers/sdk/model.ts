/** An application that puts with the plain SDK. */
import type { SimUs } from '../../../base/units'
import type { ExceptionName } from '../../../kinesis/exceptions'
import type { RecordBatch } from '../../recordBatch'
import type { Packing } from '../compression'
import type { ProducerCore, PutRequest } from '../core'
import type { SdkSettings } from './settings'

export interface SdkProducer extends ProducerCore {
  kind: 'sdk'
  settings: SdkSettings
  /** Records that wait for a free connection: PutRecords sends a batch of it at once, PutRecord entry after entry. */
  queue: RecordBatch[]
  /** Entries of the first batch of `queue` that are out already. */
  queueTaken: number
  /** Retry tokens of the client, which all its calls share. */
  retryTokens: number
  turns: Turns
  orderWatch: OrderWatch
  packing: Packing
  /** The last ones, oldest first. */
  answers: SdkAnswer[]
}

export type SdkTimer =
  /** A backoff is over. */
  | { kind: 'sdk'; due: 'retry'; batch: RecordBatch }
  /** A blob has waited long enough for more rows. */
  | { kind: 'sdk'; due: 'pack'; recordId: number }

/** Who waits for a record of the same key, see `turns.ts`. */
export interface Turns {
  /** By key id: whose turn it is, and who waits for it. */
  byKey: Map<number, Turn>
  /** Records whose turn has come, and who only need a connection. */
  ready: RecordBatch[]
  /** By key id, of those stored last: the number of the newest record. */
  numbers: Map<number, string>
}

interface Turn {
  /** Identity of the record that is under way, or waits for a retry. */
  holder: number
  parked: RecordBatch[]
}

/** Empty as long as requests arrive as they were sent and nothing fails: what goes smoothly costs nothing. */
export interface OrderWatch {
  /** By request number, of those on their way: which entries a later record of their key has overtaken. */
  overtaken: Map<number, Uint8Array>
  /** By key id, of records that were sent and not stored, and may be yet. */
  late: Map<number, LateKey>
}

export interface LateKey {
  /** One that a straggler carries as well counts twice. */
  records: number
  /** Later than every late record of the key that something stored has overtaken, and not later than that. */
  storedTo: number
}

/** Of one request. Never changes once made. */
export interface SdkAnswer {
  requestNumber: number
  /** The request in which its records went out first. */
  firstRequestNumber: number
  operation: PutRequest['operation']
  entries: number
  calls: number
  sdkAttempts: number
  answeredUs: SimUs
  latencyUs: SimUs
  outcome: 'stored' | 'timeout' | ExceptionName
  /** Entries that failed inside a 200 answer; null: none. */
  failed: Uint16Array | null
  /** Of the first of them. */
  failedKeyIds: Uint32Array
  /** Named by the request; null: none. */
  sequenceNumberForOrdering: string | null
  sequenceNumber: string | null
}

/** SDK for JavaScript v3: connections at the same time (maxSockets). */
export const REQUESTS_IN_FLIGHT_MAX = 50
/** What our sample application keeps waiting before it gives up on records. */
export const RECORDS_WAITING_MAX = 20_000
/** Our sample application's own backoff, after what the SDK does after throttling: 500 ms, doubled, at most 20 s, full jitter. */
export const THROTTLING_BACKOFF_US: SimUs = 500_000
export const BACKOFF_US_MAX: SimUs = 20_000_000
