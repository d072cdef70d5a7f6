/** What stories of capacity have in common: traffic in MiB a second from applications on the SDK, into a stream that nobody reads. */
import type { AutoscalingPolicy } from '../../engine/autoscaling/settings'
import type { LoggedCommand, SyntheticWorkload } from '../../engine/commands'
import type { Scenario } from '../../engine/scenario'
import { at, stage as consumerStage } from '../consumers/stage'

/** So large that few records carry the bytes, so small that shards fill evenly. */
const RECORDS_PER_MIB = 50
const MIB = 1_048_576

export const StreamName = 'orders'
export const StreamARN = `arn:aws:kinesis:us-east-1:123456789012:stream/${StreamName}`

export const evenly: SyntheticWorkload['keys'] = { kind: 'uniform', keyCount: 100_000 }

export function flow(mibPerSecond: number, more: Partial<Pick<SyntheticWorkload, 'rate' | 'keys'>> = {}): SyntheticWorkload {
  return { kind: 'synthetic', ratePerSecond: Math.round(mibPerSecond * RECORDS_PER_MIB), recordBytes: Math.floor(MIB / RECORDS_PER_MIB) - 16, keys: evenly, ...more }
}

export function flowsFrom(second: number, mibPerSecond: number): LoggedCommand {
  return at(second, { type: 'SetWorkload', workload: flow(mibPerSecond) })
}

export const stage: Scenario = {
  ...consumerStage,
  seed: 6,
  stream: { streamName: StreamName, shardCount: 1, retentionPeriodHours: 24 },
  producers: { count: 2, workload: flow(0.5) },
}

export const onDemand: Scenario = { ...stage, stream: { streamName: StreamName, shardCount: 4, retentionPeriodHours: 24, streamMode: 'ON_DEMAND' } }

/** As AWS's sample kinesis-auto-scaling has it, but for shorter periods and a lower threshold. */
export const doubling: AutoscalingPolicy = {
  kind: 'lambda',
  minShards: 1,
  maxShards: 64,
  scaleOut: { threshold: 0.6, periodSeconds: 60, evaluationPeriods: 1, datapointsToAlarm: 1, cooldownSeconds: 0, steps: null },
  scaleIn: { threshold: 0.25, periodSeconds: 60, evaluationPeriods: 2, datapointsToAlarm: 2, cooldownSeconds: 0, steps: null },
  iteratorAgeMinutes: null,
}
