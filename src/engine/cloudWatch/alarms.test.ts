import { describe, expect, it } from 'vitest'
import type { Command } from '../commands'
import type { SimEvent } from '../events'
import { call } from '../call'
import { silentSink } from '../sink'
import { restoreWorld, saveWorld } from '../snapshot'
import { runUntil } from '../engine'
import { NOWHERE } from '../testing/nowhere'
import { quietScenario } from '../testing/quietWorld'
import { goTo, openTimeline, recordingOf, submitNow } from '../timeline'
import type { AlarmSettings, MetricStat } from './alarmSettings'
import { alarmProblem } from './alarmProblem'
import { metricsViewOf } from './metricsViewOf'
import { stateReason } from './stateReason'

const RECORDS: MetricStat = { Namespace: 'AWS/Kinesis', MetricName: 'IncomingRecords', Dimensions: [{ Name: 'StreamName', Value: 's' }], Statistic: 'Sum' }
const ALARM: AlarmSettings = {
  AlarmName: 'busy',
  source: { MetricStat: RECORDS },
  Period: 60,
  EvaluationPeriods: 2,
  DatapointsToAlarm: 2,
  Threshold: 3,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'missing',
}

function alarmRun(epochMs = 1_767_603_600_000) {
  const events: SimEvent[] = []
  const sink = { event: (event: SimEvent) => void events.push(event) }
  const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount: 2 }), epochMs, untilMs: 10_000_000 }), NOWHERE, sink)
  const run = {
    timeline,
    events,
    until(seconds: number) {
      goTo(timeline, seconds * 1_000_000, sink)
      return run
    },
    submit(command: Command) {
      submitNow(timeline, command, sink)
      return run
    },
    put(records: number) {
      const Records = Array.from({ length: records }, () => ({ PartitionKey: 'a', Data: new Uint8Array(10) }))
      return run.submit({ type: 'Call', operation: 'PutRecords', input: { StreamName: 's', Records } })
    },
    changes: () => events.flatMap((event) => (event.kind === 'AlarmStateChanged' ? [`${event.at / 1_000} s: ${event.from} -> ${event.to}`] : [])),
    view: () => metricsViewOf(timeline.world, { series: [], lens: null }).alarms,
    refused: () => events.flatMap((event) => (event.kind === 'CommandRefused' ? [event.reason] : [])),
  }
  return run
}

