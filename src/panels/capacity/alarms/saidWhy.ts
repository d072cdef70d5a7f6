/** Why an alarm is in its state, as texts to be said with: the page's own line beside AWS's English one. Pure. */
import type { ComparisonOperator } from '../../../engine/cloudWatch/alarmSettings'

export const SIGNS: Record<ComparisonOperator, string> = {
  GreaterThanOrEqualToThreshold: '≥',
  GreaterThanThreshold: '>',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '≤',
}

const OPPOSITES: Record<ComparisonOperator, ComparisonOperator> = {
  GreaterThanOrEqualToThreshold: 'LessThanThreshold',
  GreaterThanThreshold: 'LessThanOrEqualToThreshold',
  LessThanThreshold: 'GreaterThanOrEqualToThreshold',
  LessThanOrEqualToThreshold: 'GreaterThanThreshold',
}

/** What points are that breach, or do not. */
export function signOf(comparison: ComparisonOperator, isBreaching: boolean): string {
  return SIGNS[isBreaching ? comparison : OPPOSITES[comparison]]
}
