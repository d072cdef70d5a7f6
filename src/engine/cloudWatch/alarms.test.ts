import { describe, expect, it } from 'vitest'
import type { Command } from '../commands'
import type { SimEvent } from '../events'
import { call } from '../call'
import { silentSink } from '../sink'
import { restoreWorld, saveWorld } from '../snapshot'
import { runUntil } from '../engine'
import { get } from '../testing/caller'
import { NOWHERE } from '../testing/nowhere'
import { quietScenario } from '../testing/quietWorld'
import { goTo, openTimeline, recordingOf, submitNow } from '../timeline'
import type { AlarmSettings, AlarmStateValue, MetricSource, MetricStat, Statistic } from './alarmSettings'
import { alarmProblem } from './alarmProblem'
import { metricsViewOf } from './metricsViewOf'
import { stateReason } from './stateReason'
import { stateWhy } from './stateWhy'

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
    const points = [{ atMs: 60_000, value: 0.432_626_724_243_164_06 }]
    expect(stateReason(stateWhy(settings, points, 'OK', 'ALARM'), 1_587_676_500_000)).toBe(
      'Threshold Crossed: 1 out of the last 1 datapoints [0.43262672424316406 (23/04/20 21:16:00)] was greater than or equal to the threshold (0.4) (minimum 1 datapoint for OK -> ALARM transition).',
    )
  })

  it('says as values what AWS says in English', () => {
    const at = (atMs: number, value: number | null) => ({ atMs, value })
    const why = (change: Partial<AlarmSettings>, values: (number | null)[], from: AlarmStateValue, to: AlarmStateValue) => stateWhy({ ...ALARM, ...change }, values.map((value, index) => at(60_000 * index, value)), from, to)
    expect(why({}, [null, 9, 1, 4], 'ALARM', 'OK')).toEqual({
      key: 'crossed',
      values: { decided: 1, known: 2, listed: [at(120_000, 1)], isBreaching: false, comparison: 'GreaterThanOrEqualToThreshold', threshold: 3, filled: null, needed: 1, from: 'ALARM', to: 'OK' },
    })
    const filled = { missing: 1, treated: 'breaching' }
    expect(why({ TreatMissingData: 'breaching' }, [null, null, null, 4], 'OK', 'ALARM')).toMatchObject({ key: 'crossed', values: { filled } })
    expect(why({ TreatMissingData: 'missing' }, [null, null, null, 4], 'OK', 'ALARM')).toMatchObject({ key: 'crossed', values: { filled: null } })
    expect(why({ TreatMissingData: 'breaching', DatapointsToAlarm: 1 }, [null, null, null, 1], 'OK', 'ALARM')).toEqual({ key: 'filled', values: filled })
    expect(why({}, [], 'OK', 'INSUFFICIENT_DATA')).toEqual({ key: 'unknown', values: { missing: 2 } })
    const many = why({ EvaluationPeriods: 7, DatapointsToAlarm: 7 }, [3, 4, 5, 6, 7, 8, 9], 'OK', 'ALARM')
    expect(many.key === 'crossed' && many.values.listed.map(({ value }) => value)).toEqual([5, 6, 7, 8, 9])
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
    expect(run.view()[0]!).toMatchObject({ state: 'INSUFFICIENT_DATA', why: { key: 'created' }, stateReason: 'Unchecked: Initial alarm creation' })
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

  it.each<[string, string, { Id?: string; MetricStat?: Partial<MetricStat> }[], string, string]>([
    ['no metric', '1', [], 'mathMetrics', 'Metrics'],
    ['11 metrics', 'm1', Array.from({ length: 11 }, (_, at) => ({ Id: `m${at}` })), 'mathMetrics', 'Metrics'],
    ['an id in capitals', 'm1', [{ Id: 'm1' }, { Id: 'Age' }], 'mathId', 'Metrics.1'],
    ['an empty id', 'm1', [{ Id: '' }], 'mathId', 'Metrics.0'],
    ['an id twice', 'm1', [{ Id: 'm1' }, { Id: 'm2' }, { Id: 'm1' }], 'mathId', 'Metrics.2'],
    ['a metric without a name', 'm2', [{ Id: 'm1' }, { Id: 'm2', MetricStat: { MetricName: '' } }], 'alarmEmpty', 'Metrics.1'],
    ['no percentile', 'm1', [{ Id: 'm1', MetricStat: { Statistic: undefined as never, ExtendedStatistic: 'p101' } }], 'alarmPercentile', 'Metrics.0'],
    ['no expression', '', [{ Id: 'm1' }], 'mathEnd', 'Expression'],
    ['another name', 'm1 + m9', [{ Id: 'm1' }], 'mathName', 'Expression'],
    ['too long an expression', `m1${' '.repeat(2_047)}`, [{ Id: 'm1' }], 'mathLong', 'Expression'],
  ])('on metric math with %s is refused at its field', (_, Expression, metrics, key, field) => {
    const Metrics = metrics.map(({ Id = 'm1', MetricStat = {} }) => ({ Id, MetricStat: { ...RECORDS, ...MetricStat } }))
    const run = alarmRun().submit({ type: 'PutMetricAlarm', alarm: { ...ALARM, source: { MetricMath: { Metrics, Expression } } } })
    expect(run.refused()).toMatchObject([{ key, values: { field } }])
    expect(run.view()).toEqual([])
  })

  it('on metric math goes by all of its metrics, the age of what is read among them', () => {
    const of = (MetricName: string, stat: Statistic) => ({ ...RECORDS, MetricName, Statistic: stat })
    const Metrics = [
      { Id: 'puts', MetricStat: of('IncomingRecords', 'Sum') },
      { Id: 'age', MetricStat: of('GetRecords.IteratorAgeMilliseconds', 'Maximum') },
    ]
    const source: MetricSource = { MetricMath: { Metrics, Expression: 'MAX([FILL(puts, 0) / 10, FILL(age, 0) / 1000 / 60])' } }
    const run = alarmRun().submit({ type: 'PutMetricAlarm', alarm: { ...ALARM, source, EvaluationPeriods: 1, DatapointsToAlarm: 1, Threshold: 2 } })
    run.until(10).put(5).until(250)
    const { world } = run.timeline
    const { ShardIterator = '' } = get(world, 'GetShardIterator', { StreamName: 's', ShardId: '0', ShardIteratorType: 'TRIM_HORIZON' })
    get(world, 'GetRecords', { ShardIterator, Limit: 1 })
    const another = get(world, 'GetShardIterator', { StreamName: 's', ShardId: '1', ShardIteratorType: 'TRIM_HORIZON' })
    get(world, 'GetRecords', { ShardIterator: another.ShardIterator ?? '', Limit: 1 })
    run.until(400)
    // Four minutes behind in the fifth minute; the alarm sees it 45 s after that.
    expect(run.changes()).toEqual(['45 s: INSUFFICIENT_DATA -> OK', '345 s: OK -> ALARM'])
    const { values } = metricsViewOf(world, { series: [{ source, periodSeconds: 60, fromMs: null }], lens: null }).series[0]!
    expect(values[0]).toBe(0.5)
    expect(Math.max(...values)).toBeCloseTo(4, 0)
    expect(run.view()[0]!.formula).toBe('MAX([FILL(puts, 0) / 10, FILL(age, 0) / 1000 / 60])')
  })

  it('on a percentile has no data where the samples of a minute differ', () => {
    const { Statistic: _, ...stat } = RECORDS
    const alarm: AlarmSettings = { ...ALARM, source: { MetricStat: { ...stat, ExtendedStatistic: 'p99' } }, EvaluationPeriods: 1, DatapointsToAlarm: 1 }
    const differing = alarmRun().submit({ type: 'PutMetricAlarm', alarm })
    differing.until(10).put(5).put(4).until(200)
    expect(differing.changes()).toEqual([])
    const alike = alarmRun().submit({ type: 'PutMetricAlarm', alarm })
    alike.until(10).put(5).put(5).until(150)
    expect(alike.changes()).toEqual(['105 s: INSUFFICIENT_DATA -> ALARM'])
  })

  it('on a percentile waits for enough samples where it is told to', () => {
    const { Statistic: _, ...stat } = RECORDS
    const alarm: AlarmSettings = { ...ALARM, source: { MetricStat: { ...stat, ExtendedStatistic: 'p50' } }, EvaluationPeriods: 1, DatapointsToAlarm: 1, EvaluateLowSampleCountPercentile: 'ignore' }
    const run = alarmRun().submit({ type: 'PutMetricAlarm', alarm }).until(10)
    for (let call = 0; call < 19; call++) run.put(5)
    run.until(70)
    for (let call = 0; call < 20; call++) run.put(5)
    run.until(300)
    expect(run.changes()).toEqual(['165 s: INSUFFICIENT_DATA -> ALARM'])
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
