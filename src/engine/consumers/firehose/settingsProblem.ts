/** What no Firehose stream can be told to do, here or in AWS. */
import { BUFFER_INTERVAL_IN_SECONDS_MAX, BUFFER_SIZE_IN_MBS, TRANSFORM_SIZE_IN_MBS } from './constants'
import type { FirehoseSettings } from './settings'

export function settingsProblem(settings: FirehoseSettings): string | null {
  const { bufferSizeInMBs, bufferIntervalInSeconds, transform, prefix, deduplication, s3FailsPercent, s3LosesAnswersPercent } = settings
  if (!isWithin(bufferSizeInMBs, BUFFER_SIZE_IN_MBS)) return `SizeInMBs is ${BUFFER_SIZE_IN_MBS.min} to ${BUFFER_SIZE_IN_MBS.max}: ${bufferSizeInMBs} is not.`
  if (!isWithin(bufferIntervalInSeconds, { min: 0, max: BUFFER_INTERVAL_IN_SECONDS_MAX })) return `IntervalInSeconds is 0 to ${BUFFER_INTERVAL_IN_SECONDS_MAX}: ${bufferIntervalInSeconds} is not.`
  if (prefix.includes('!{')) return `Expressions in a prefix are not known here: ${prefix}`
  if (deduplication !== null) return 'Firehose delivers all that it reads: it does not look for duplicates.'
  if (s3FailsPercent + s3LosesAnswersPercent > 100) return 'More than all puts to S3 cannot fail or lose their answer.'
  if (transform === null) return null
  if (!isWithin(transform.bufferSizeInMBs, TRANSFORM_SIZE_IN_MBS)) return `The transform function's BufferSizeInMBs is ${TRANSFORM_SIZE_IN_MBS.min} to ${TRANSFORM_SIZE_IN_MBS.max}: ${transform.bufferSizeInMBs} is not.`
  if (transform.droppedPercent + transform.failedPercent > 100) return 'More than all records cannot be dropped or fail.'
  return null
}

function isWithin(value: number, { min, max }: { min: number; max: number }): boolean {
  return value >= min && value <= max
}
