import { expect, it } from 'vitest'
import type { Command } from '../commands'
import { SDK_READER_DEFAULTS } from '../consumers/sdk/settings'
import { runUntil } from '../engine'
import type { SimEvent } from '../events'
import { SDK_DEFAULTS } from '../producers/sdk/settings'
import { silentSink, type Sink } from '../sink'
import { submit } from '../submit'
import { NOWHERE } from '../testing/nowhere'
import { quietWorld } from '../testing/quietWorld'

it('what producers send again is told of them, and of nobody who does not count attempts', () => {
  const told: Extract<SimEvent, { kind: 'CallsFaulted' }>[] = []
  const world = quietWorld({ shardCount: 1 })
  const sink: Sink = {
    event(event) {
      if (event.kind === 'CallsFaulted') told.push(event)
    },
  }
  const act = (command: Command) => submit(world, NOWHERE, command, silentSink)
  act({ type: 'AddProducer', producer: { settings: SDK_DEFAULTS, workload: { kind: 'synthetic', ratePerSecond: 10, recordBytes: 50, keys: { kind: 'uniform', keyCount: 100 } }, trafficPercent: 100 } })
  act({ type: 'AddApplication', settings: { ...SDK_READER_DEFAULTS, name: 'sdk' } })
  act({ type: 'StartExperiment', action: 'aws:kinesis:stream-provisioned-throughput-exception', parameters: { duration: 'PT2M', percentage: '50' }, target: { streamName: 's', shardIds: null } })
  runUntil(world, NOWHERE, 130_000_000, sink)
  const sumOf = (caller: string, what: 'callsMet' | 'callsFaulted' | 'callsRetried') => told.filter((each) => each.caller === caller).reduce((sum, each) => sum + each[what], 0)
  // Each call that failed was sent again, as long as its attempts last.
  expect(sumOf('producer/producer-1', 'callsRetried')).toBeGreaterThan(0.5 * sumOf('producer/producer-1', 'callsFaulted'))
  expect(sumOf('producer/producer-1', 'callsRetried')).toBeLessThanOrEqual(sumOf('producer/producer-1', 'callsFaulted'))
  expect(sumOf('application/sdk', 'callsRetried')).toBe(0)
  expect(sumOf('application/sdk', 'callsFaulted')).toBeGreaterThan(10)
  const [ended] = world.guards.faults.ended
  expect(sumOf('producer/producer-1', 'callsFaulted') + sumOf('application/sdk', 'callsFaulted')).toBe(ended?.callsFaulted)
})
