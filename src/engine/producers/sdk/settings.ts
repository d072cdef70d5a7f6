/** What can be set of an application that puts with the plain SDK. */
import type { Compression } from '../compression'

export interface SdkSettings {
  kind: 'sdk'
  operation: 'PutRecord' | 'PutRecords'
  /** What the SDK itself does when a whole call fails; entries of a 200 answer it never sends again. */
  retryMode: 'none' | 'legacy' | 'standard' | 'standard2026'
  requestTimeoutMs: number
  /** What the application does with entries that failed, and with calls that the SDK has given up. */
  failedEntries: 'backoff' | 'immediately' | 'giveUp'
  /** Calls of the application for one record before it gives up; the SDK's own retries are within one. */
  attemptsMax: number
  /** PutRecord only: each record of a key waits until the one before is stored or given up, and names its number. */
  sequenceNumberForOrdering: boolean
  compression: Compression | null
}

export const SDK_DEFAULTS: SdkSettings = {
  kind: 'sdk',
  operation: 'PutRecords',
  retryMode: 'standard',
  // Our sample application's choice: the SDK for JavaScript v3 waits for ever unless told otherwise (UNVERIFIED for others).
  requestTimeoutMs: 1_000,
  failedEntries: 'backoff',
  // Our sample application's choice; the SDK's own 3 attempts are for whole calls.
  attemptsMax: 10,
  sequenceNumberForOrdering: false,
  compression: null,
}
