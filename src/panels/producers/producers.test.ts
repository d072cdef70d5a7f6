import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProducerRow, Summary } from '../../engine/summary'
import { KPL_DEFAULTS } from '../../engine/producers/kpl/settings'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { ProducerSettings } from '../../engine/producers/settings'
import type { Prices } from '../../kinesis/billing'
import { balanceOf, PLACES } from './bookSum'
import { comparisonOf, MEASURES } from './comparedLines'
import { newProducer, PRODUCER_KINDS, readsLogs } from './newProducer'
import { meanLatencyMs, putCostOf, putRateOf, recordsPerCall } from './achieved'

const SECONDS = 20

/** Of a producer that does the same every second. */
function seriesOf({ calls, acknowledged, latencyMs, payloadUnits, kibibytes = payloadUnits }: Record<'calls' | 'acknowledged' | 'latencyMs' | 'payloadUnits', number> & { kibibytes?: number }): ProducerRow['series'] {
  const always = (value: number) => new Float64Array(SECONDS).fill(value)
  return { calls: always(calls), acknowledged: always(acknowledged), latencyMs: always(latencyMs), payloadUnits: always(payloadUnits), kibibytes: always(kibibytes), waiting: always(0) }
}

function rowOf(producerIndex: number, settings: ProducerSettings, more: Partial<ProducerRow> = {}): ProducerRow {
  const series = seriesOf({ calls: 10, acknowledged: 100, latencyMs: 20, payloadUnits: 100 })
  return { producerIndex, producerId: `producer-${producerIndex + 1}`, state: 'RUNNING', settings, series, ...more } as ProducerRow
}

function summaryOf(producers: ProducerRow[]): Pick<Summary, 'producers' | 'series'> {
  return { producers, series: { atMs: Float64Array.from({ length: SECONDS }, (_, second) => (second + 1) * 1_000) } as Summary['series'] }
}

describe('the books as a sum', () => {
  const counts = fc.record({ recordsAcknowledged: fc.nat(), recordsGivenUp: fc.nat(), recordsExpired: fc.nat(), recordsInFlight: fc.nat(), recordsWaiting: fc.nat() })

  it('add up when nothing is missing, and say so when something is', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: -3, max: 3 }), (books, off) => {
        const sum = Object.values(books).reduce((total, count) => total + count, 0)
        const { addsUp, share } = balanceOf({ ...books, recordsMeant: sum + off })
        expect(addsUp).toBe(off === 0)
        expect(PLACES.reduce((total, place) => total + share[place], 0)).toBeCloseTo(sum === 0 ? 0 : 1)
      }),
    )
  })
})

const PRICES = { putPayloadUnits: 0.014, onDemandIn: 0.08, advantageIn: 0.032 } as Prices
const UNITS = putRateOf('provisioned', PRICES)

describe('what a producer achieves', () => {
  it('costs a unit a record when records are put alone, and next to nothing in aggregates', () => {
    const plain = seriesOf({ calls: 100, acknowledged: 100, latencyMs: 20, payloadUnits: 100 })
    expect(recordsPerCall(plain)).toBe(1)
    expect(putCostOf(plain, UNITS).perMillion).toBeCloseTo(0.014, 12)
    // 360,000 units an hour.
    expect(putCostOf(plain, UNITS).perHour).toBeCloseTo(0.36 * 0.014, 12)
    const aggregated = seriesOf({ calls: 1, acknowledged: 100, latencyMs: 120, payloadUnits: 1 })
    expect(recordsPerCall(aggregated)).toBe(100)
    expect(putCostOf(aggregated, UNITS).perMillion).toBeCloseTo(0.00014, 12)
  })

  it('costs on demand by the KiB of its records, less under Advantage', () => {
    const series = seriesOf({ calls: 1, acknowledged: 1_024, latencyMs: 20, payloadUnits: 1_024, kibibytes: 2 * 1_024 })
    // A million records of 2 KiB are 1.907 GB; an hour of 2 MiB a second is 7.031 GB.
    for (const [plan, price] of [['onDemand', 0.08], ['advantage', 0.032]] as const) {
      const { perMillion, perHour } = putCostOf(series, putRateOf(plan, PRICES))
      expect(perMillion).toBeCloseTo((2_000_000 / 1_048_576) * price, 12)
      expect(perHour).toBeCloseTo((7_200 / 1_024) * price, 12)
    }
  })

  it('is unknown where nothing was sent, and looks back no further than asked', () => {
    const nothing = seriesOf({ calls: 0, acknowledged: 0, latencyMs: NaN, payloadUnits: 0 })
    expect(recordsPerCall(nothing)).toBeNull()
    expect(putCostOf(nothing, UNITS)).toEqual({ perMillion: null, perHour: 0 })
    expect(meanLatencyMs(nothing, SECONDS, 5)).toBeNull()
    expect(putCostOf(nothing, UNITS, 0)).toEqual({ perMillion: null, perHour: 0 })
    const late = seriesOf({ calls: 0, acknowledged: 0, latencyMs: NaN, payloadUnits: 0 })
    late.calls[SECONDS - 6] = 7
    expect(recordsPerCall(late, SECONDS, 5)).toBeNull()
    expect(recordsPerCall(late, SECONDS, 6)).toBe(0)
  })

  it('weighs the latency of a second by its records', () => {
    const series = seriesOf({ calls: 1, acknowledged: 1, latencyMs: 10, payloadUnits: 1 })
    series.acknowledged[SECONDS - 1] = 3
    series.latencyMs[SECONDS - 1] = 50
    expect(meanLatencyMs(series, SECONDS, 2)).toBe(40)
  })
})

