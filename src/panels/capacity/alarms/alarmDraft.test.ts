import { describe, expect, it } from 'vitest'
import { alarmProblem } from '../../../engine/cloudWatch/alarmProblem'
import { firstChoice } from '../lens/metricChoice'
import { draftOf, draftOn, firstMath, nextId, readDraft, sourceOfUse, withStatistic, type AlarmDraft } from './alarmDraft'

const DRAFT: AlarmDraft = { ...draftOn(firstChoice('orders')), Threshold: '50,000' }

describe('an alarm that somebody types', () => {
  it('is on the metric that was looked at, in its statistic and period', () => {
    expect(readDraft(DRAFT)).toEqual({
      settings: {
        AlarmName: 'IncomingRecords-high',
        source: { MetricStat: { Namespace: 'AWS/Kinesis', MetricName: 'IncomingRecords', Dimensions: [{ Name: 'StreamName', Value: 'orders' }], Statistic: 'Sum' } },
        Threshold: 50_000,
        Period: 60,
        EvaluationPeriods: 1,
        DatapointsToAlarm: 1,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'missing',
      },
    })
  })

  it.each(['', 'many', '1e3', '--1'])('is not put while %j stands where a number must', (typed) => {
    expect(readDraft({ ...DRAFT, Threshold: typed, Period: '90', EvaluationPeriods: typed })).toEqual({ noNumber: ['Threshold', 'EvaluationPeriods'] })
  })

  it('leaves impossible numbers to CloudWatch to refuse', () => {
    expect(readDraft({ ...DRAFT, Period: '-7', DatapointsToAlarm: '2.5' })).toMatchObject({ settings: { Period: -7, DatapointsToAlarm: 2.5 } })
  })

  it('is on a statistic or on a percentile, never on both', () => {
    const stat = DRAFT.source.MetricStat!
    const percentile = withStatistic(stat, 'p99.9')
    expect(percentile).toEqual({ Namespace: 'AWS/Kinesis', MetricName: 'IncomingRecords', Dimensions: stat.Dimensions, ExtendedStatistic: 'p99.9' })
    expect(withStatistic(percentile, 'Maximum')).toEqual({ ...stat, Statistic: 'Maximum' })
    const draft: AlarmDraft = { ...DRAFT, EvaluateLowSampleCountPercentile: 'ignore' }
    expect(readDraft({ ...draft, source: { MetricStat: percentile } })).toHaveProperty('settings.EvaluateLowSampleCountPercentile', 'ignore')
    expect(readDraft(draft)).not.toHaveProperty('settings.EvaluateLowSampleCountPercentile')
  })

  it('on metric math begins with an expression that CloudWatch takes', () => {
    const MetricMath = firstMath('orders', 4)
    const read = readDraft({ ...DRAFT, source: { MetricMath }, Period: '60' })
    expect('settings' in read && alarmProblem(read.settings)).toBeNull()
    expect([nextId(MetricMath.Metrics), nextId([]), nextId(MetricMath.Metrics.slice(1))]).toEqual(['m4', 'm1', 'm1'])
  })

  it('is the same alarm after it was opened again', () => {
    const read = readDraft({ ...DRAFT, source: sourceOfUse('orders', 'nearer'), Threshold: '0.8' })
    if (!('settings' in read)) throw new Error('unread')
    expect(readDraft(draftOf(read.settings))).toEqual(read)
  })
})
