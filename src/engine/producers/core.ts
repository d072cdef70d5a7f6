/** What every producer has, whatever its kind: traffic to send, books, requests under way, meters. */
import type { Prng } from '../../base/prng'
import type { SimUs } from '../../base/units'
import type { ExceptionName } from '../../kinesis/exceptions'
import type { Workload } from '../commands'
import { SERIES_SECONDS } from '../meterState'
import type { RecordBatch } from '../recordBatch'

export interface ProducerCore {
  producerIndex: number
  /** One that is stopped was removed by a person, and is kept for its books. */
  state: 'RUNNING' | 'STOPPED' | 'CRASHED'
  /** Null: its share of the traffic of all. */
  workload: Workload | null
  trafficPercent: number
  traffic: Traffic
  prng: Prng
  /** Draws faults and delays of its own requests: without faults it is never asked. */
  networkPrng: Prng
  /** From being added to its first beat. */
  phaseUs: SimUs
  beat: Beat
  /** Rises with each crash: what an earlier life has promised itself is void. */
  life: number
  books: Books
  /** Empty where an application on the SDK watches its own. */
  keyOrder: KeyOrder
  /** Cut off from the service: nothing comes through either way. */
  isPartitioned: boolean
  /** By request number; a request stays until its producer knows, or has given up on, its answer. */
  requests: Map<number, PutRequest>
  requestsSent: number
  stragglers: Stragglers
  meter: ProducerMeter
  /** Given up and told so, and when. */
  givenUpTold: number
  givenUpToldUs: SimUs
  copyToldUs: SimUs
}

/** Who makes no traffic has none; it goes on in its old step. */
export interface Beat {
  /** The next one, or where it is silent the last one. */
  dueUs: SimUs
  isPlanned: boolean
}

/** Where a workload stands for one producer. */
export interface Traffic {
  /** When the workload began for it. */
  sinceUs: SimUs
  /** Owed and not yet made: see `workload`. */
  credit: number
  replay: ReplayCursor
}

export interface ReplayCursor {
  startedUs: SimUs
  /** Next record of the file. */
  next: number
  /** Times that the file has been played to its end. */
  rounds: number
  ended: boolean
}

/**
 * In records that the application meant to send, each counted once: a user record of an aggregate is one.
 * meant = acknowledged + givenUp + expired + inFlight + waiting, at every instant.
 */
export interface Books {
  recordsMeant: number
  recordsAcknowledged: number
  recordsGivenUp: number
  /** Older than the KPL's RecordTtl. */
  recordsExpired: number
  /** In requests under way. */
  recordsInFlight: number
  /** In buffers: collecting, or waiting for a retry or a free connection. */
  recordsWaiting: number
  /** Refusals by shards, one for each attempt. */
  recordsThrottled: number
  /** Stored again though they were stored before. */
  recordsCopied: number
  /** Stored behind a later record of the same partition key of this producer. */
  recordsOutOfOrder: number
}

/** Whose records come behind later ones of their key: see `keyOrder.ts`. */
export interface KeyOrder {
  /** By key id: the newest record that is stored, as long as an older one may follow it. */
  newest: Map<number, number>
  /** With so many keys there is a look at which of them can go. */
  sweepAt: number
}

export interface PutRequest {
  requestNumber: number
  operation: 'PutRecord' | 'PutRecords'
  batch: RecordBatch
  /** Of user records, where the batch has aggregates. */
  records: number
  sentUs: SimUs
  timesOutUs: SimUs
  /** When the way that it is on ends; at any other instant no task of an earlier plan finds it. */
  dueUs: SimUs
  /** At a person's wish, both ways together. */
  delayedMs: number
  /** When the way that it is on would have ended without that; null: it is not delayed. */
  heldFromUs: SimUs | null
  /** `silent`: one of its ways was lost, and its producer waits for its timeout; `late`: among the stragglers. */
  phase: 'request' | 'response' | 'silent' | 'late'
  /** Which way the network will lose it; null: none. */
  lose: 'request' | 'response' | null
  answer: PutAnswer | null
}

/** Requests that a person has delayed past their timeouts: their producer has given them up, and they arrive all the same. */
export interface Stragglers {
  /** By request number; copies, with batches of their own. */
  requests: Map<number, PutRequest>
  /** By identity, of records that they carry or have brought: whether the stream has it. */
  isStored: Map<number, boolean>
}

/** What a producer learns of its request. */
export type PutAnswer =
  /** `failed`: the entries that their shards refused; null: none. */
  /** `sequenceNumber`: of PutRecord, for a producer that names it in its next one. */
  | { kind: 'stored'; storedCount: number; failed: Uint16Array | null; shardIndexes: Int32Array | null; sequenceNumber?: string }
  | { kind: 'refused'; exception: ExceptionName }
  | { kind: 'timeout' }

/** Running totals, and what each of the last seconds added. */
export interface ProducerMeter {
  calls: number
  kinesisRecords: number
  bytes: number
  payloadUnits: number
  /** Each record rounded up, as they are billed on demand. */
  kibibytes: number
  /** Sum over acknowledged records, from being made to being acknowledged. */
  latencyUs: number
  /** In this second so far, and in the last whole one. */
  latencyUsMax: number
  lastLatencyUsMax: number
  /** Totals when the last second ended. */
  before: MeterTotals
  /** What the last second added. */
  last: MeterTotals
  series: { calls: Float64Array; acknowledged: Float64Array; latencyMs: Float64Array; payloadUnits: Float64Array; kibibytes: Float64Array; waiting: Float64Array }
}

export interface MeterTotals {
  calls: number
  kinesisRecords: number
  bytes: number
  payloadUnits: number
  kibibytes: number
  latencyUs: number
  acknowledged: number
  throttled: number
}

/** A beat: traffic is made this often. */
export const LINGER_US = 50_000
/** Giving up is told at most this often for each producer. */
export const GIVEN_UP_TOLD_EVERY_US = 1_000_000
/** And that a copy was stored. */
export const COPY_TOLD_EVERY_US = 5_000_000

export function createBooks(): Books {
  return {
    recordsMeant: 0,
    recordsAcknowledged: 0,
    recordsGivenUp: 0,
    recordsExpired: 0,
    recordsInFlight: 0,
    recordsWaiting: 0,
    recordsThrottled: 0,
    recordsCopied: 0,
    recordsOutOfOrder: 0,
  }
}

export function createMeterTotals(): MeterTotals {
  return { calls: 0, kinesisRecords: 0, bytes: 0, payloadUnits: 0, kibibytes: 0, latencyUs: 0, acknowledged: 0, throttled: 0 }
}

export function createProducerMeter(): ProducerMeter {
  const ring = () => new Float64Array(SERIES_SECONDS)
  return {
    calls: 0,
    kinesisRecords: 0,
    bytes: 0,
    payloadUnits: 0,
    kibibytes: 0,
    latencyUs: 0,
    latencyUsMax: 0,
    lastLatencyUsMax: 0,
    before: createMeterTotals(),
    last: createMeterTotals(),
    series: { calls: ring(), acknowledged: ring(), latencyMs: ring(), payloadUnits: ring(), kibibytes: ring(), waiting: ring() },
  }
}