describe('side by side', () => {
  it('costs nothing that is known before it is known what puts are billed by', () => {
    const compared = comparisonOf(summaryOf([rowOf(0, SDK_DEFAULTS), rowOf(1, KPL_DEFAULTS)]), null)
    expect(compared?.lines.cost.every(({ values }) => values.every(Number.isNaN))).toBe(true)
    expect(compared?.lines.recordsPerCall.every(({ values }) => values.every((value) => value > 0))).toBe(true)
  })

  it('stand ways of putting, not producers that do the same', () => {
    const same = [0, 1, 2].map((index) => rowOf(index, SDK_DEFAULTS))
    expect(comparisonOf(summaryOf(same), UNITS)).toBeNull()
    expect(comparisonOf(summaryOf([...same, rowOf(3, KPL_DEFAULTS, { state: 'CRASHED' })]), UNITS)).toBeNull()
    const compared = comparisonOf(summaryOf([...same, rowOf(3, KPL_DEFAULTS), rowOf(4, { ...KPL_DEFAULTS, recordMaxBufferedTimeMs: 1_000 })]), UNITS)
    expect(compared?.producers.map(({ producerIndex }) => producerIndex)).toEqual([0, 3, 4, 1, 2])
    expect(compared?.atMs).toHaveLength(SECONDS)
  })

  it('shows each way before a second one of any, and counts who is not shown', () => {
    const many = Array.from({ length: 10 }, (_, index) => rowOf(index, index === 9 ? KPL_DEFAULTS : SDK_DEFAULTS))
    const compared = comparisonOf(summaryOf(many), UNITS)
    expect(compared?.producers.map(({ producerIndex }) => producerIndex)).toEqual([0, 9, 1, 2, 3, 4])
    expect(compared?.more).toBe(4)
    for (const measure of MEASURES) expect(compared?.lines[measure].map(({ place }) => place)).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('leaves a gap where a producer was silent', () => {
    const silent = seriesOf({ calls: 0, acknowledged: 0, latencyMs: NaN, payloadUnits: 0 })
    const compared = comparisonOf(summaryOf([rowOf(0, SDK_DEFAULTS), rowOf(1, KPL_DEFAULTS, { series: silent })]), UNITS)
    for (const measure of MEASURES) {
      expect(compared?.lines[measure][0]?.values.every((value) => value > 0)).toBe(true)
      expect(compared?.lines[measure][1]?.values.every(Number.isNaN)).toBe(true)
    }
  })
})

describe('a new producer', () => {
  it('of each kind has the settings of that kind, and a log where it reads one', () => {
    const log = { kind: 'replay', sourceId: 'nasa-http', keyColumn: 'host', speed: 100, startAtMs: 0, loop: true } as const
    for (const kind of PRODUCER_KINDS) {
      const { settings, workload, trafficPercent } = newProducer(kind, log)
      expect(settings.kind).toBe(kind)
      expect(trafficPercent).toBe(100)
      expect(workload?.kind === 'replay').toBe(readsLogs(kind))
    }
    expect(newProducer('sdk', log).workload).toBeNull()
  })
})
