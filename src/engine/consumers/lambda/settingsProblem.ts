/** What no event source mapping can be told to do, here or in AWS. */
import { BATCH_SIZE_MAX, BATCHING_WINDOW_SECONDS_MAX, PARALLELIZATION_FACTOR_MAX, RECORD_AGE_SECONDS, RETRY_ATTEMPTS_MAX, TUMBLING_WINDOW_SECONDS_MAX } from './constants'
import type { LambdaSettings } from './settings'

export function settingsProblem(settings: LambdaSettings): string | null {
  const { maximumRecordAgeInSeconds: age, maximumRetryAttempts: attempts } = settings
  const ranges: [string, number, number, number][] = [
    ['BatchSize', settings.batchSize, 1, BATCH_SIZE_MAX],
    ['MaximumBatchingWindowInSeconds', settings.maximumBatchingWindowInSeconds, 0, BATCHING_WINDOW_SECONDS_MAX],
    ['ParallelizationFactor', settings.parallelizationFactor, 1, PARALLELIZATION_FACTOR_MAX],
    ['TumblingWindowInSeconds', settings.tumblingWindowInSeconds, 0, TUMBLING_WINDOW_SECONDS_MAX],
  ]
  for (const [name, value, min, max] of ranges) if (!isWithin(value, min, max)) return `${name} is ${min} to ${max}: ${value} is not.`
  if (age !== -1 && !isWithin(age, RECORD_AGE_SECONDS.min, RECORD_AGE_SECONDS.max)) return `MaximumRecordAgeInSeconds is -1 or ${RECORD_AGE_SECONDS.min} to ${RECORD_AGE_SECONDS.max}: ${age} is neither.`
  if (attempts !== -1 && !isWithin(attempts, 0, RETRY_ATTEMPTS_MAX)) return `MaximumRetryAttempts is -1 or 0 to ${RETRY_ATTEMPTS_MAX}: ${attempts} is neither.`
  return null
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max
}
