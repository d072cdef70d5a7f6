/**
 * One key fills one shard of four while the stream as a whole is less than half full, so its alarm stays OK. Shard-level metrics, switched on after a minute, name the shard; the
 * KPL's own name it by what it must retry, and the KCL's by how far behind it is read.
 */
import type { AlarmSettings } from '../../engine/cloudWatch/alarmSettings'
import { KPL_DEFAULTS } from '../../engine/producers/kpl/settings'
import type { Scenario } from '../../engine/scenario'
import { at, kcl, read } from '../consumers/stage'
import { bring } from '../producers/stage'
import { StreamName, stage } from './stage'

const SHARDS = 4

const almostFull: AlarmSettings = {
  AlarmName: 'stream-is-80-percent-full',
  source: { MetricStat: { Namespace: 'AWS/Kinesis', MetricName: 'IncomingBytes', Dimensions: [{ Name: 'StreamName', Value: StreamName }], Statistic: 'Sum' } },
  Period: 60,
  EvaluationPeriods: 1,
  DatapointsToAlarm: 1,
  Threshold: 0.8 * SHARDS * 60 * 1_048_576,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
}

export const hiddenHotShard: Scenario = {
  ...stage,
  id: 'hidden-hot-shard',
  openAtMs: 50_000,
  untilMs: 420_000,
  stream: { streamName: StreamName, shardCount: SHARDS, retentionPeriodHours: 24 },
  producers: { count: 0, workload: { kind: 'synthetic', ratePerSecond: 0, recordBytes: 1_000, keys: { kind: 'uniform', keyCount: 10_000 } } },
  commands: [
    bring(KPL_DEFAULTS, { kind: 'synthetic', ratePerSecond: 1_900, recordBytes: 1_000, keys: { kind: 'hot', keyCount: 10_000, hotPercent: 50 } }),
    read(kcl('billing', { workUs: 1_200 })),
    at(0, { type: 'PutMetricAlarm', alarm: almostFull }),
    at(60, { type: 'Call', operation: 'EnableEnhancedMonitoring', input: { StreamName, ShardLevelMetrics: ['ALL'] } }),
  ],
}
