/**
 * How long a workload has put at its full rate, however its rate has changed: the area under its shape, in whole numbers
 * from the shape's beginning on, so that beats of any length make the very same records, none lost and none twice.
 */
import { US_PER_MS, type SimMs, type SimUs } from '../../base/units'
import type { RateShape } from '../commands'
import { DAY_PERCENTS } from './dayCurve'

const FULL_PERCENT = 100n

/** An interval of time since the shape's beginning; what lies before it counts nothing. */
export interface Span {
  fromUs: SimUs
  toUs: SimUs
}

/** @returns the µs at 100 % that owe as many records as this span does. */
export function fullRateUs(shape: RateShape, { fromUs, toUs }: Span): SimUs {
  return Number(fullRateUsUntil(shape, BigInt(Math.max(0, toUs))) - fullRateUsUntil(shape, BigInt(Math.max(0, fromUs))))
}

/** From the beginning, rounded down once: adjoining spans add up to the whole. */
function fullRateUsUntil(shape: RateShape, atUs: bigint): bigint {
  switch (shape.kind) {
    case 'ramp':
      return underRamp(BigInt(shape.fromPercent), BigInt(shape.toPercent), wholeUs(shape.overMs), atUs)
    case 'burst':
      return underBursts(BigInt(shape.burstPercent), wholeUs(shape.everyMs), wholeUs(shape.forMs), atUs)
    case 'day':
      return underCurve(DAY_PERCENTS, wholeUs(shape.dayMs), atUs)
    case 'drawn':
      return underCurve(shape.percents, wholeUs(shape.spanMs), atUs)
  }
}

function wholeUs(ms: SimMs): bigint {
  return BigInt(Math.max(1, Math.floor(ms * US_PER_MS)))
}

function underRamp(fromPercent: bigint, toPercent: bigint, overUs: bigint, atUs: bigint): bigint {
  const risingUs = least(atUs, overUs)
  const flatUs = atUs - risingUs
  return (doubleUnderLine(fromPercent, toPercent, overUs, risingUs) + 2n * overUs * toPercent * flatUs) / (2n * overUs * FULL_PERCENT)
}

/** Under the first `at` of a line over `span`: a trapezium's area, times 2 × `span` to be whole. */
function doubleUnderLine(from: bigint, to: bigint, span: bigint, at: bigint): bigint {
  return 2n * span * from * at + (to - from) * at * at
}

function underBursts(burstPercent: bigint, everyUs: bigint, forUs: bigint, atUs: bigint): bigint {
  const burstUs = (atUs / everyUs) * least(forUs, everyUs) + least(atUs % everyUs, forUs)
  return (FULL_PERCENT * atUs + (burstPercent - FULL_PERCENT) * burstUs) / FULL_PERCENT
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other
}

/** Points stand at i/n of the span. Time is counted in n-ths of a µs, so that each point stands on a whole number. */
function underCurve(percents: readonly number[], spanUs: bigint, atUs: bigint): bigint {
  const points = BigInt(percents.length)
  const at = (atUs % spanUs) * points
  const segment = Number(at / spanUs)
  const after = (index: number) => percents[(index + 1) % percents.length]
  const doublePercentsBefore = (end: number) => percents.slice(0, end).reduce((sum, percent, index) => sum + percent + after(index), 0)
  const segmentsDone = (atUs / spanUs) * BigInt(doublePercentsBefore(percents.length)) + BigInt(doublePercentsBefore(segment))
  const inSegment = doubleUnderLine(BigInt(percents[segment]), BigInt(after(segment)), spanUs, at % spanUs)
  return (segmentsDone * spanUs * spanUs + inSegment) / (2n * points * spanUs * FULL_PERCENT)
}
