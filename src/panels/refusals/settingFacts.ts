/** Of each setting that has bounds: what its form calls it, its unit, and whose the bounds are. */
import type { SettingName } from '../../engine/refusalReasons'
import type refusals from '../../strings/en/refusals.json'
import type { SettingKey as ApplicationKey } from '../consumers/settings/settingText'
import type { SettingKey as ProducerKey } from '../producers/settings/settingText'

export type AmountUnit = 'ms' | 's' | 'us' | 'bytes' | 'MiB' | 'count'

interface SettingFacts {
  /** In the strings of its form. */
  name: `consumers:setting.${ApplicationKey}.name` | `producers:setting.${ProducerKey}.name`
  unit: AmountUnit
  bound: keyof (typeof refusals)['bound']
}

export const SETTING_FACTS: Record<SettingName, SettingFacts> = {
  'iot.deviceCount': { name: 'producers:setting.iot.deviceCount.name', unit: 'count', bound: 'ours' },
  'iot.publishEveryMs': { name: 'producers:setting.iot.publishEveryMs.name', unit: 'ms', bound: 'publish' },
  'iot.payloadBytes': { name: 'producers:setting.iot.payloadBytes.name', unit: 'bytes', bound: 'message' },
  'flinkSink.windowMs': { name: 'producers:setting.flink.windowMs.name', unit: 'ms', bound: 'ours' },
  'flinkSink.maxBatchSize': { name: 'producers:setting.flink.maxBatchSize.name', unit: 'count', bound: 'putRecords' },
  'flinkSink.maxInFlightRequests': { name: 'producers:setting.flink.maxInFlightRequests.name', unit: 'count', bound: 'ours' },
  'flinkSink.maxBufferedRequests': { name: 'producers:setting.flink.maxBufferedRequests.name', unit: 'count', bound: 'ours' },
  'flinkSink.maxTimeInBufferMs': { name: 'producers:setting.flink.maxTimeInBufferMs.name', unit: 'ms', bound: 'ours' },
  'flinkSink.requestTimeoutMs': { name: 'producers:setting.flink.requestTimeoutMs.name', unit: 'ms', bound: 'ours' },
  workUs: { name: 'consumers:setting.workMs.name', unit: 'us', bound: 'ours' },
  'kcl.failoverTimeMs': { name: 'consumers:setting.failoverTimeMs.name', unit: 'ms', bound: 'renewals' },
  'kcl.dispatchPollIntervalMs': { name: 'consumers:setting.dispatchPollIntervalMs.name', unit: 'ms', bound: 'ours' },
  'kcl.workerCount': { name: 'consumers:setting.workerCount.name', unit: 'count', bound: 'ours' },
  'kcl.threadsPerWorker': { name: 'consumers:setting.threadsPerWorker.name', unit: 'count', bound: 'ours' },
  'kcl.parentShardPollIntervalMs': { name: 'consumers:setting.parentShardPollIntervalMs.name', unit: 'ms', bound: 'ours' },
  'kcl.idleTimeBetweenReadsMs': { name: 'consumers:setting.idleTimeBetweenReadsMs.name', unit: 'ms', bound: 'ours' },
  'kcl.checkpointIntervalMs': { name: 'consumers:setting.checkpointIntervalMs.name', unit: 'ms', bound: 'ours' },
  'kcl.maxRecords': { name: 'consumers:setting.maxRecords.name', unit: 'count', bound: 'getRecords' },
  'kcl.exceptionsPerThousand': { name: 'consumers:setting.exceptionsPerThousand.name', unit: 'count', bound: 'ours' },
  'kcl.pauseMs': { name: 'consumers:setting.pauseMs.name', unit: 'ms', bound: 'ours' },
  'kcl.keptPercent': { name: 'consumers:setting.keptPercent.name', unit: 'count', bound: 'ours' },
  'kcl.bufferRecordsMax': { name: 'consumers:setting.bufferRecordsMax.name', unit: 'count', bound: 'ours' },
  'kcl.bufferBytesMax': { name: 'consumers:setting.bufferBytesMax.name', unit: 'bytes', bound: 'ours' },
  'kcl.bufferMsMax': { name: 'consumers:setting.bufferMsMax.name', unit: 'ms', bound: 'ours' },
  'kcl.emitFailsPercent': { name: 'consumers:setting.emitFailsPercent.name', unit: 'count', bound: 'ours' },
  'deduplication.idsMax': { name: 'consumers:setting.idsMax.name', unit: 'count', bound: 'ours' },
  'deduplication.windowMs': { name: 'consumers:setting.windowSeconds.name', unit: 'ms', bound: 'ours' },
  'deduplication.workUs': { name: 'consumers:setting.lookUpMs.name', unit: 'us', bound: 'ours' },
  'sdk.pollIntervalMs': { name: 'consumers:setting.pollIntervalMs.name', unit: 'ms', bound: 'ours' },
  'sdk.discoveryIntervalMs': { name: 'consumers:setting.discoveryIntervalMs.name', unit: 'ms', bound: 'ours' },
  'sdk.checkpointIntervalMs': { name: 'consumers:setting.savedEveryMs.name', unit: 'ms', bound: 'ours' },
  'sdk.maxRecords': { name: 'consumers:setting.maxRecords.name', unit: 'count', bound: 'getRecords' },
  'lambda.batchSize': { name: 'consumers:setting.batchSize.name', unit: 'count', bound: 'aws' },
  'lambda.maximumBatchingWindowInSeconds': { name: 'consumers:setting.maximumBatchingWindowInSeconds.name', unit: 's', bound: 'aws' },
  'lambda.parallelizationFactor': { name: 'consumers:setting.parallelizationFactor.name', unit: 'count', bound: 'aws' },
  'lambda.tumblingWindowInSeconds': { name: 'consumers:setting.tumblingWindowInSeconds.name', unit: 's', bound: 'aws' },
  'lambda.maximumRecordAgeInSeconds': { name: 'consumers:setting.maximumRecordAgeInSeconds.name', unit: 's', bound: 'aws' },
  'lambda.maximumRetryAttempts': { name: 'consumers:setting.maximumRetryAttempts.name', unit: 'count', bound: 'aws' },
  'lambda.timeoutSeconds': { name: 'consumers:setting.timeoutSeconds.name', unit: 's', bound: 'aws' },
  'lambda.reservedConcurrentExecutions': { name: 'consumers:setting.reservedConcurrentExecutions.name', unit: 'count', bound: 'reserved' },
  'lambda.startingPositionTimestamp': { name: 'consumers:setting.startingPositionTimestamp.name', unit: 's', bound: 'past' },
  'lambda.invokeMs': { name: 'consumers:setting.invokeMs.name', unit: 'ms', bound: 'ours' },
  'lambda.failsPerThousand': { name: 'consumers:setting.failsPerThousand.name', unit: 'count', bound: 'ours' },
  'firehose.bufferSizeInMBs': { name: 'consumers:setting.bufferSizeInMBs.name', unit: 'MiB', bound: 'aws' },
  'firehose.bufferIntervalInSeconds': { name: 'consumers:setting.bufferIntervalInSeconds.name', unit: 's', bound: 'aws' },
  'firehose.transformBufferSizeInMBs': { name: 'consumers:setting.transformBufferSizeInMBs.name', unit: 'MiB', bound: 'aws' },
  'firehose.invokeMs': { name: 'consumers:setting.invokeMs.name', unit: 'ms', bound: 'ours' },
  'firehose.droppedPercent': { name: 'consumers:setting.droppedPercent.name', unit: 'count', bound: 'ours' },
  'firehose.failedPercent': { name: 'consumers:setting.failedPercent.name', unit: 'count', bound: 'ours' },
  'firehose.invocationFailsPercent': { name: 'consumers:setting.invocationFailsPercent.name', unit: 'count', bound: 'ours' },
  'firehose.s3FailsPercent': { name: 'consumers:setting.s3FailsPercent.name', unit: 'count', bound: 'ours' },
  'firehose.s3LosesAnswersPercent': { name: 'consumers:setting.s3LosesAnswersPercent.name', unit: 'count', bound: 'ours' },
  'flink.parallelism': { name: 'consumers:setting.parallelism.name', unit: 'count', bound: 'ours' },
  'flink.windowSizeMs': { name: 'consumers:setting.windowSizeMs.name', unit: 'ms', bound: 'ours' },
  'flink.windowSlideMs': { name: 'consumers:setting.windowSlideMs.name', unit: 'ms', bound: 'ours' },
  'flink.outOfOrdernessMs': { name: 'consumers:setting.outOfOrdernessMs.name', unit: 'ms', bound: 'ours' },
  'flink.idlenessMs': { name: 'consumers:setting.idlenessMs.name', unit: 'ms', bound: 'ours' },
  'flink.checkpointIntervalMs': { name: 'consumers:setting.flinkCheckpointIntervalMs.name', unit: 'ms', bound: 'ours' },
  'flink.minPauseBetweenCheckpointsMs': { name: 'consumers:setting.minPauseBetweenCheckpointsMs.name', unit: 'ms', bound: 'ours' },
  'flink.shardDiscoveryIntervalMs': { name: 'consumers:setting.shardDiscoveryIntervalMs.name', unit: 'ms', bound: 'ours' },
}
