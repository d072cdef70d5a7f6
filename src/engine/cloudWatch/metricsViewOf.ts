/** Answers somebody who looks at CloudWatch. */
import { US_PER_MS } from '../../base/units'
import { ALARM_EVALUATED_AFTER_US, UPDATE_SHARD_COUNT_CALLS_MAX } from '../../kinesis/limits'
import { alarmNamesOf } from '../autoscaling/policyAlarms'
import { findStream } from '../naming'
import { callsWithinDay } from '../operations/shards/targetRange'
import type { World } from '../state'
import { pointsOf } from './alarms'
import { listMetrics } from './findMetric'
import { lensView } from './lens'
import { metricSeries } from './metricSeries'
import type { AlarmView, AutoscalerView, MetricsQuestion, MetricsView } from './metricsView'
import type { Alarm, Autoscaler } from './model'
import { formulaOf, instantOf, minuteAt } from './sourceValue'
import { isBreaching } from './stateWhy'

export function metricsViewOf(world: World, { series, lens }: MetricsQuestion): MetricsView {
  const { alarms, autoscalers } = world.cloudWatch
  return {
    seenUntilMs: instantOf(world, minuteAt(world, world.nowUs - ALARM_EVALUATED_AFTER_US)) / US_PER_MS,
    metrics: listMetrics(world),
    series: series.map((query) => metricSeries(world, query)),
    lens: lens === null ? null : lensView(world, lens),
    alarms: Array.from(alarms.values(), (alarm) => alarmView(world, alarm)),
    autoscaling: Array.from(autoscalers, ([streamName, autoscaler]) => autoscalerView(world, streamName, autoscaler)),
  }
}

function alarmView(world: World, { settings, ofAutoscaling, state, why, stateReason, changedUs, evaluatedUs, history }: Alarm): AlarmView {
  const points = evaluatedUs === null ? [] : pointsOf(world, settings, minuteAt(world, evaluatedUs))
  return {
    settings,
    ofAutoscaling,
    formula: formulaOf(settings.source, settings.Period),
    state,
    why,
    stateReason,
    changedAtMs: changedUs / US_PER_MS,
    evaluatedAtMs: evaluatedUs === null ? null : evaluatedUs / US_PER_MS,
    evaluated: points.map(({ from, value }) => ({ atMs: instantOf(world, from) / US_PER_MS, value, isBreaching: value === null ? null : isBreaching(settings, value) })),
    history: history.map(({ atUs, from, to, reason }) => ({ atMs: atUs / US_PER_MS, from, to, reason })),
  }
}

function autoscalerView(world: World, streamName: string, { policy, cooldownUntilUs, activities }: Autoscaler): AutoscalerView {
  const stream = findStream(world, streamName)
  const names = alarmNamesOf(streamName)
  return {
    streamName,
    policy,
    scaleOutAlarm: names.scaleOut,
    scaleInAlarm: policy.scaleIn === null ? null : names.scaleIn,
    cooldownUntilMs: cooldownUntilUs > world.nowUs ? cooldownUntilUs / US_PER_MS : null,
    callsLeft: stream === null ? null : { left: UPDATE_SHARD_COUNT_CALLS_MAX - callsWithinDay(world, stream).length, max: UPDATE_SHARD_COUNT_CALLS_MAX },
    openShards: stream?.openShards.length ?? null,
    activities: activities.map(({ atUs, ...activity }) => ({ ...activity, atMs: atUs / US_PER_MS })).reverse(),
  }
}