describe('an alarm', () => {
  it('is judged 45 s after the end of each minute, by the minutes that have ended', () => {
    const run = alarmRun().submit({ type: 'PutMetricAlarm', alarm: ALARM })
    run.until(10).put(5).until(70).put(5).until(130).put(1).until(500)
    // Two periods more than needed are looked at: the last point counts until it is older than they are.
    expect(run.changes()).toEqual(['165 s: INSUFFICIENT_DATA -> ALARM', '225 s: ALARM -> OK', '465 s: OK -> INSUFFICIENT_DATA'])
    const reasons = run.view()[0]!.history.map(({ reason }) => reason)
    expect(reasons).toEqual([
      'Threshold Crossed: 2 out of the last 2 datapoints [5.0 (05/01/26 09:00:00), 5.0 (05/01/26 09:01:00)] were greater than or equal to the threshold (3.0) (minimum 2 datapoints for INSUFFICIENT_DATA -> ALARM transition).',
      'Threshold Crossed: 1 out of the last 2 datapoints [1.0 (05/01/26 09:02:00)] was not greater than or equal to the threshold (3.0) (minimum 1 datapoint for ALARM -> OK transition).',
      'Insufficient Data: 2 datapoints were unknown.',
    ])
  })

  it('says what an SNS message of AWS said', () => {
    const settings: AlarmSettings = { ...ALARM, EvaluationPeriods: 1, DatapointsToAlarm: 1, Threshold: 0.4 }
    const points = [{ atEpochMs: 1_587_676_560_000, value: 0.432_626_724_243_164_06 }]
    expect(stateReason(settings, points, 'OK', 'ALARM')).toBe(
      'Threshold Crossed: 1 out of the last 1 datapoints [0.43262672424316406 (23/04/20 21:16:00)] was greater than or equal to the threshold (0.4) (minimum 1 datapoint for OK -> ALARM transition).',
    )
  })

  it('keeps to minutes of the wall clock that begin in the middle of a run', () => {
    const run = alarmRun(1_767_603_600_000 + 20_500).submit({ type: 'PutMetricAlarm', alarm: { ...ALARM, EvaluationPeriods: 1, DatapointsToAlarm: 1 } })
    run.until(39).put(5).until(200)
    expect(run.changes()).toEqual(['84.5 s: INSUFFICIENT_DATA -> ALARM'])
    expect(run.view()[0]!.evaluated.filter(({ value }) => value !== null).map(({ atMs }) => atMs)).toEqual([-20_500])
  })

  it('slides over periods of several minutes', () => {
    const run = alarmRun().submit({ type: 'PutMetricAlarm', alarm: { ...ALARM, Period: 180, EvaluationPeriods: 1, DatapointsToAlarm: 1, TreatMissingData: 'notBreaching' } })
    run.until(70).put(2).until(130).put(1).until(310).put(1).until(490).put(1).until(600)
    // The minutes 0 to 2 and 1 to 3 hold three records, those from 2 to 4 one.
    expect(run.changes()).toEqual(['45 s: INSUFFICIENT_DATA -> OK', '225 s: OK -> ALARM', '345 s: ALARM -> OK'])
  })

  it('is replaced under its name, keeps its state, and is gone when it is deleted', () => {
    const run = alarmRun().submit({ type: 'PutMetricAlarm', alarm: { ...ALARM, EvaluationPeriods: 1, DatapointsToAlarm: 1 } })
    run.until(10).put(5).until(110)
    expect(run.view()[0]!.state).toBe('ALARM')
    run.submit({ type: 'PutMetricAlarm', alarm: { ...ALARM, EvaluationPeriods: 1, DatapointsToAlarm: 1, Threshold: 10 } })
    expect(run.view()).toHaveLength(1)
    expect(run.view()[0]!.state).toBe('ALARM')
    run.until(170)
    expect(run.view()[0]!.state).toBe('OK')
    run.submit({ type: 'DeleteAlarms', alarmNames: ['busy', 'nosuch'] })
    expect(run.refused()).toEqual([{ key: 'noAlarm', values: { alarm: 'nosuch' } }])
    expect(run.view()).toHaveLength(1)
    run.submit({ type: 'DeleteAlarms', alarmNames: ['busy'] }).until(400)
    expect(run.view()).toEqual([])
    expect(run.timeline.world.cloudWatch.evaluationDueUs).toBeNull()
    run.submit({ type: 'PutMetricAlarm', alarm: { ...ALARM, TreatMissingData: 'breaching' } }).until(500)
    expect(run.view()[0]!.state).toBe('ALARM')
    expect(run.view()[0]!.stateReason).toBe('Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching].')
  })

  it('of a name that was misspelt has no data', () => {
    const run = alarmRun().submit({ type: 'PutMetricAlarm', alarm: { ...ALARM, source: { MetricStat: { ...RECORDS, MetricName: 'IncomingRecord' } } } })
    run.put(5).until(300)
    expect(run.view()[0]!).toMatchObject({ state: 'INSUFFICIENT_DATA', stateReason: 'Unchecked: Initial alarm creation' })
  })

  it('goes on after a snapshot as if there had been none', () => {
    const run = alarmRun().submit({ type: 'PutMetricAlarm', alarm: ALARM })
    run.until(10).put(5).until(70).put(5).until(100)
    const restored = restoreWorld(saveWorld(run.timeline.world))
    run.until(300)
    runUntil(restored, NOWHERE, 300_000_000, silentSink)
    expect(restored.cloudWatch).toEqual(run.timeline.world.cloudWatch)
    expect(restored.cloudWatch.alarms.get('busy')!.history.length).toBeGreaterThan(0)
  })

  it.each<[string, Partial<AlarmSettings> & { stat?: Partial<MetricStat> }, string, string]>([
    ['no name', { AlarmName: '' }, 'alarmName', 'AlarmName'],
    ['a name beyond ASCII', { AlarmName: '경보' }, 'alarmName', 'AlarmName'],
    ['too long a name', { AlarmName: 'a'.repeat(256) }, 'alarmName', 'AlarmName'],
    ['no namespace', { stat: { Namespace: '' } }, 'alarmEmpty', 'Namespace'],
    ['no metric', { stat: { MetricName: '' } }, 'alarmEmpty', 'MetricName'],
    ['a dimension without a value', { stat: { Dimensions: [{ Name: 'StreamName', Value: '' }] } }, 'alarmEmpty', 'Dimensions'],
    ['31 dimensions', { stat: { Dimensions: Array.from({ length: 31 }, () => ({ Name: 'a', Value: 'b' })) } }, 'alarmDimensions', 'Dimensions'],
    ['two statistics', { stat: { ExtendedStatistic: 'p90' } }, 'alarmStatistics', 'Statistic'],
    ['a period of 90 s', { Period: 90 }, 'alarmPeriod', 'Period'],
    ['a period of 0', { Period: 0 }, 'alarmPeriod', 'Period'],
    ['no number as a period', { Period: NaN }, 'alarmPeriod', 'Period'],
    ['no evaluation period', { EvaluationPeriods: 0 }, 'alarmWhole', 'EvaluationPeriods'],
    ['half an evaluation period', { EvaluationPeriods: 1.5 }, 'alarmWhole', 'EvaluationPeriods'],
    ['more than a day', { Period: 3_600, EvaluationPeriods: 25, DatapointsToAlarm: 1 }, 'alarmSpan', 'EvaluationPeriods'],
    ['more points than periods', { DatapointsToAlarm: 3 }, 'alarmDatapoints', 'DatapointsToAlarm'],
    ['no threshold', { Threshold: NaN }, 'alarmThreshold', 'Threshold'],
    ['a boundless threshold', { Threshold: Infinity }, 'alarmThreshold', 'Threshold'],
  ])('with %s is refused at its field, and nothing is changed', (_, { stat, ...change }, key, field) => {
    const alarm: AlarmSettings = { ...ALARM, ...change, ...(stat === undefined ? {} : { source: { MetricStat: { ...RECORDS, ...stat } } }) }
    expect(alarmProblem(alarm)).toMatchObject({ key, values: { field } })
    const run = alarmRun().submit({ type: 'PutMetricAlarm', alarm })
    expect(run.refused()).toHaveLength(1)
    expect(run.view()).toEqual([])
  })

  it.each(['p90', 'p99.9', 'p0'])('takes the percentile %s alone', (ExtendedStatistic) => {
    const { Statistic: _, ...stat } = RECORDS
    expect(alarmProblem({ ...ALARM, source: { MetricStat: { ...stat, ExtendedStatistic } } })).toBeNull()
    expect(alarmProblem({ ...ALARM, source: { MetricStat: { ...stat, ExtendedStatistic: 'max' } } })).toMatchObject({ key: 'alarmPercentile' })
    expect(alarmProblem({ ...ALARM, source: { MetricStat: stat } })).toMatchObject({ key: 'alarmStatistics' })
  })

  it('of a day is the longest', () => {
    expect(alarmProblem({ ...ALARM, Period: 3_600, EvaluationPeriods: 24 })).toBeNull()
    expect(alarmProblem({ ...ALARM, Period: 86_400, EvaluationPeriods: 1, DatapointsToAlarm: 1 })).toBeNull()
  })
})

