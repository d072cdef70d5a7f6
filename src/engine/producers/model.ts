/** An application that puts with the plain SDK: PutRecords in batches, failed entries sent again after a backoff. */
import type { Prng } from '../../base/prng'
import type { SimUs } from '../../base/units'
import type { RecordBatch } from '../recordBatch'

export interface SdkProducer {
  producerIndex: number
  prng: Prng
  /** Where in the beat of ticks this producer stands. */
  phaseUs: SimUs
  /** Traffic owed and not yet made: see `workload`. */
  credit: number
  replay: ReplayCursor
  recordsMeant: number
  recordsStored: number
  recordsGivenUp: number
  recordsThrottled: number
  /** In the last whole second, and the total when it ended. */
  throttledPerSecond: number
  throttledBefore: number
  /** In requests under way. */
  recordsInFlight: number
  /** Waiting for their retry, or for a free connection. */
  recordsWaiting: number
  requestsInFlight: number
  /** Requests that wait for a free connection. */
  queue: RecordBatch[]
  /** Given up and told so, and when. */
  givenUpTold: number
  givenUpToldUs: SimUs
}

export interface ReplayCursor {
  startedUs: SimUs
  /** Next record of the file. */
  next: number
  /** Times that the file has been played to its end. */
  rounds: number
  ended: boolean
}

/** A producer collects for this long, or until it has 500 records. */
export const LINGER_US = 50_000
/** One way between a client and the service, either direction: UNVERIFIED, AWS states no figure. */
export const NETWORK_US = { min: 5_000, max: 15_000 }
/** SDK for JavaScript v3: connections at the same time (maxSockets). */
export const REQUESTS_IN_FLIGHT_MAX = 50
/** What our sample application keeps waiting before it gives up on records. */
export const RECORDS_WAITING_MAX = 20_000
/** Sends of one record before our sample application gives up; the SDK's own 3 attempts are for whole calls. */
export const ATTEMPTS_MAX = 10
/** smithy-typescript `standard` retry: 500 ms after throttling, doubled, at most 20 s, full jitter. */
export const THROTTLING_BACKOFF_US = 500_000
export const BACKOFF_US_MAX = 20_000_000
/** Giving up is told at most this often for each producer. */
export const GIVEN_UP_TOLD_EVERY_US = 1_000_000
