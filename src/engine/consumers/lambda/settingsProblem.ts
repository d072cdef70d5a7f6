/** What no event source mapping can be told to do, here or in AWS. */
import { US_PER_SECOND } from '../../../base/units'
import type { RefusalReason } from '../../refusalReasons'
import { PER_THOUSAND, refuseUnlessWhole, refuseUnlessWholeOrMinusOne } from '../../settingBounds'
import type { World } from '../../state'
import { reservedBy } from './concurrency'
import {
  BATCH_SIZE_MAX,
  BATCHING_WINDOW_SECONDS_MAX,
  CONCURRENT_EXECUTIONS_MAX,
  INVOKE_MS,
  PARALLELIZATION_FACTOR_MAX,
  RECORD_AGE_SECONDS,
  RETRY_ATTEMPTS_MAX,
  TIMEOUT_SECONDS,
  TUMBLING_WINDOW_SECONDS_MAX,
  UNRESERVED_EXECUTIONS_MIN,
} from './constants'
import type { LambdaSettings } from './settings'

/** @returns null where nothing is wrong. */
export function settingsProblem(settings: LambdaSettings, world: World): RefusalReason | null {
  return (
    refuseUnlessWhole('lambda.batchSize', settings.batchSize, { min: 1, max: BATCH_SIZE_MAX }) ??
    refuseUnlessWhole('lambda.maximumBatchingWindowInSeconds', settings.maximumBatchingWindowInSeconds, { min: 0, max: BATCHING_WINDOW_SECONDS_MAX }) ??
    refuseUnlessWhole('lambda.parallelizationFactor', settings.parallelizationFactor, { min: 1, max: PARALLELIZATION_FACTOR_MAX }) ??
    refuseUnlessWhole('lambda.tumblingWindowInSeconds', settings.tumblingWindowInSeconds, { min: 0, max: TUMBLING_WINDOW_SECONDS_MAX }) ??
    refuseUnlessWholeOrMinusOne('lambda.maximumRecordAgeInSeconds', settings.maximumRecordAgeInSeconds, RECORD_AGE_SECONDS) ??
    refuseUnlessWholeOrMinusOne('lambda.maximumRetryAttempts', settings.maximumRetryAttempts, { min: 0, max: RETRY_ATTEMPTS_MAX }) ??
    refuseUnlessWhole('lambda.timeoutSeconds', settings.function.timeoutSeconds, TIMEOUT_SECONDS) ??
    refuseUnlessWhole('lambda.invokeMs', settings.function.invokeMs, INVOKE_MS) ??
    refuseUnlessWhole('lambda.failsPerThousand', settings.function.failsPerThousand, PER_THOUSAND) ??
    problemOfReservation(settings, world) ??
    problemOfTimestamp(settings, world)
  )
}

/** LAM: what all functions reserve leaves so much to those that reserve nothing. */
function problemOfReservation({ name, function: { reservedConcurrentExecutions: wanted } }: LambdaSettings, { applications }: World): RefusalReason | null {
  const max = CONCURRENT_EXECUTIONS_MAX - UNRESERVED_EXECUTIONS_MIN - reservedBy(applications, name)
  return wanted === null ? null : refuseUnlessWhole('lambda.reservedConcurrentExecutions', wanted, { min: 0, max })
}

/** API: StartingPositionTimestamp cannot be in the future. */
function problemOfTimestamp({ startingPosition, startingPositionTimestamp }: LambdaSettings, { nowUs }: World): RefusalReason | null {
  return startingPosition === 'AT_TIMESTAMP' ? refuseUnlessWhole('lambda.startingPositionTimestamp', startingPositionTimestamp, { min: 0, max: Math.floor(nowUs / US_PER_SECOND) }) : null
}
