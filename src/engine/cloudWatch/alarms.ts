/** The alarms of the account: put, deleted, judged once a minute. */
import { US_PER_MINUTE, US_PER_MS } from '../../base/units'
import { ALARM_EVALUATED_AFTER_US, ALARM_EXTRA_PERIODS } from '../../kinesis/limits'
import { schedule } from '../agenda'
import type { RefusalReason } from '../refusalReasons'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import { alarmProblem } from './alarmProblem'
import type { AlarmSettings, AlarmStateValue } from './alarmSettings'
import { ALARM_HISTORY_MAX, ALARMS_MAX } from './bounds'
import { judge } from './judge'
import { minuteEndUs } from './minutes'
import type { Alarm } from './model'
import { instantOf, minuteAt, valuesOf } from './sourceValue'
import { stateReason } from './stateReason'
import { isBreaching, stateWhy, type StateWhy } from './stateWhy'
import { percentileOf, samplesNeeded } from './stats'

const SECONDS_PER_MINUTE = 60

/** One of that name is replaced, and keeps its state. @returns why it cannot be; null when it is. */
export function putAlarm(world: World, settings: AlarmSettings, ofAutoscaling: string | null): RefusalReason | null {
  const problem = alarmProblem(settings)
  if (problem !== null) return problem
  const { alarms } = world.cloudWatch
  const former = alarms.get(settings.AlarmName)
  if (former === undefined && alarms.size >= ALARMS_MAX) return { key: 'alarmsMany', values: { field: 'AlarmName', max: ALARMS_MAX } }
  alarms.set(settings.AlarmName, { ...(former ?? newAlarm(world, settings)), settings, ofAutoscaling })
  scheduleEvaluation(world)
  return null
}

function newAlarm({ nowUs, epochMs }: World, settings: AlarmSettings): Alarm {
  const why: StateWhy = { key: 'created', values: {} }
  return { settings, ofAutoscaling: null, state: 'INSUFFICIENT_DATA', why, stateReason: stateReason(why, epochMs), changedUs: nowUs, evaluatedUs: null, history: [] }
}

/** As DeleteAlarms: all of them, or none where one is not there. */
export function deleteAlarms({ cloudWatch: { alarms } }: World, alarmNames: readonly string[]): RefusalReason | null {
  const missing = alarmNames.find((name) => !alarms.has(name))
  if (missing !== undefined) return { key: 'noAlarm', values: { alarm: missing } }
  for (const name of alarmNames) alarms.delete(name)
  return null
}

/** A while after the end of each minute, when its data are there. */
function scheduleEvaluation(world: World): void {
  const { cloudWatch, epochMs, nowUs } = world
  if (cloudWatch.evaluationDueUs !== null) return
  const dueUs = minuteEndUs(epochMs, nowUs - ALARM_EVALUATED_AFTER_US) + ALARM_EVALUATED_AFTER_US
  cloudWatch.evaluationDueUs = dueUs
  schedule(world.agenda, dueUs, { type: 'EvaluateAlarms' })
}

/** @returns those that went into ALARM. */
export function judgeAlarms(world: World, sink: Sink): Alarm[] {
  const { cloudWatch, nowUs } = world
  cloudWatch.evaluationDueUs = null
  if (cloudWatch.alarms.size === 0) return []
  cloudWatch.evaluationDueUs = nowUs + US_PER_MINUTE
  schedule(world.agenda, cloudWatch.evaluationDueUs, { type: 'EvaluateAlarms' })
  return Array.from(cloudWatch.alarms.values()).filter((alarm) => judgeAlarm(world, alarm, sink))
}

function judgeAlarm(world: World, alarm: Alarm, sink: Sink): boolean {
  const { settings, state } = alarm
  const points = pointsOf(world, settings, minuteAt(world, world.nowUs))
  alarm.evaluatedUs = world.nowUs
  if (hasTooFewSamples(world, settings)) return false
  const to = judge(
    points.map(({ value }) => (value === null ? null : isBreaching(settings, value))),
    { evaluationPeriods: settings.EvaluationPeriods, datapointsToAlarm: settings.DatapointsToAlarm, treatMissingData: settings.TreatMissingData, state },
  )
  if (to === state) return false
  const dated = points.map(({ from, value }) => ({ atMs: instantOf(world, from) / US_PER_MS, value }))
  setAlarmState(world, alarm, { to, why: stateWhy(settings, dated, state, to) }, sink)
  return to === 'ALARM'
}

/** Of a percentile, where the alarm is to wait for more. */
function hasTooFewSamples(world: World, { source: { MetricStat }, Period, EvaluationPeriods, EvaluateLowSampleCountPercentile }: AlarmSettings): boolean {
  const percent = EvaluateLowSampleCountPercentile === 'ignore' && MetricStat?.ExtendedStatistic !== undefined ? percentileOf(MetricStat.ExtendedStatistic) : null
  if (percent === null || MetricStat === undefined) return false
  const { ExtendedStatistic: _, ...metric } = MetricStat
  const ended = minuteAt(world, world.nowUs)
  const samples = valuesOf(world, { MetricStat: { ...metric, Statistic: 'SampleCount' } })(ended - (EvaluationPeriods * Period) / SECONDS_PER_MINUTE, ended)
  return (samples ?? 0) < samplesNeeded(percent)
}

export interface EvaluatedPoint {
  /** Its first minute since 1970. */
  from: number
  value: number | null
}

/**
 * The evaluation range as it stood when `ended` began, oldest first. Periods of several minutes slide: each evaluation takes
 * the minutes that lie behind it, whatever their clock. A percentile that the data do not tell is missing.
 */
export function pointsOf(world: World, { source, Period, EvaluationPeriods }: AlarmSettings, ended: number): EvaluatedPoint[] {
  const length = Period / SECONDS_PER_MINUTE
  const valueOver = valuesOf(world, source)
  return Array.from({ length: EvaluationPeriods + ALARM_EXTRA_PERIODS }, (_, at) => {
    const from = ended - length * (EvaluationPeriods + ALARM_EXTRA_PERIODS - at)
    const value = valueOver(from, from + length)
    return { from, value: value === null || Number.isNaN(value) ? null : value }
  })
}

/** As SetAlarmState too, which lasts until the next evaluation. */
export function setAlarmState(world: World, alarm: Alarm, { to, why }: { to: AlarmStateValue; why: StateWhy }, sink: Sink): void {
  const { state: from, settings, history } = alarm
  if (from === to) return
  const reason = stateReason(why, world.epochMs)
  alarm.state = to
  alarm.why = why
  alarm.stateReason = reason
  alarm.changedUs = world.nowUs
  history.push({ atUs: world.nowUs, from, to, reason })
  if (history.length > ALARM_HISTORY_MAX) history.shift()
  tell(world, sink, { kind: 'AlarmStateChanged', alarmName: settings.AlarmName, from, to, reason })
}
