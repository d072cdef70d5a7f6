/** The rules of what can be changed on a stream. */
import { US_PER_HOUR, US_PER_SECOND, type SimUs } from '../../../base/units'
import type { Input, Output } from '../../../kinesis/api/types'
import * as limits from '../../../kinesis/limits'
import { activeStreamOf, checkWarm, expire, later, same, streamOf, unless, type Model, type ModelStream } from './state'

/** Splits and joins double and halve, a second each. */
const SHARDS_COME_US = 20 * US_PER_SECOND
const IA = 'InvalidArgumentException'
const METRICS = [
  'IncomingBytes',
  'IncomingRecords',
  'OutgoingBytes',
  'OutgoingRecords',
  'WriteProvisionedThroughputExceeded',
  'ReadProvisionedThroughputExceeded',
  'IteratorAgeMilliseconds',
]

/** UPDATING, then the change; a stream that is deleted meanwhile stays as it is. */
function update(model: Model, stream: ModelStream, afterUs: SimUs, change: () => void): void {
  stream.status = 'UPDATING'
  later(model, model.nowUs + afterUs, () => {
    if (stream.status !== 'UPDATING') return
    stream.status = 'ACTIVE'
    change()
  })
}

function warmUp(model: Model, stream: ModelStream, afterUs: SimUs, warm: number, change = () => {}): void {
  stream.warming = warm
  update(model, stream, afterUs, () => {
    const isRaised = stream.warm > 0 && warm > stream.warm
    const mayShrink = stream.onDemand && !isRaised
    stream.warm = warm
    stream.warming = 0
    change()
    if (stream.onDemand) bringShards(model, stream, mayShrink)
  })
}

/** What is warm has its shards; more than that and the first 4 go, unless the stream was provisioned or is made warmer. Nobody writes so much here that it counts. */
function bringShards(model: Model, stream: ModelStream, mayShrink: boolean): void {
  const open = stream.shards.filter(({ closedUs }) => closedUs === null).length
  const enough = Math.max(4, stream.warm)
  const target = mayShrink && open > enough ? enough : Math.max(open, stream.warm)
  if (target === open) return
  stream.status = 'UPDATING'
  stream.scaling = { target, byUs: model.nowUs + SHARDS_COME_US }
}

function today(model: Model, stream: ModelStream, what: string, callsMax: number): () => void {
  const calls = (stream.calls.get(what) ?? []).filter((atUs) => atUs > model.nowUs - 24 * US_PER_HOUR)
  unless(calls.length < callsMax, 'LimitExceededException')
  return () => stream.calls.set(what, [...calls, model.nowUs])
}

function retention(model: Model, input: Input<'IncreaseStreamRetentionPeriod'>, sign: 1 | -1): () => void {
  const { RetentionPeriodHours: hours } = input
  streamOf(model, input)
  unless(hours >= 24 && hours <= 8_760, IA)
  const stream = activeStreamOf(model, input)
  unless(sign * (hours - stream.retentionHours) >= 0, IA)
  return () => {
    if (hours === stream.retentionHours) return
    update(model, stream, limits.RETENTION_UPDATE_US, () => {
      // What has expired by now has expired for good.
      expire(model, stream)
      stream.retentionHours = hours
    })
  }
}

function encryption(model: Model, input: Input<'StartStreamEncryption'>, keyId: string | null): () => void {
  unless(input.EncryptionType === 'KMS', IA)
  const stream = activeStreamOf(model, input)
  const count = today(model, stream, keyId === null ? 'stop' : 'start', 25)
  unless(keyId === null || keyId.endsWith('alias/aws/kinesis'), 'KMSNotFoundException')
  return () => {
    count()
    update(model, stream, limits.ENCRYPTION_UPDATE_US, () => {
      stream.keyId = keyId
    })
  }
}

function monitoring(model: Model, input: Input<'EnableEnhancedMonitoring'>, isOn: boolean): (output: Output<'EnableEnhancedMonitoring'>) => void {
  const stream = activeStreamOf(model, input)
  const named = input.ShardLevelMetrics.includes('ALL') ? METRICS : input.ShardLevelMetrics
  const desired = METRICS.filter((name) => (named.includes(name) ? isOn : stream.metrics.has(name)))
  return (output) => {
    same('metrics', [output.CurrentShardLevelMetrics, output.DesiredShardLevelMetrics], [METRICS.filter((name) => stream.metrics.has(name)), desired])
    if (desired.length === stream.metrics.size) return
    update(model, stream, limits.MONITORING_UPDATE_US, () => {
      stream.metrics = new Set(desired)
    })
  }
}

export const settingRules = {
  IncreaseStreamRetentionPeriod: (model: Model, input: Input<'IncreaseStreamRetentionPeriod'>) => retention(model, input, 1),
  DecreaseStreamRetentionPeriod: (model: Model, input: Input<'DecreaseStreamRetentionPeriod'>) => retention(model, input, -1),
  StartStreamEncryption: (model: Model, input: Input<'StartStreamEncryption'>) => encryption(model, input, input.KeyId),
  StopStreamEncryption: (model: Model, input: Input<'StopStreamEncryption'>) => encryption(model, input, null),
  EnableEnhancedMonitoring: (model: Model, input: Input<'EnableEnhancedMonitoring'>) => monitoring(model, input, true),
  DisableEnhancedMonitoring: (model: Model, input: Input<'DisableEnhancedMonitoring'>) => monitoring(model, input, false),
  UpdateMaxRecordSize: (model: Model, input: Input<'UpdateMaxRecordSize'>) => {
    const stream = activeStreamOf(model, input)
    return () => {
      update(model, stream, limits.MAX_RECORD_SIZE_UPDATE_US, () => {
        stream.maxKiB = input.MaxRecordSizeInKiB
      })
    }
  },
  UpdateStreamRecordDistributionStrategy: (model: Model, input: Input<'UpdateStreamRecordDistributionStrategy'>) => {
    const stream = activeStreamOf(model, input)
    const auto = input.RecordDistributionStrategy === 'AUTO'
    unless(!auto || stream.onDemand, IA)
    return () => {
      stream.auto = auto
    }
  },
  UpdateStreamWarmThroughput: (model: Model, input: Input<'UpdateStreamWarmThroughput'>) => {
    const stream = activeStreamOf(model, input)
    unless(stream.onDemand, 'ValidationException')
    checkWarm(model, input.WarmThroughputMiBps)
    return (output: Output<'UpdateStreamWarmThroughput'>) => {
      same('target', output.WarmThroughput?.TargetMiBps ?? 0, input.WarmThroughputMiBps)
      warmUp(model, stream, limits.WARM_THROUGHPUT_UPDATE_US, input.WarmThroughputMiBps)
    }
  },
  UpdateStreamMode: (model: Model, input: Input<'UpdateStreamMode'>) => {
    const { WarmThroughputMiBps: warm, StreamModeDetails } = input
    const stream = activeStreamOf(model, input)
    const onDemand = StreamModeDetails.StreamMode === 'ON_DEMAND'
    if (warm !== undefined) {
      unless(onDemand && !stream.onDemand, IA)
      checkWarm(model, warm)
    }
    if (onDemand === stream.onDemand) return () => undefined
    unless(onDemand || !stream.auto, IA)
    const count = today(model, stream, 'mode', 2)
    return () => {
      count()
      warmUp(model, stream, limits.MODE_UPDATE_US, warm ?? 0, () => {
        stream.onDemand = onDemand
      })
    }
  },
}
