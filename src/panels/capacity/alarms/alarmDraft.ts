/** An alarm as somebody types it: texts until it is put. Pure. */
import type { AlarmField, AlarmSettings, ComparisonOperator, MetricMath, MetricSource, MetricStat, Statistic, TreatMissingData, UseFactor } from '../../../engine/cloudWatch/alarmSettings'
import { parseTyped } from '../../../widgets/sliderScale'
import { sourceOf, type MetricChoice } from '../lens/metricChoice'

export const COMPARISONS: readonly ComparisonOperator[] = ['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold']
export const MISSING: readonly TreatMissingData[] = ['missing', 'notBreaching', 'breaching', 'ignore']
export const USE_LIMITS: readonly UseFactor['limit'][] = ['nearer', 'bytes', 'records']

/** Those of CloudWatch's console; any other can be typed. */
export const PERCENTILES = ['p50', 'p90', 'p95', 'p99', 'p99.9'] as const
export const LOW_SAMPLES = ['evaluate', 'ignore'] as const
export const STATISTICS: readonly Statistic[] = ['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum']

/** Those that are typed as numbers. */
export const NUMBER_FIELDS = ['Threshold', 'Period', 'EvaluationPeriods', 'DatapointsToAlarm'] as const
export type NumberField = (typeof NUMBER_FIELDS)[number]

export interface AlarmDraft extends Record<NumberField, string> {
  AlarmName: string
  source: MetricSource
  ComparisonOperator: ComparisonOperator
  TreatMissingData: TreatMissingData
  EvaluateLowSampleCountPercentile?: (typeof LOW_SAMPLES)[number]
}

export function draftOn(choice: MetricChoice): AlarmDraft {
  return {
    AlarmName: `${choice.metric.MetricName}-high`,
    source: sourceOf(choice),
    Threshold: '',
    Period: String(choice.periodSeconds),
    EvaluationPeriods: '1',
    DatapointsToAlarm: '1',
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'missing',
  }
}

export function draftOf({ Threshold, Period, EvaluationPeriods, DatapointsToAlarm, ...rest }: AlarmSettings): AlarmDraft {
  return { ...rest, Threshold: String(Threshold), Period: String(Period), EvaluationPeriods: String(EvaluationPeriods), DatapointsToAlarm: String(DatapointsToAlarm) }
}

/** Which metric the alarm is on: one of CloudWatch's, or the use of all open shards together. */
export function sourceOfUse(streamName: string, limit: UseFactor['limit']): MetricSource {
  return { Expression: { StreamName: streamName, limit, shardCount: null, iteratorAge: null } }
}

/** The metric in a statistic, or in a percentile where that is what is wanted. */
export function withStatistic({ Namespace, MetricName, Dimensions }: MetricStat, statistic: string): MetricStat {
  const plain = STATISTICS.find((one) => one === statistic)
  return { Namespace, MetricName, Dimensions, ...(plain === undefined ? { ExtendedStatistic: statistic } : { Statistic: plain }) }
}

/** AWS's sample for autoscaling, written out: a start to write from. @param shards that are open now, as a number in it. */
export function firstMath(streamName: string, shards: number): MetricMath {
  const of = (Id: string, MetricName: string, Statistic: Statistic) => ({ Id, MetricStat: { Namespace: 'AWS/Kinesis', MetricName, Dimensions: [{ Name: 'StreamName', Value: streamName }], Statistic } })
  return {
    Metrics: [of('m1', 'IncomingBytes', 'Sum'), of('m2', 'IncomingRecords', 'Sum'), of('m3', 'GetRecords.IteratorAgeMilliseconds', 'Maximum')],
    Expression: `MAX([FILL(m1, 0) / (1024 * 1024 * PERIOD(m1) * ${shards}), FILL(m2, 0) / (1000 * PERIOD(m2) * ${shards}), FILL(m3, 0) / 1000 / 60 * (0.25 / 30)])`,
  }
}

/** The first of m1, m2, … that is free. */
export function nextId(metrics: MetricMath['Metrics']): string {
  let number = 1
  while (metrics.some(({ Id }) => Id === `m${number}`)) number++
  return `m${number}`
}

/** What is a number goes to CloudWatch, which judges it; what is none cannot be sent. */
export function readDraft(draft: AlarmDraft): { settings: AlarmSettings } | { noNumber: AlarmField[] } {
  const read = (field: NumberField) => parseTyped(draft[field])
  const noNumber = NUMBER_FIELDS.filter((field) => read(field) === null)
  if (noNumber.length > 0) return { noNumber: [...noNumber] }
  const [Threshold = 0, Period = 0, EvaluationPeriods = 0, DatapointsToAlarm = 0] = NUMBER_FIELDS.map((field) => read(field) ?? 0)
  const { EvaluateLowSampleCountPercentile: lowSamples, ...rest } = draft
  const ofPercentile = lowSamples === undefined || draft.source.MetricStat?.ExtendedStatistic === undefined ? {} : { EvaluateLowSampleCountPercentile: lowSamples }
  return { settings: { ...rest, ...ofPercentile, Threshold, Period, EvaluationPeriods, DatapointsToAlarm } }
}
