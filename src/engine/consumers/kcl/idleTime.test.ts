import { expect, it } from 'vitest'
import { US_PER_MS, US_PER_SECOND } from '../../../base/units'
import { SDK_DEFAULTS } from '../../producers/sdk/settings'
import { silentSink, type Sink } from '../../sink'
import { NOWHERE } from '../../testing/nowhere'
import { quietScenario } from '../../testing/quietWorld'
import { goTo, openTimeline, recordingOf } from '../../timeline'
import { KCL_DEFAULTS } from './settings'

/** Facts F2: measured from the last successful reply, however long the store of batches was full meanwhile. */
it('pauses for idleTimeBetweenReads after each answer, and not a moment after a full store has room again', () => {
  const deliveredUs: number[] = []
  const sink: Sink = { ...silentSink, recordsDelivered: ({ nowUs }) => deliveredUs.push(nowUs) }
  // Ten records a call, and 3.5 s of work for them: the store of four batches is full for most of the time.
  const reader = { ...KCL_DEFAULTS, name: 'slow', workerCount: 1, workUs: 350_000, maxRecords: 10, initialPosition: 'TRIM_HORIZON' as const }
  const workload = { kind: 'synthetic' as const, ratePerSecond: 50, recordBytes: 50, keys: { kind: 'uniform' as const, keyCount: 5 } }
  const commands = [{ atUs: 0, command: { type: 'AddProducer' as const, producer: { settings: SDK_DEFAULTS, trafficPercent: 100, workload } } }]
  const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount: 1 }), applications: [reader], commands }), NOWHERE, sink)
  goTo(timeline, 300 * US_PER_SECOND, sink)
  const pausesUs = deliveredUs.slice(1).map((atUs, at) => atUs - deliveredUs[at]!)
  expect(pausesUs.length).toBeGreaterThan(50)
  expect(Math.min(...pausesUs)).toBeGreaterThanOrEqual(KCL_DEFAULTS.idleTimeBetweenReadsMs * US_PER_MS)
  // Full, it asks as soon as a batch is done: the pause is over by then.
  expect(Math.max(...pausesUs.slice(10))).toBeLessThan(4_500 * US_PER_MS)
})
