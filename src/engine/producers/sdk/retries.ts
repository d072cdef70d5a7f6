/**
 * What an SDK does by itself when a whole call fails: attempts, backoff, and the bucket of retry tokens that all calls of a
 * client share. Entries that failed inside a 200 answer it never sees.
 */
import { nextBelow } from '../../../base/prng'
import { US_PER_MS, type SimUs } from '../../../base/units'
import type { ExceptionName } from '../../../kinesis/exceptions'
import type { RecordBatch } from '../../recordBatch'
import type { SdkProducer } from './model'
import type { SdkSettings } from './settings'

/** `transient`: timeouts and faults of the service. Whatever is neither is not tried again. */
export type Failure = 'transient' | 'throttling'

interface RetryRules {
  /** Of one call, the first included. */
  attemptsMax: number
  baseMs: Record<Failure, number>
  /** `full`: anywhere up to the ceiling. `equal`: half of it is certain. */
  jitter: Record<Failure, 'full' | 'equal'>
  cost: Record<Failure, number>
}

const FULL: RetryRules['jitter'] = { transient: 'full', throttling: 'full' }

export const RETRY_RULES: Record<SdkSettings['retryMode'], RetryRules> = {
  none: { attemptsMax: 1, baseMs: { transient: 0, throttling: 0 }, jitter: FULL, cost: { transient: 0, throttling: 0 } },
  // AWS SDK for Java 2.x, LEGACY (SdkDefaultRetrySetting): throttling costs no token.
  legacy: {
    attemptsMax: 4,
    baseMs: { transient: 100, throttling: 500 },
    jitter: { transient: 'full', throttling: 'equal' },
    cost: { transient: 5, throttling: 0 },
  },
  // smithy-typescript `standard`, as it was before 2026; a timeout costs twice as much.
  standard: { attemptsMax: 3, baseMs: { transient: 100, throttling: 500 }, jitter: FULL, cost: { transient: 10, throttling: 5 } },
  // AWS SDKs and Tools reference: the new behaviour, announced as default for November 2026.
  standard2026: { attemptsMax: 3, baseMs: { transient: 50, throttling: 1_000 }, jitter: FULL, cost: { transient: 14, throttling: 5 } },
}

/** smithy-typescript, AWS SDK for Java 2.x: 500 tokens a client; a call that needs no retry gives 1 back. */
export const RETRY_TOKENS_MAX = 500
const NO_RETRY_INCREMENT = 1
/** The same: no delay is longer than 20 s. */
export const RETRY_DELAY_MS_MAX = 20_000

const FAILURES: Partial<Record<ExceptionName, Failure>> = {
  ProvisionedThroughputExceededException: 'throttling',
  LimitExceededException: 'throttling',
  KMSThrottlingException: 'throttling',
  InternalFailureException: 'transient',
  // SDKs reference, "Retry behavior": HTTP 500 and 503, a throttling error by its code, and a connection that cannot be made.
  InternalFailure: 'transient',
  ServiceUnavailable: 'transient',
  ThrottlingException: 'throttling',
  SdkClientException: 'transient',
}

/** @returns null for an exception that another attempt would only meet again. */
export function failureOf(exception: ExceptionName): Failure | null {
  return FAILURES[exception] ?? null
}

/** Takes the tokens and readies `batch` for the SDK's next attempt. @returns how long it waits; null when the SDK gives up. */
export function nextSdkAttempt(producer: SdkProducer, batch: RecordBatch, failure: Failure): SimUs | null {
  const rules = RETRY_RULES[producer.settings.retryMode]
  const { calls, sdkAttempts, firstRequestNumber } = attemptsOf(batch)
  const retryCost = rules.cost[failure]
  if (sdkAttempts >= rules.attemptsMax || retryCost > producer.retryTokens) return null
  producer.retryTokens -= retryCost
  batch.attempt++
  batch.call = { calls, sdkAttempts: sdkAttempts + 1, retryCost, firstRequestNumber }
  const ceilingMs = Math.min(RETRY_DELAY_MS_MAX, rules.baseMs[failure] * 2 ** (sdkAttempts - 1))
  const sureMs = rules.jitter[failure] === 'equal' ? Math.floor(ceilingMs / 2) : 0
  return US_PER_MS * (sureMs + nextBelow(producer.prng, ceilingMs - sureMs))
}

/** A call has succeeded, whatever became of its entries. */
export function giveTokensBack(producer: SdkProducer, { call }: RecordBatch): void {
  const tokens = call === null || call.sdkAttempts === 1 ? NO_RETRY_INCREMENT : call.retryCost
  producer.retryTokens = Math.min(RETRY_TOKENS_MAX, producer.retryTokens + tokens)
}

/** Where a batch stands that is in a request, or has been in one. */
export function attemptsOf({ call, attempt, requestNumber }: RecordBatch): NonNullable<RecordBatch['call']> {
  return call ?? { calls: attempt, sdkAttempts: 1, retryCost: 0, firstRequestNumber: requestNumber }
}
