/**
 * CloudWatch as state: statistic sets of the minute that runs, finished minutes in blocks, alarms, and who scales by them.
 * What is kept by name outlives a stream, as in CloudWatch.
 */
import type { SimUs } from '../../base/units'
import type { AutoscalingPolicy, ScalingOutcome } from '../autoscaling/settings'
import type { AlarmSettings, AlarmStateValue } from './alarmSettings'
import type { StateWhy } from './stateWhy'

export interface CloudWatch {
  /** When the minute of the wall clock that runs is over. */
  minuteEndsUs: SimUs
  /** By name; a stream is in it from its first datum on. */
  streams: Map<string, StreamMetrics>
  /** Of applications on the KCL, by name. */
  applications: Map<string, ApplicationMetrics>
  /** By name. */
  alarms: Map<string, Alarm>
  /** When alarms are judged next; null while there are none. */
  evaluationDueUs: SimUs | null
  /** By the name of the stream. */
  autoscalers: Map<string, Autoscaler>
}

export interface StreamMetrics {
  all: MetricSet
  /** By consumer name and by shard index. */
  consumers: Map<string, MetricSet>
  shards: Map<number, MetricSet>
  /** The last seconds as they were, a ring of `LENS_SECONDS`: a row each of records, bytes and refused records. Null until there is any. */
  seconds: Float64Array | null
}

export interface ApplicationMetrics {
  all: MetricSet
  /** By shard index. */
  shards: Map<number, MetricSet>
}

/** The metrics of one set of dimensions. */
export interface MetricSet {
  /** Of the minute that runs: count, sum, minimum and maximum of each metric. */
  running: Float64Array
  /** By metric, oldest first; empty for one that never got data. */
  series: MetricBlock[][]
}

export interface MetricBlock {
  /** Its first minute since 1970, a multiple of `BLOCK_MINUTES`. */
  fromMinute: number
  /** A cell a minute; a count of 0: no data. */
  cells: Float64Array
}

export interface Alarm {
  settings: AlarmSettings
  ofAutoscaling: string | null
  state: AlarmStateValue
  why: StateWhy
  /** The same in AWS's words. */
  stateReason: string
  changedUs: SimUs
  /** Null: not yet. */
  evaluatedUs: SimUs | null
  /** Oldest first. */
  history: { atUs: SimUs; from: AlarmStateValue; to: AlarmStateValue; reason: string }[]
}

export interface Autoscaler {
  policy: AutoscalingPolicy
  cooldownUntilUs: SimUs
  /** Oldest first. */
  activities: ScalingActivity[]
}

export interface ScalingActivity {
  atUs: SimUs
  alarmName: string
  from: number
  to: number
  outcome: ScalingOutcome
  exception: string | null
  message: string | null
  /** How often the same happened in a row. */
  times: number
}

export const LENS_SECONDS = 360
