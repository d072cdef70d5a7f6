/** Alarms and autoscaling as a file may have them; what of their numbers goes together the engine says. */
import * as v from 'valibot'
import { ALARM_EXPRESSION_CHARACTERS_MAX, ALARM_MATH_METRICS_MAX } from '../kinesis/limits'
import { count, positive, text } from './schemaParts'

const number = v.pipe(v.number(), v.finite())
const name = v.pipe(v.string(), v.maxLength(256))
const dimensions = v.pipe(v.array(v.strictObject({ Name: name, Value: name })), v.maxLength(30))

const MetricStat = v.strictObject({
  Namespace: name,
  MetricName: name,
  Dimensions: dimensions,
  Statistic: v.exactOptional(v.picklist(['SampleCount', 'Sum', 'Average', 'Minimum', 'Maximum'])),
  ExtendedStatistic: v.exactOptional(name),
})

export const metricSource = v.union([
  v.strictObject({ MetricStat }),
  v.strictObject({
    Expression: v.strictObject({
      StreamName: name,
      limit: v.picklist(['bytes', 'records', 'nearer']),
      shardCount: v.nullable(number),
      iteratorAge: v.nullable(v.strictObject({ minutes: number, value: number })),
    }),
  }),
  v.strictObject({
    // One more than CloudWatch takes, which is then its to refuse.
    MetricMath: v.strictObject({
      Metrics: v.pipe(v.array(v.strictObject({ Id: name, MetricStat })), v.maxLength(ALARM_MATH_METRICS_MAX + 1)),
      Expression: v.pipe(v.string(), v.maxLength(ALARM_EXPRESSION_CHARACTERS_MAX + 1)),
    }),
  }),
])

const alarm = v.strictObject({
  AlarmName: name,
  source: metricSource,
  Period: number,
  EvaluationPeriods: number,
  DatapointsToAlarm: number,
  Threshold: number,
  ComparisonOperator: v.picklist(['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold']),
  TreatMissingData: v.picklist(['breaching', 'notBreaching', 'ignore', 'missing']),
  EvaluateLowSampleCountPercentile: v.exactOptional(v.picklist(['evaluate', 'ignore'])),
})

const step = v.strictObject({ MetricIntervalLowerBound: v.nullable(number), MetricIntervalUpperBound: v.nullable(number), ScalingAdjustment: number })

const rule = v.strictObject({
  threshold: number,
  periodSeconds: positive(86_400),
  evaluationPeriods: positive(1_440),
  datapointsToAlarm: positive(1_440),
  cooldownSeconds: count(604_800),
  steps: v.nullable(
    v.strictObject({
      AdjustmentType: v.picklist(['ChangeInCapacity', 'PercentChangeInCapacity', 'ExactCapacity']),
      StepAdjustments: v.pipe(v.array(step), v.maxLength(20)),
    }),
  ),
})

const policy = v.strictObject({
  kind: v.picklist(['lambda', 'stepScaling']),
  minShards: positive(10_000),
  maxShards: positive(10_000),
  scaleOut: rule,
  scaleIn: v.nullable(rule),
  iteratorAgeMinutes: v.nullable(positive(525_600)),
})

export const cloudWatchActs = [
  v.strictObject({ type: v.literal('PutMetricAlarm'), alarm }),
  v.strictObject({ type: v.literal('DeleteAlarms'), alarmNames: v.pipe(v.array(name), v.maxLength(100)) }),
  v.strictObject({ type: v.literal('SetAutoscaling'), streamName: text, policy: v.nullable(policy) }),
] as const
