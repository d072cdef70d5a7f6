/** Why an alarm is in its state, in CloudWatch's own sentences as far as they were recorded (SNS messages of alarms). */
import type { EpochMs } from '../../base/units'
import { isoText } from '../utcText'
import type { AlarmSettings, AlarmStateValue, ComparisonOperator } from './alarmSettings'

export interface Point {
  atEpochMs: EpochMs
  value: number | null
}

/** Points named in one sentence, the newest of them. */
const LISTED_MAX = 5

export const NEW_ALARM_REASON = 'Unchecked: Initial alarm creation'

const COMPARED: Record<ComparisonOperator, string> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
}

export function isBreaching({ ComparisonOperator, Threshold }: AlarmSettings, value: number): boolean {
  switch (ComparisonOperator) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= Threshold
    case 'GreaterThanThreshold':
      return value > Threshold
    case 'LessThanThreshold':
      return value < Threshold
    case 'LessThanOrEqualToThreshold':
      return value <= Threshold
  }
}

/** @param points of the evaluation range, oldest first. */
export function stateReason(settings: AlarmSettings, points: readonly Point[], from: AlarmStateValue, to: AlarmStateValue): string {
  const { EvaluationPeriods, DatapointsToAlarm, TreatMissingData } = settings
  const known = points.filter((point): point is Point & { value: number } => point.value !== null).slice(-EvaluationPeriods)
  const missing = EvaluationPeriods - known.length
  if (to === 'INSUFFICIENT_DATA') return `Insufficient Data: ${many(missing, 'datapoint')} ${missing === 1 ? 'was' : 'were'} unknown.`
  const treated = TreatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching'
  const filled = `${many(missing, 'missing datapoint')} ${missing === 1 ? 'was' : 'were'} treated as [${treated}]`
  if (known.length === 0) return `Threshold Crossed: no datapoints were received for ${many(EvaluationPeriods, 'period')} and ${filled}.`
  const shown = known.filter(({ value }) => isBreaching(settings, value) === (to === 'ALARM'))
  if (shown.length === 0) return `Threshold Crossed: ${filled}.`
  const compared = `${shown.length === 1 ? 'was' : 'were'} ${to === 'ALARM' ? '' : 'not '}${COMPARED[settings.ComparisonOperator]} the threshold (${javaNumber(settings.Threshold)})`
  const listed = shown.slice(-LISTED_MAX).map(({ value, atEpochMs }) => `${javaNumber(value)} (${shortDate(atEpochMs)})`).join(', ')
  const needed = to === 'ALARM' ? DatapointsToAlarm : EvaluationPeriods - DatapointsToAlarm + 1
  return (
    `Threshold Crossed: ${shown.length} out of the last ${many(known.length, 'datapoint', known.length)} [${listed}] ${compared}` +
    `${missing > 0 && isFilled(TreatMissingData) ? ` and ${filled}` : ''} (minimum ${many(needed, 'datapoint')} for ${from} -> ${to} transition).`
  )
}

function isFilled(treatMissingData: AlarmSettings['TreatMissingData']): boolean {
  return treatMissingData === 'breaching' || treatMissingData === 'notBreaching'
}

/** "1 datapoint", "3 datapoints"; recorded: "1 out of the last 1 datapoints". */
function many(count: number, noun: string, inAll?: number): string {
  return `${count} ${noun}${count === 1 && inAll === undefined ? '' : 's'}`
}

/** As Java prints a double: 1 is `1.0`. */
function javaNumber(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value)
}

/** `23/04/20 21:16:00`. */
function shortDate(epochMs: EpochMs): string {
  const [, year, month, day, time] = /^\d\d(\d\d)-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(isoText(epochMs)) ?? []
  return `${day}/${month}/${year} ${time}`
}
