/** What a producer achieves, and the PUT payload units that it takes, from the last seconds of its series. Pure. */
import type { ProducerRow } from '../../engine/summary'

const SECONDS_PER_HOUR = 3_600
/** A KPL sends in spells: one second alone says little. */
export const MEAN_SECONDS = 10

type Series = ProducerRow['series']

export interface Achieved {
  /** Null where nothing was sent. */
  recordsPerCall: number | null
  unitsPerRecord: number | null
  unitsPerHour: number
}

/** The seconds before point `until` of the series, at most `seconds` of them. */
export function achieved({ calls, acknowledged, payloadUnits }: Series, until = calls.length, seconds = MEAN_SECONDS): Achieved {
  const from = Math.max(0, until - seconds)
  const sum = (values: Float64Array) => values.subarray(from, until).reduce((total, value) => total + value, 0)
  const records = sum(acknowledged)
  const units = sum(payloadUnits)
  return {
    recordsPerCall: sum(calls) === 0 ? null : records / sum(calls),
    unitsPerRecord: records === 0 ? null : units / records,
    unitsPerHour: until === from ? 0 : (units / (until - from)) * SECONDS_PER_HOUR,
  }
}

/** Weighted by what each second acknowledged; null where that is nothing. */
export function meanLatencyMs({ acknowledged, latencyMs }: Series, until: number, seconds: number): number | null {
  let records = 0
  let sum = 0
  for (let point = Math.max(0, until - seconds); point < until; point++) {
    const count = acknowledged[point] ?? 0
    if (count === 0) continue
    records += count
    sum += count * (latencyMs[point] ?? 0)
  }
  return records === 0 ? null : sum / records
}
