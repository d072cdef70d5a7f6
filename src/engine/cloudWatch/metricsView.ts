/** What CloudWatch shows to somebody who asks (inspect subject `metrics`): metrics and their series, the truth by seconds beside them, alarms, autoscaling. */
import type { SimMs } from '../../base/units'
import type { AutoscalingPolicy } from '../autoscaling/settings'
import type { AlarmSettings, AlarmStateValue, MetricName, MetricSource, Statistic } from './alarmSettings'
import type { ScalingActivity } from './model'
import type { StateWhy } from './stateWhy'

export interface MetricsQuestion {
  /** Answered in this order. */
  series: SeriesQuery[]
  /** Seconds beside minutes, of a stream or of one of its shards; null: not asked for. */
  lens: { streamName: string; shardId: string | null } | null
}

export interface SeriesQuery {
  source: MetricSource
  periodSeconds: number
  /** Only points from this instant on; null: all that there are. */
  fromMs: SimMs | null
}

export interface MetricsView {
  /** A minute's data can be seen a while after it has ended: up to this instant alarms and AWS's console have them. */
  seenUntilMs: SimMs
  /** As ListMetrics: those that have data, by namespace, then dimensions. */
  metrics: ListedMetric[]
  series: MetricSeries[]
  lens: LensView | null
  alarms: AlarmView[]
  autoscaling: AutoscalerView[]
}

export interface ListedMetric extends MetricName {
  unit: MetricUnit
  level: 'stream' | 'shard' | 'consumer' | 'kpl' | 'kcl'
  /** Statistics that say something of it (facts: the developer guide's tables). */
  statistics: Statistic[]
  isDeprecated: boolean
  /** What is measured here where it is not quite what AWS measures; null: the same. */
  measured: MeasuredNote | null
}

export type MetricUnit = 'Bytes' | 'Count' | 'Milliseconds' | 'None'

/**
 * `roundTrip`: the service itself takes no time here, so it is the way there and back; `uploaded`: as the KPL uploaded it, its last hour, and of a shard or an error code the last minute.
 */
export type MeasuredNote = 'roundTrip' | 'uploaded'

export interface MetricSeries {
  source: MetricSource
  periodSeconds: number
  unit: MetricUnit
  /** The expression as CloudWatch's metric math; null for a plain metric. */
  formula: string | null
  /** Points that have data, oldest first; each at the beginning of its period. */
  atMs: number[]
  values: number[]
  /** A percentile was asked for and the data are statistic sets: it can be told only where all samples of a set are alike. */
  isPercentileUnknown: boolean
}

export interface LensView {
  streamName: string
  shardId: string | null
  /**
   * Whole seconds, oldest first, each as it was stored or refused; `fromMs` is when the first one began. `shards`: open in
   * that second, on average over it; `use`: the nearer limit's share of what these take.
   */
  seconds: { fromMs: SimMs; records: number[]; bytes: number[]; throttled: number[]; shards: number[]; use: number[] }
  /** Whole minutes of the wall clock within reach of `seconds`, oldest first. */
  minutes: LensMinute[]
  /** Seconds of `seconds` in which something was refused, or no more would have fitted, and the share of all. */
  secondsThrottled: number
  secondsAtLimit: number
  shareAtLimit: number
}

/** What CloudWatch has of a minute, as a mean a second, beside the worst second in it. */
export interface LensMinute {
  atMs: SimMs
  /** Seconds of it that `seconds` has: less than 60 in one that was cut off by its beginning. */
  secondsKnown: number
  recordsPerSecond: number
  bytesPerSecond: number
  throttled: number
  /** Share of what the shards of its seconds take, by the nearer limit: the mean of the minute and its fullest second. */
  meanUse: number
  peakUse: number
  secondsThrottled: number
  /** Something was refused, while the mean lies below the limit. */
  hidesThrottling: boolean
}

export interface AlarmView {
  settings: AlarmSettings
  /** Put there by the autoscaling of a stream; null: by a person. */
  ofAutoscaling: string | null
  formula: string | null
  state: AlarmStateValue
  why: StateWhy
  /** The same in AWS's words, which are English everywhere. */
  stateReason: string
  changedAtMs: SimMs
  evaluatedAtMs: SimMs | null
  /** Periods of the last evaluation, oldest first: what was there, and what was missing. */
  evaluated: { atMs: SimMs; value: number | null; isBreaching: boolean | null }[]
  /** Oldest first, the last 50. */
  history: { atMs: SimMs; from: AlarmStateValue; to: AlarmStateValue; reason: string }[]
}

export interface AutoscalerView {
  streamName: string
  policy: AutoscalingPolicy
  scaleOutAlarm: string
  scaleInAlarm: string | null
  cooldownUntilMs: SimMs | null
  /** UpdateShardCount calls left in the rolling 24 h, of how many; the stream may be gone: null. */
  callsLeft: { left: number; max: number } | null
  openShards: number | null
  /** Newest first, the last 50. */
  activities: ScalingActivityView[]
}

export interface ScalingActivityView extends Omit<ScalingActivity, 'atUs'> {
  atMs: SimMs
}
