/** CloudWatch's StateReason: its own English sentences, as far as they were recorded (SNS messages of alarms). */
import type { EpochMs } from '../../base/units'
import { isoText } from '../utcText'
import type { ComparisonOperator } from './alarmSettings'
import type { Crossed, Filled, StateWhy } from './stateWhy'

const COMPARED: Record<ComparisonOperator, string> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
}

/** @param epochMs of the world: points are dated by the wall clock. */
export function stateReason({ key, values }: StateWhy, epochMs: EpochMs): string {
  switch (key) {
    case 'created':
      return 'Unchecked: Initial alarm creation'
    case 'unknown':
      return `Insufficient Data: ${many(values.missing, 'datapoint')} ${wereOf(values.missing)} unknown.`
    case 'nothingReceived':
      return `Threshold Crossed: no datapoints were received for ${many(values.periods, 'period')} and ${filledText(values)}.`
    case 'filled':
      return `Threshold Crossed: ${filledText(values)}.`
    case 'crossed':
      return crossedText(values, epochMs)
    case 'expressionChanged':
      return 'Metric math and threshold value update'
    case 'scalingRefused':
      return `${values.exception} from Kinesis: the alarm is set to OK, so that scaling is tried again`
    case 'scalingCooldown':
      return 'Too soon after the last scaling: the alarm is set to INSUFFICIENT_DATA, so that scaling is tried again'
  }
}

function crossedText({ decided, known, listed, isBreaching, comparison, threshold, filled, needed, from, to }: Crossed, epochMs: EpochMs): string {
  const points = listed.map(({ value, atMs }) => `${javaNumber(value)} (${shortDate(epochMs + atMs)})`).join(', ')
  return (
    `Threshold Crossed: ${decided} out of the last ${many(known, 'datapoint', known)} [${points}] ` +
    `${wereOf(decided)} ${isBreaching ? '' : 'not '}${COMPARED[comparison]} the threshold (${javaNumber(threshold)})` +
    `${filled === null ? '' : ` and ${filledText(filled)}`} (minimum ${many(needed, 'datapoint')} for ${from} -> ${to} transition).`
  )
}

function filledText({ missing, treated }: Filled): string {
  return `${many(missing, 'missing datapoint')} ${wereOf(missing)} treated as [${treated === 'breaching' ? 'Breaching' : 'NonBreaching'}]`
}

function wereOf(count: number): string {
  return count === 1 ? 'was' : 'were'
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
