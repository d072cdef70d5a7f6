import * as v from 'valibot'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { AutoscalingPolicy } from '../engine/autoscaling/settings'
import type { AlarmSettings, MetricMath, MetricSource, MetricStat } from '../engine/cloudWatch/alarmSettings'
import { metricsViewOf } from '../engine/cloudWatch/metricsViewOf'
import type { Command } from '../engine/commands'
import { silentSink } from '../engine/sink'
import { NOWHERE } from '../engine/testing/nowhere'
import { quietScenario } from '../engine/testing/quietWorld'
import { goTo, openTimeline, recordingOf, runRecording, submitNow } from '../engine/timeline'
import { ALARM_EXPRESSION_CHARACTERS_MAX, ALARM_MATH_METRICS_MAX } from '../kinesis/limits'
import { actSchema, readScenario } from './scenarioSchema'

const COMMON = { Period: 60, EvaluationPeriods: 1, DatapointsToAlarm: 1, Threshold: 2, ComparisonOperator: 'GreaterThanThreshold', TreatMissingData: 'missing' } as const
const PUTS = { Namespace: 'AWS/Kinesis', MetricName: 'IncomingRecords', Dimensions: [{ Name: 'StreamName', Value: 's' }] }
const SUM: MetricStat = { ...PUTS, Statistic: 'Sum' }
const MEDIAN: MetricStat = { ...PUTS, ExtendedStatistic: 'p50' }
const MATH: MetricMath = { Metrics: [{ Id: 'm1', MetricStat: SUM }, { Id: 'm2', MetricStat: MEDIAN }], Expression: 'MAX([FILL(m1, 0), m2 / 2])' }

const ALARMS: AlarmSettings[] = [
  { ...COMMON, AlarmName: 'on a statistic', source: { MetricStat: SUM } },
  { ...COMMON, AlarmName: 'on the use', source: { Expression: { StreamName: 's', limit: 'nearer', shardCount: null, iteratorAge: { minutes: 30, value: 0.25 } } } },
  { ...COMMON, AlarmName: 'on metric math', source: { MetricMath: MATH } },
  { ...COMMON, AlarmName: 'on a percentile', source: { MetricStat: MEDIAN }, EvaluateLowSampleCountPercentile: 'ignore' },
  { ...COMMON, AlarmName: 'on a percentile, however few', source: { MetricStat: MEDIAN }, EvaluateLowSampleCountPercentile: 'evaluate' },
]

const SEVERAL_STEPS: AutoscalingPolicy = {
  kind: 'stepScaling',
  minShards: 1,
  maxShards: 32,
  scaleOut: {
    threshold: 0.75,
    periodSeconds: 60,
    evaluationPeriods: 2,
    datapointsToAlarm: 2,
    cooldownSeconds: 180,
    steps: {
      AdjustmentType: 'ExactCapacity',
      StepAdjustments: [
        { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 0.15, ScalingAdjustment: 4 },
        { MetricIntervalLowerBound: 0.15, MetricIntervalUpperBound: null, ScalingAdjustment: 8 },
      ],
    },
  },
  scaleIn: null,
  iteratorAgeMinutes: null,
}

const ACTS: Command[] = [...ALARMS.map((alarm) => ({ type: 'PutMetricAlarm', alarm }) as const), { type: 'SetAutoscaling', streamName: 's', policy: SEVERAL_STEPS }]

type ActOf<Type extends Command['type']> = Extract<v.InferOutput<typeof actSchema>, { type: Type }>
/** Without the members that a source of another kind must not have. */
type Said<Source> = Source extends unknown ? { [Name in keyof Source as Source[Name] extends undefined ? never : Name]: Source[Name] } : never

function isTaken(metricMath: Partial<MetricMath>): boolean {
  return v.is(actSchema, { type: 'PutMetricAlarm', alarm: { ...COMMON, AlarmName: 'a', source: { MetricMath: { ...MATH, ...metricMath } } } })
}

describe('an alarm in a file', () => {
  it('is the alarm of a recording, which runs as it ran', () => {
    const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount: 1 }), untilMs: 300_000 }), NOWHERE, silentSink)
    for (const act of ACTS) submitNow(timeline, act, silentSink)
    goTo(timeline, 300_000_000, silentSink)
    const { scenario, commands } = timeline.recording
    const read = readScenario(JSON.parse(JSON.stringify({ ...scenario, commands })))
    if ('problems' in read) throw new Error(read.problems.join('\n'))
    expect(read.scenario.commands).toEqual(ACTS.map((command) => ({ atUs: 0, command })))
    const alarmsOf = (world: typeof timeline.world) => metricsViewOf(world, { series: [], lens: null }).alarms
    const again = runRecording(recordingOf(read.scenario), NOWHERE, 300_000_000, silentSink)
    expect(alarmsOf(again)).toEqual(alarmsOf(timeline.world))
    expect(alarmsOf(again).slice(0, ALARMS.length).map(({ settings }) => settings)).toEqual(ALARMS)
  })

  it('is refused by CloudWatch where it asks for a little too much, and not read at all beyond', () => {
    const metrics = (count: number) => ({ Metrics: Array.from({ length: count }, (_, index) => ({ Id: `m${index}`, MetricStat: SUM })) })
    expect([isTaken(metrics(ALARM_MATH_METRICS_MAX + 1)), isTaken(metrics(ALARM_MATH_METRICS_MAX + 2))]).toEqual([true, false])
    expect([1, 2].map((more) => isTaken({ Expression: ' '.repeat(ALARM_EXPRESSION_CHARACTERS_MAX + more) }))).toEqual([true, false])
  })

  it.each<[string, object]>([
    ['two sources', { source: { MetricStat: SUM, MetricMath: MATH } }],
    ['no source', { source: {} }],
    ['metric math without metrics', { source: { MetricMath: { Expression: 'm1' } } }],
    ['a metric without an id', { source: { MetricMath: { ...MATH, Metrics: [{ MetricStat: SUM }] } } }],
    ['a third way with few samples', { EvaluateLowSampleCountPercentile: 'missing' }],
  ])('is none with %s', (_, wrong) => {
    expect(v.is(actSchema, { type: 'PutMetricAlarm', alarm: { ...ALARMS[0], ...wrong } })).toBe(false)
  })

  it('has every member that the engine knows, and so has a policy', () => {
    type Alarm = ActOf<'PutMetricAlarm'>['alarm']
    expectTypeOf<Omit<Alarm, 'source'>>().toEqualTypeOf<Omit<AlarmSettings, 'source'>>()
    expectTypeOf<Alarm['source']>().toEqualTypeOf<Said<MetricSource>>()
    expectTypeOf<ActOf<'SetAutoscaling'>['policy']>().toEqualTypeOf<AutoscalingPolicy | null>()
  })
})
