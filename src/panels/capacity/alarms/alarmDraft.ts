/** An alarm as somebody types it: texts until it is put. Pure. */
import type { AlarmField, AlarmSettings, ComparisonOperator, MetricSource, TreatMissingData, UseFactor } from '../../../engine/cloudWatch/alarmSettings'
import { parseTyped } from '../../../widgets/sliderScale'
import { sourceOf, type MetricChoice } from '../lens/metricChoice'

export const COMPARISONS: readonly ComparisonOperator[] = ['GreaterThanOrEqualToThreshold', 'GreaterThanThreshold', 'LessThanThreshold', 'LessThanOrEqualToThreshold']
export const MISSING: readonly TreatMissingData[] = ['missing', 'notBreaching', 'breaching', 'ignore']
export const USE_LIMITS: readonly UseFactor['limit'][] = ['nearer', 'bytes', 'records']

/** Those that are typed as numbers. */
export const NUMBER_FIELDS = ['Threshold', 'Period', 'EvaluationPeriods', 'DatapointsToAlarm'] as const
export type NumberField = (typeof NUMBER_FIELDS)[number]

export interface AlarmDraft extends Record<NumberField, string> {
  AlarmName: string
  source: MetricSource
  ComparisonOperator: ComparisonOperator
  TreatMissingData: TreatMissingData
}

export function draftOn(choice: MetricChoice): AlarmDraft {
  return {
    AlarmName: `${choice.metric.MetricName}-high`,
    source: sourceOf(choice),
    Threshold: '',
    Period: String(choice.periodSeconds),
    EvaluationPeriods: '1',
    DatapointsToAlarm: '1',
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'missing',
  }
}

export function draftOf({ Threshold, Period, EvaluationPeriods, DatapointsToAlarm, ...rest }: AlarmSettings): AlarmDraft {
  return { ...rest, Threshold: String(Threshold), Period: String(Period), EvaluationPeriods: String(EvaluationPeriods), DatapointsToAlarm: String(DatapointsToAlarm) }
}

/** Which metric the alarm is on: one of CloudWatch's, or the use of all open shards together. */
export function sourceOfUse(streamName: string, limit: UseFactor['limit']): MetricSource {
  return { Expression: { StreamName: streamName, limit, shardCount: null, iteratorAge: null } }
}

/** What is a number goes to CloudWatch, which judges it; what is none cannot be sent. */
export function readDraft(draft: AlarmDraft): { settings: AlarmSettings } | { noNumber: AlarmField[] } {
  const read = (field: NumberField) => parseTyped(draft[field])
  const noNumber = NUMBER_FIELDS.filter((field) => read(field) === null)
  if (noNumber.length > 0) return { noNumber: [...noNumber] }
  const [Threshold = 0, Period = 0, EvaluationPeriods = 0, DatapointsToAlarm = 0] = NUMBER_FIELDS.map((field) => read(field) ?? 0)
  return { settings: { ...draft, Threshold, Period, EvaluationPeriods, DatapointsToAlarm } }
}