describe('the use factor', () => {
  const use = (change: object) => ({ Expression: { StreamName: 's', limit: 'nearer', shardCount: null, iteratorAge: null, ...change } }) as AlarmSettings['source']
  const valuesOf = (source: AlarmSettings['source'], run = alarmRun()) => {
    run.until(10).put(30).until(70)
    const { world } = run.timeline
    call(world, { operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: '1000' } }, silentSink)
    run.until(310)
    const [series] = metricsViewOf(world, { series: [{ source, periodSeconds: 60, fromMs: null }], lens: null }).series
    return series!
  }

  it('is the nearer limit over the shards that were open, and 0 in a quiet minute', () => {
    expect(valuesOf(use({})).values).toEqual([30 / (60 * 2 * 1_000), 0, 0, 0, 0])
    expect(valuesOf(use({ limit: 'bytes' })).values[0]).toBe((30 * 11) / (60 * 2 * 1_048_576))
    expect(valuesOf(use({ shardCount: 1 })).values[0]).toBe(30 / 60_000)
  })

  it('says itself as metric math', () => {
    expect(valuesOf(use({ shardCount: 4, iteratorAge: { minutes: 30, value: 0.25 } })).formula).toBe(
      'MAX([FILL(IncomingBytes,0)/(1024*1024*60*4), FILL(IncomingRecords,0)/(1000*60*4), (FILL(GetRecords.IteratorAgeMilliseconds,0)/1000/60)*(0.25/30)])',
    )
    expect(valuesOf(use({ limit: 'bytes' })).formula).toBe('FILL(IncomingBytes,0)/(1024*1024*60*OpenShardCount)')
  })

  it('of a stream that is not there is no data', () => {
    expect(valuesOf(use({ StreamName: 'other' })).values).toEqual([])
  })
})
