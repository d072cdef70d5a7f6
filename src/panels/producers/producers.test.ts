import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProducerRow, Summary } from '../../engine/summary'
import { KPL_DEFAULTS } from '../../engine/producers/kpl/settings'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import type { ProducerSettings } from '../../engine/producers/settings'
import { balanceOf, PLACES } from './bookSum'
import { comparisonOf, MEASURES } from './comparedLines'
import { newProducer, PRODUCER_KINDS, readsLogs } from './newProducer'
import { achieved, meanLatencyMs } from './achieved'

const SECONDS = 20

/** Of a producer that does the same every second. */
function seriesOf({ calls, acknowledged, latencyMs, payloadUnits }: Record<'calls' | 'acknowledged' | 'latencyMs' | 'payloadUnits', number>): ProducerRow['series'] {
  const always = (value: number) => new Float64Array(SECONDS).fill(value)
  return { calls: always(calls), acknowledged: always(acknowledged), latencyMs: always(latencyMs), payloadUnits: always(payloadUnits), waiting: always(0) }
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

describe('what a producer achieves', () => {
  it('costs a unit a record when records are put alone, and next to nothing in aggregates', () => {
    const plain = achieved(seriesOf({ calls: 100, acknowledged: 100, latencyMs: 20, payloadUnits: 100 }))
    expect(plain).toEqual({ recordsPerCall: 1, unitsPerRecord: 1, unitsPerHour: 100 * 3_600 })
    const aggregated = achieved(seriesOf({ calls: 1, acknowledged: 100, latencyMs: 120, payloadUnits: 1 }))
    expect(aggregated.recordsPerCall).toBe(100)
    expect(aggregated.unitsPerRecord).toBeCloseTo(0.01)
  })

  it('is unknown where nothing was sent, and looks back no further than asked', () => {
    const nothing = seriesOf({ calls: 0, acknowledged: 0, latencyMs: NaN, payloadUnits: 0 })
    expect(achieved(nothing)).toEqual({ recordsPerCall: null, unitsPerRecord: null, unitsPerHour: 0 })
    expect(meanLatencyMs(nothing, SECONDS, 5)).toBeNull()
    expect(achieved(nothing, 0).unitsPerHour).toBe(0)
    const late = seriesOf({ calls: 0, acknowledged: 0, latencyMs: NaN, payloadUnits: 0 })
    late.calls[SECONDS - 6] = 7
    expect(achieved(late, SECONDS, 5).recordsPerCall).toBeNull()
    expect(achieved(late, SECONDS, 6).recordsPerCall).toBe(0)
  })

  it('weighs the latency of a second by its records', () => {
    const series = seriesOf({ calls: 1, acknowledged: 1, latencyMs: 10, payloadUnits: 1 })
    series.acknowledged[SECONDS - 1] = 3
    series.latencyMs[SECONDS - 1] = 50
    expect(meanLatencyMs(series, SECONDS, 2)).toBe(40)
  })
})

describe('side by side', () => {
  it('stand ways of putting, not producers that do the same', () => {
    const same = [0, 1, 2].map((index) => rowOf(index, SDK_DEFAULTS))
    expect(comparisonOf(summaryOf(same), 0.014)).toBeNull()
    expect(comparisonOf(summaryOf([...same, rowOf(3, KPL_DEFAULTS, { state: 'CRASHED' })]), 0.014)).toBeNull()
    const compared = comparisonOf(summaryOf([...same, rowOf(3, KPL_DEFAULTS), rowOf(4, { ...KPL_DEFAULTS, recordMaxBufferedTimeMs: 1_000 })]), 0.014)
    expect(compared?.producers.map(({ producerIndex }) => producerIndex)).toEqual([0, 3, 4, 1, 2])
    expect(compared?.atMs).toHaveLength(SECONDS)
  })

  it('shows each way before a second one of any, and counts who is not shown', () => {
    const many = Array.from({ length: 10 }, (_, index) => rowOf(index, index === 9 ? KPL_DEFAULTS : SDK_DEFAULTS))
    const compared = comparisonOf(summaryOf(many), 0.014)
    expect(compared?.producers.map(({ producerIndex }) => producerIndex)).toEqual([0, 9, 1, 2, 3, 4])
    expect(compared?.more).toBe(4)
    for (const measure of MEASURES) expect(compared?.lines[measure].map(({ place }) => place)).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('leaves a gap where a producer was silent', () => {
    const silent = seriesOf({ calls: 0, acknowledged: 0, latencyMs: NaN, payloadUnits: 0 })
    const compared = comparisonOf(summaryOf([rowOf(0, SDK_DEFAULTS), rowOf(1, KPL_DEFAULTS, { series: silent })]), 0.014)
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
