import { describe, expect, it } from 'vitest'
import { findScenario } from '../../scenarios/scenarios'
import { measure, predictionOf, type Prediction } from './predictions'

const prediction: Prediction = { scenarioId: 'x', key: 'doesReshardingHelp', application: 'orders', fromMs: 2_000, toMs: 4_000 }

function measured(lags: number[], atMs = 4_500) {
  const atSeconds = Float64Array.from(lags, (_, second) => (second + 1) * 1_000)
  const none = new Float64Array(lags.length)
  return measure(prediction, {
    atMs,
    series: { atMs: atSeconds, shards: [], incomingRecords: none, incomingBytes: none, throttledRecords: none, applications: [{ name: 'orders', applicationIndex: 0, iteratorAgeMs: Float64Array.from(lags), processedRecords: none }] },
  })
}

describe('a prediction', () => {
  it('is answered by the run, not by us', () => {
    expect(measured([0, 1_000, 3_000, 5_000])?.truth).toBe('grows')
    expect(measured([0, 1_000, 3_000, 100])?.truth).toBe('falls')
    expect(measured([0, 1_000, 3_000, 1_100])?.truth).toBe('stays')
    expect(measured([0, 0, 0, 0])?.truth).toBe('stays')
  })

  it('is not answered before its instant, nor from a chart that has forgotten', () => {
    expect(measured([0, 1_000, 3_000, 5_000], 3_999)).toBeNull()
    expect(measured([0], 9_000)).toBeNull()
    expect(measure({ ...prediction, application: 'other' }, { atMs: 5_000, series: { atMs: new Float64Array(0), shards: [], incomingRecords: new Float64Array(0), incomingBytes: new Float64Array(0), throttledRecords: new Float64Array(0), applications: [] } })).toBeNull()
  })

  it('belongs to a story that opens before it is decided', async () => {
    const known = predictionOf('does-resharding-help')!
    const scenario = await findScenario(known.scenarioId)
    expect(scenario!.applications.some(({ name }) => name === known.application)).toBe(true)
    expect(scenario!.openAtMs).toBeLessThan(known.fromMs)
    expect(scenario!.untilMs).toBeGreaterThan(known.toMs)
    expect(predictionOf('default')).toBeNull()
  })
})
