/** What a producer achieves, and what its puts cost as its stream is billed, from the last seconds of its series. Pure. */
import type { ProducerRow } from '../../engine/summary'
import type { Plan } from '../../engine/usage/model'
import { BILLED_GB_BYTES, BILLED_RECORD_BYTES, type Prices } from '../../kinesis/billing'

const SECONDS_PER_HOUR = 3_600
const MILLION = 1_000_000
/** A KPL sends in spells: one second alone says little. */
export const MEAN_SECONDS = 10

type Series = ProducerRow['series']

/** What puts are billed by. */
export interface PutRate {
  measured: 'payloadUnits' | 'kibibytes'
  /** Of a payload unit, or of a KiB. */
  price: number
}

export function putRateOf(plan: Plan, prices: Prices): PutRate {
  if (plan === 'provisioned') return { measured: 'payloadUnits', price: prices.putPayloadUnits / MILLION }
  return { measured: 'kibibytes', price: (prices[plan === 'advantage' ? 'advantageIn' : 'onDemandIn'] * BILLED_RECORD_BYTES) / BILLED_GB_BYTES }
}

/** In the seconds before point `until` of the series, at most `seconds` of them; null where nothing was sent. */
export function recordsPerCall({ calls, acknowledged }: Series, until = calls.length, seconds = MEAN_SECONDS): number | null {
  const sent = sumOf(calls, until, seconds)
  return sent === 0 ? null : sumOf(acknowledged, until, seconds) / sent
}

export interface PutCost {
  /** Of records that the application meant; null where none was acknowledged. */
  perMillion: number | null
  perHour: number
}

/** Of the same seconds. */
export function putCostOf(series: Series, { measured, price }: PutRate, until = series.calls.length, seconds = MEAN_SECONDS): PutCost {
  const records = sumOf(series.acknowledged, until, seconds)
  const cost = sumOf(series[measured], until, seconds) * price
  const counted = Math.min(until, seconds)
  return { perMillion: records === 0 ? null : (cost / records) * MILLION, perHour: counted === 0 ? 0 : (cost / counted) * SECONDS_PER_HOUR }
}

function sumOf(values: Float64Array, until: number, seconds: number): number {
  return values.subarray(Math.max(0, until - seconds), until).reduce((total, value) => total + value, 0)
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
