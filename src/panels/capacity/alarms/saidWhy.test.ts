import { expect, it } from 'vitest'
import type { ComparisonOperator } from '../../../engine/cloudWatch/alarmSettings'
import { signOf } from './saidWhy'

it.each<[ComparisonOperator, string, string]>([
  ['GreaterThanThreshold', '>', '≤'],
  ['GreaterThanOrEqualToThreshold', '≥', '<'],
  ['LessThanThreshold', '<', '≥'],
  ['LessThanOrEqualToThreshold', '≤', '>'],
])('points of %s are %s the threshold, or they are %s', (comparison, breaching, fine) => {
  expect([signOf(comparison, true), signOf(comparison, false)]).toEqual([breaching, fine])
})
