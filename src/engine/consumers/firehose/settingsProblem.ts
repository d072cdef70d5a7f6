/** What no Firehose stream can be told to do, here or in AWS. */
import type { RefusalReason } from '../../refusalReasons'
import { PERCENT, refuseUnlessWhole, refuseUnlessWithin } from '../../settingBounds'
import { BUFFER_INTERVAL_IN_SECONDS_MAX, BUFFER_SIZE_IN_MBS, INVOKE_MS, TRANSFORM_SIZE_IN_MBS } from './constants'
import type { FirehoseSettings, FirehoseTransform } from './settings'

/** @returns null where nothing is wrong. */
export function settingsProblem(settings: FirehoseSettings): RefusalReason | null {
  const { bufferSizeInMBs, bufferIntervalInSeconds, transform, prefix, deduplication, s3FailsPercent, s3LosesAnswersPercent } = settings
  const outside =
    refuseUnlessWithin('firehose.bufferSizeInMBs', bufferSizeInMBs, BUFFER_SIZE_IN_MBS) ??
    refuseUnlessWithin('firehose.bufferIntervalInSeconds', bufferIntervalInSeconds, { min: 0, max: BUFFER_INTERVAL_IN_SECONDS_MAX }) ??
    refuseUnlessWhole('firehose.s3FailsPercent', s3FailsPercent, PERCENT) ??
    refuseUnlessWhole('firehose.s3LosesAnswersPercent', s3LosesAnswersPercent, PERCENT)
  if (outside !== null) return outside
  if (prefix.includes('!{')) return { key: 'prefixExpression', values: { prefix } }
  if (deduplication !== null) return { key: 'firehoseDeduplication', values: {} }
  const s3Percent = s3FailsPercent + s3LosesAnswersPercent
  if (s3Percent > 100) return { key: 's3Percent', values: { percent: s3Percent } }
  return transform === null ? null : problemOfTransform(transform)
}

function problemOfTransform({ bufferSizeInMBs, invokeMs, droppedPercent, failedPercent, invocationFailsPercent }: FirehoseTransform): RefusalReason | null {
  const outside =
    refuseUnlessWithin('firehose.transformBufferSizeInMBs', bufferSizeInMBs, TRANSFORM_SIZE_IN_MBS) ??
    refuseUnlessWhole('firehose.invokeMs', invokeMs, INVOKE_MS) ??
    refuseUnlessWhole('firehose.droppedPercent', droppedPercent, PERCENT) ??
    refuseUnlessWhole('firehose.failedPercent', failedPercent, PERCENT) ??
    refuseUnlessWhole('firehose.invocationFailsPercent', invocationFailsPercent, PERCENT)
  const percent = droppedPercent + failedPercent
  if (outside !== null || percent <= 100) return outside
  return { key: 'transformPercent', values: { percent } }
}
