/** Numbers of CloudWatch Logs, and what we chose where AWS states none. */
import { MIB, US_PER_HOUR, type SimUs } from '../../../base/units'

/** PutLogEvents: of one call, each event with its overhead. */
export const PUT_LOG_EVENTS_BYTES_MAX = 1_048_576
export const LOG_EVENT_OVERHEAD_BYTES = 26
export const PUT_LOG_EVENTS_MAX = 10_000
/** Retryable errors are retried that long, then the record is dropped (CWL guide). */
export const DELIVERY_RETRY_US: SimUs = 24 * US_PER_HOUR
/** From PutLogEvents to PutRecord: two recorded records arrived 57 and 113 ms after the ingestion that their event ids state. */
export const DELIVERY_MS = { min: 45, max: 100 }

/** UNVERIFIED, our choices: how retries are spaced, how long an answer is awaited, how many requests are out. */
export const RETRY_US: SimUs = 1_000_000
export const RETRY_US_MAX: SimUs = 60_000_000
export const REQUEST_TIMEOUT_MS = 5_000
export const REQUESTS_IN_FLIGHT_MAX = 50
/** Records until they are delivered, and their data: our bounds on memory. The second is 10,000 records of 6 KiB, or 64 of the largest. */
export const DELIVERIES_MAX = 10_000
export const DELIVERY_BYTES_MAX: number = 64 * MIB
/** Log events that agents collect, of all log streams together: with more of them the oldest are put early. Ours, half of the above. */
export const COLLECTING_BYTES_MAX: number = 32 * MIB
