/** Why an alarm is in its state, as values: a page says it in its reader's language, `stateReason.ts` as AWS does. */
import type { SimMs } from '../../base/units'
import type { AlarmSettings, AlarmStateValue, ComparisonOperator } from './alarmSettings'

export interface Point {
  atMs: SimMs
  value: number | null
}

export interface KnownPoint extends Point {
  value: number
}

export type StateWhy =
  | { key: 'created'; values: Record<string, never> }
  | { key: 'unknown'; values: { missing: number } }
  /** No point was there at all: all of them were treated alike. */
  | { key: 'nothingReceived'; values: { periods: number } & Filled }
  /** What was there did not decide. */
  | { key: 'filled'; values: Filled }
  | { key: 'crossed'; values: Crossed }
  /** Of autoscaling: its function has written a new number of shards into the alarm, was refused, or came too soon. */
  | { key: 'expressionChanged'; values: Record<string, never> }
  | { key: 'scalingRefused'; values: { exception: string } }
  | { key: 'scalingCooldown'; values: Record<string, never> }

export interface Filled {
  missing: number
  treated: 'breaching' | 'notBreaching'
}

export interface Crossed {
  /** Points that decided, of how many that were there; the newest of them, oldest first. */
  decided: number
  known: number
  listed: KnownPoint[]
  isBreaching: boolean
  comparison: ComparisonOperator
  threshold: number
  /** Null: nothing was missing, or what was is not filled in. */
  filled: Filled | null
  /** So many had to decide for this change of state. */
  needed: number
  from: AlarmStateValue
  to: AlarmStateValue
}

const LISTED_MAX = 5

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
export function stateWhy(settings: AlarmSettings, points: readonly Point[], from: AlarmStateValue, to: AlarmStateValue): StateWhy {
  const { EvaluationPeriods, DatapointsToAlarm, TreatMissingData, ComparisonOperator: comparison, Threshold: threshold } = settings
  const known = points.filter((point): point is KnownPoint => point.value !== null).slice(-EvaluationPeriods)
  const missing = EvaluationPeriods - known.length
  if (to === 'INSUFFICIENT_DATA') return { key: 'unknown', values: { missing } }
  const filled: Filled = { missing, treated: TreatMissingData === 'breaching' ? 'breaching' : 'notBreaching' }
  if (known.length === 0) return { key: 'nothingReceived', values: { periods: EvaluationPeriods, ...filled } }
  const decided = known.filter(({ value }) => isBreaching(settings, value) === (to === 'ALARM'))
  if (decided.length === 0) return { key: 'filled', values: filled }
  return {
    key: 'crossed',
    values: {
      decided: decided.length,
      known: known.length,
      listed: decided.slice(-LISTED_MAX),
      isBreaching: to === 'ALARM',
      comparison,
      threshold,
      filled: missing > 0 && TreatMissingData === filled.treated ? filled : null,
      needed: to === 'ALARM' ? DatapointsToAlarm : EvaluationPeriods - DatapointsToAlarm + 1,
      from,
      to,
    },
  }
}
