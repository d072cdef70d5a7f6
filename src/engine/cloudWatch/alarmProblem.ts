/** What PutMetricAlarm would not take. */
import { ALARM_EVALUATION_SECONDS_MAX, ALARM_EXPRESSION_CHARACTERS_MAX, ALARM_MATH_METRICS_MAX, ALARM_METRIC_ID_CHARACTERS_MAX, ALARM_NAME_CHARACTERS_MAX } from '../../kinesis/limits'
import type { RefusalReason } from '../refusalReasons'
import type { AlarmField, AlarmSettings, MetricMath, MetricSource, MetricStat, UseFactor } from './alarmSettings'
import { parseMath } from './math/parseMath'
import { percentileOf } from './stats'

const SECONDS_PER_MINUTE = 60
const DIMENSIONS_MAX = 30
/** ASCII, and nothing but. */
const NAME = /^[\x20-\x7e]+$/

export function alarmProblem({ AlarmName, source, Period, EvaluationPeriods, DatapointsToAlarm, Threshold }: AlarmSettings): RefusalReason | null {
  if (!NAME.test(AlarmName) || AlarmName.length > ALARM_NAME_CHARACTERS_MAX) return { key: 'alarmName', values: { field: 'AlarmName', max: ALARM_NAME_CHARACTERS_MAX } }
  const ofSource = sourceProblem(source)
  if (ofSource !== null) return ofSource
  if (!isWhole(Period / SECONDS_PER_MINUTE) || Period > ALARM_EVALUATION_SECONDS_MAX) return { key: 'alarmPeriod', values: { field: 'Period', seconds: Period } }
  if (!isWhole(EvaluationPeriods)) return notPositive('EvaluationPeriods', EvaluationPeriods)
  if (EvaluationPeriods * Period > ALARM_EVALUATION_SECONDS_MAX) {
    return { key: 'alarmSpan', values: { field: 'EvaluationPeriods', seconds: EvaluationPeriods * Period, max: ALARM_EVALUATION_SECONDS_MAX } }
  }
  if (!isWhole(DatapointsToAlarm)) return notPositive('DatapointsToAlarm', DatapointsToAlarm)
  if (DatapointsToAlarm > EvaluationPeriods) return { key: 'alarmDatapoints', values: { field: 'DatapointsToAlarm', datapoints: DatapointsToAlarm, periods: EvaluationPeriods } }
  return Number.isFinite(Threshold) ? null : { key: 'alarmThreshold', values: { field: 'Threshold' } }
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1
}

function notPositive(field: AlarmField, value: number): RefusalReason {
  return { key: 'alarmWhole', values: { field, value } }
}

function sourceProblem({ MetricStat, Expression, MetricMath }: MetricSource): RefusalReason | null {
  if (MetricStat !== undefined) return statProblem(MetricStat)
  return MetricMath === undefined ? factorProblem(Expression) : mathProblem(MetricMath)
}

/** Exactly one statistic. */
function statProblem({ Namespace, MetricName, Dimensions, Statistic, ExtendedStatistic }: MetricStat): RefusalReason | null {
  if (Namespace === '') return { key: 'alarmEmpty', values: { field: 'Namespace' } }
  if (MetricName === '') return { key: 'alarmEmpty', values: { field: 'MetricName' } }
  if (Dimensions.length > DIMENSIONS_MAX) return { key: 'alarmDimensions', values: { field: 'Dimensions', max: DIMENSIONS_MAX } }
  if (Dimensions.some(({ Name, Value }) => Name === '' || Value === '')) return { key: 'alarmEmpty', values: { field: 'Dimensions' } }
  if ((Statistic === undefined) === (ExtendedStatistic === undefined)) return { key: 'alarmStatistics', values: { field: 'Statistic' } }
  if (ExtendedStatistic !== undefined && percentileOf(ExtendedStatistic) === null) return { key: 'alarmPercentile', values: { field: 'ExtendedStatistic', statistic: ExtendedStatistic } }
  return null
}

/** A lower-case letter first. */
const METRIC_ID = /^[a-z]\w*$/

/** What a metric has wrong stands at the metric, whichever part of it it is. */
function mathProblem({ Metrics, Expression }: MetricMath): RefusalReason | null {
  if (Metrics.length === 0 || Metrics.length > ALARM_MATH_METRICS_MAX) return { key: 'mathMetrics', values: { field: 'Metrics', max: ALARM_MATH_METRICS_MAX } }
  const ids = Metrics.map(({ Id }) => Id)
  for (const [index, { Id, MetricStat }] of Metrics.entries()) {
    const field = `Metrics.${index}` as const
    if (!METRIC_ID.test(Id) || Id.length > ALARM_METRIC_ID_CHARACTERS_MAX || ids.indexOf(Id) < index) return { key: 'mathId', values: { field, id: Id } }
    const problem = statProblem(MetricStat)
    if (problem !== null) return atField(problem, field)
  }
  if (Expression.length > ALARM_EXPRESSION_CHARACTERS_MAX) return { key: 'mathLong', values: { field: 'Expression', max: ALARM_EXPRESSION_CHARACTERS_MAX } }
  return parseMath(Expression, ids).problem
}

function atField(problem: RefusalReason, field: AlarmField): RefusalReason {
  return { ...problem, values: { ...problem.values, field } } as RefusalReason
}

function factorProblem({ StreamName, shardCount, iteratorAge }: UseFactor): RefusalReason | null {
  if (StreamName === '') return { key: 'alarmEmpty', values: { field: 'Expression' } }
  if (shardCount !== null && !isWhole(shardCount)) return notPositive('Expression', shardCount)
  if (iteratorAge !== null && !isWhole(iteratorAge.minutes)) return notPositive('Expression', iteratorAge.minutes)
  return null
}
