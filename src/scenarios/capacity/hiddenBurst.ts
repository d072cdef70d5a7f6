/**
 * Two seconds of every minute bring three times what a shard takes; the average of the minute is an eighth. An alarm on the bytes of the minute stays OK while
 * records are refused; one on WriteProvisionedThroughputExceeded rings.
 */
import type { AlarmSettings, MetricStat } from '../../engine/cloudWatch/alarmSettings'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { Scenario } from '../../engine/scenario'
import { at } from '../consumers/stage'
import { StreamName, flow, stage } from './stage'

const BYTES_OF_A_MINUTE = 60 * 1_048_576

/** A second from one point to the next. */
const percents = Array.from({ length: 60 }, (_, point) => (point === 20 || point === 21 ? 1_000 : 10))

function alarm(AlarmName: string, MetricName: string, Threshold: number): AlarmSettings {
  const MetricStat: MetricStat = { Namespace: 'AWS/Kinesis', MetricName, Dimensions: [{ Name: 'StreamName', Value: StreamName }], Statistic: 'Sum' }
  return { AlarmName, source: { MetricStat }, Period: 60, EvaluationPeriods: 1, DatapointsToAlarm: 1, Threshold, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching' }
}

export const hiddenBurst: Scenario = {
  ...stage,
  id: 'hidden-burst',
  openAtMs: 110_000,
  untilMs: 240_000,
  producers: { count: 0, workload: flow(0.1) },
  commands: [
    at(0, { type: 'PutMetricAlarm', alarm: alarm('minute-is-80-percent-full', 'IncomingBytes', 0.8 * BYTES_OF_A_MINUTE) }),
    at(0, { type: 'PutMetricAlarm', alarm: alarm('records-are-refused', 'WriteProvisionedThroughputExceeded', 1) }),
    at(0, {
      type: 'AddProducer',
      producer: {
        settings: { ...SDK_DEFAULTS, failedEntries: 'giveUp' },
        workload: flow(0.3, { rate: { kind: 'drawn', percents, spanMs: 60_000 } }),
        trafficPercent: 100,
      },
    }),
  ],
}
