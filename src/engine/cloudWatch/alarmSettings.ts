/** An alarm as PutMetricAlarm takes it, in CloudWatch's own names. */

export type Statistic = 'SampleCount' | 'Sum' | 'Average' | 'Minimum' | 'Maximum'

export interface Dimension {
  Name: string
  Value: string
}

/** One metric, as all of its dimensions name it. */
export interface MetricName {
  Namespace: string
  MetricName: string
  Dimensions: Dimension[]
}

/** Exactly one of the two statistics; ExtendedStatistic is a percentile, `p90` or `p99.9`. */
export interface MetricStat extends MetricName {
  Statistic?: Statistic
  ExtendedStatistic?: string
}

/**
 * The metric math of the usual autoscaling (AWS's sample kinesis-auto-scaling), as one value: the greater of
 * FILL(IncomingBytes, 0) / (1024 × 1024 × seconds × shards) and FILL(IncomingRecords, 0) / (1000 × seconds × shards).
 */
export interface UseFactor {
  StreamName: string
  limit: 'bytes' | 'records' | 'nearer'
  /** Written into the expression, true or not; null: as many as were open at the end of each period. */
  shardCount: number | null
  /** Where somebody reads more than so many minutes behind (GetRecords.IteratorAgeMilliseconds, Maximum), the value is at least `value`; null: that is not looked at. */
  iteratorAge: { minutes: number; value: number } | null
}

/**
 * `Metrics` of PutMetricAlarm: metrics with ids, and the one expression over them that the alarm watches. What of CloudWatch's
 * metric math there is stands in `math/mathTree.ts`.
 */
export interface MetricMath {
  Metrics: { Id: string; MetricStat: MetricStat }[]
  Expression: string
}

export type MetricSource = { MetricStat: MetricStat; Expression?: undefined; MetricMath?: undefined } | { Expression: UseFactor; MetricStat?: undefined; MetricMath?: undefined } | { MetricMath: MetricMath; MetricStat?: undefined; Expression?: undefined }

export type ComparisonOperator = 'GreaterThanOrEqualToThreshold' | 'GreaterThanThreshold' | 'LessThanThreshold' | 'LessThanOrEqualToThreshold'
export type TreatMissingData = 'breaching' | 'notBreaching' | 'ignore' | 'missing'
export type AlarmStateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'

export interface AlarmSettings {
  AlarmName: string
  source: MetricSource
  /** In seconds. */
  Period: number
  EvaluationPeriods: number
  DatapointsToAlarm: number
  Threshold: number
  ComparisonOperator: ComparisonOperator
  TreatMissingData: TreatMissingData
  /** Of an alarm on a percentile, while there are too few samples to tell it well: `ignore` leaves the state. Absent: `evaluate`. */
  EvaluateLowSampleCountPercentile?: 'evaluate' | 'ignore'
}

/** What a refused alarm, or a refused policy, had wrong. */
export type AlarmField = 'AlarmName' | 'Namespace' | 'MetricName' | 'Dimensions' | 'Statistic' | 'ExtendedStatistic' | 'Period' | 'EvaluationPeriods' | 'DatapointsToAlarm' | 'Threshold' | 'Expression' | 'Metrics' | `Metrics.${number}`
