/**
 * What follows an alarm. `lambda`: once for each time that it goes into ALARM; the function doubles or halves, writes the new
 * number of shards into both alarms and sets them to INSUFFICIENT_DATA, and after a refusal to OK, so that it is called again
 * (aws-samples/kinesis-auto-scaling). `stepScaling`: every minute while it is in ALARM.
 */
import { US_PER_SECOND } from '../../base/units'
import { judgeAlarms, pointsOf, putAlarm, setAlarmState } from '../cloudWatch/alarms'
import type { Alarm, Autoscaler } from '../cloudWatch/model'
import { minuteAt } from '../cloudWatch/sourceValue'
import { applicationCaller } from '../door/callerName'
import type { Environment } from '../environment'
import type { Sink } from '../sink'
import type { World } from '../state'
import { noteActivity, type Activity } from './activities'
import { alarmNamesOf, policyAlarms } from './policyAlarms'
import { targetShards } from './targetShards'

interface Scaling {
  streamName: string
  autoscaler: Autoscaler
  direction: 'scaleOut' | 'scaleIn'
  alarm: Alarm
}

export function evaluateAlarms(world: World, environment: Environment, sink: Sink): void {
  const alarmed = new Set(judgeAlarms(world, sink))
  const { alarms, autoscalers } = world.cloudWatch
  for (const [streamName, autoscaler] of autoscalers) {
    for (const direction of ['scaleOut', 'scaleIn'] as const) {
      const alarm = alarms.get(alarmNamesOf(streamName)[direction])
      if (alarm?.ofAutoscaling !== streamName || alarm.state !== 'ALARM') continue
      if (autoscaler.policy.kind === 'stepScaling' || alarmed.has(alarm)) scale(world, environment, { streamName, autoscaler, direction, alarm }, sink)
    }
  }
}

function scale(world: World, environment: Environment, scaling: Scaling, sink: Sink): void {
  const { streamName, autoscaler } = scaling
  if (world.nowUs < autoscaler.cooldownUntilUs) {
    const from = world.streams.find((stream) => stream.streamName === streamName && stream.deletedAtUs === null)?.openShards.length ?? 0
    return finish(world, scaling, { from, to: from, outcome: 'cooldown', refusal: null }, sink)
  }
  finish(world, scaling, carryOut(world, environment, scaling, sink), sink)
}

function carryOut(world: World, environment: Environment, { streamName, autoscaler, direction, alarm }: Scaling, sink: Sink): Activity {
  const as = applicationCaller(`autoscaler-${streamName}`)
  const described = environment.call(world, { operation: 'DescribeStreamSummary', input: { StreamName: streamName }, as }, sink)
  if (!described.ok) return { from: 0, to: 0, outcome: 'refused', refusal: described.refusal }
  const from = described.value.StreamDescriptionSummary.OpenShardCount
  const last = pointsOf(world, alarm.settings, minuteAt(world, world.nowUs)).findLast(({ value }) => value !== null)?.value ?? alarm.settings.Threshold
  const to = targetShards(autoscaler.policy, direction, from, last - alarm.settings.Threshold)
  if (to === null) return { from, to: from, outcome: 'noStep', refusal: null }
  if (to === from) return { from, to, outcome: 'bounds', refusal: null }
  const input = { StreamName: streamName, TargetShardCount: to, ScalingType: 'UNIFORM_SCALING' } as const
  const answer = environment.call(world, { operation: 'UpdateShardCount', input, as }, sink)
  return answer.ok ? { from, to, outcome: 'accepted', refusal: null } : { from, to, outcome: 'refused', refusal: answer.refusal }
}

function finish(world: World, { streamName, autoscaler, direction, alarm }: Scaling, activity: Activity, sink: Sink): void {
  const { policy } = autoscaler
  noteActivity(world, { streamName, autoscaler, alarmName: alarm.settings.AlarmName }, activity, sink)
  if (activity.outcome === 'accepted') autoscaler.cooldownUntilUs = world.nowUs + (policy[direction]?.cooldownSeconds ?? 0) * US_PER_SECOND
  if (policy.kind === 'stepScaling') return
  switch (activity.outcome) {
    case 'accepted':
      return beginAnew(world, streamName, autoscaler, activity.to, sink)
    case 'refused':
      return setAlarmState(world, alarm, { to: 'OK', why: { key: 'scalingRefused', values: { exception: activity.refusal?.exception ?? '' } } }, sink)
    case 'cooldown':
      return setAlarmState(world, alarm, { to: 'INSUFFICIENT_DATA', why: { key: 'scalingCooldown', values: {} } }, sink)
    case 'bounds':
    case 'noStep':
  }
}

function beginAnew(world: World, streamName: string, { policy }: Autoscaler, shards: number, sink: Sink): void {
  for (const settings of policyAlarms(streamName, policy, shards)) {
    const alarm = world.cloudWatch.alarms.get(settings.AlarmName)
    // One that somebody has deleted stays deleted.
    if (alarm?.ofAutoscaling !== streamName) continue
    putAlarm(world, settings, streamName)
    const updated = world.cloudWatch.alarms.get(settings.AlarmName)
    if (updated !== undefined) setAlarmState(world, updated, { to: 'INSUFFICIENT_DATA', why: { key: 'expressionChanged', values: {} } }, sink)
  }
}
