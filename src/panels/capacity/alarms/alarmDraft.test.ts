import { describe, expect, it } from 'vitest'
import { firstChoice } from '../lens/metricChoice'
import { draftOf, draftOn, readDraft, sourceOfUse, type AlarmDraft } from './alarmDraft'

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

  it('is the same alarm after it was opened again', () => {
    const read = readDraft({ ...DRAFT, source: sourceOfUse('orders', 'nearer'), Threshold: '0.8' })
    if (!('settings' in read)) throw new Error('unread')
    expect(readDraft(draftOf(read.settings))).toEqual(read)
  })
})
