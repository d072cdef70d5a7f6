import { expect, it } from 'vitest'
import type { Command, SyntheticWorkload, Workload } from '../engine/commands'
import { SDK_DEFAULTS } from '../engine/producers/sdk/settings'
import { quietScenario } from '../engine/testing/quietWorld'
import { namedSources } from './namedSources'

const plain: SyntheticWorkload = { kind: 'synthetic', ratePerSecond: 1, recordBytes: 1, keys: { kind: 'uniform', keyCount: 1 } }
const replay = (sourceId: string): Workload => ({ kind: 'replay', sourceId, keyColumn: 'k', speed: 1, startAtMs: 0, loop: false })
const at0 = (command: Command) => ({ atUs: 0, command })

it('finds a file wherever a run names one, and each once', () => {
  const drawn: Workload = { ...plain, keys: { kind: 'source', sourceId: 'keys', keyColumn: 'k' }, sizes: { kind: 'source', sourceId: 'sizes' } }
  const scenario = { ...quietScenario({ shardCount: 1 }), producers: { count: 1, workload: drawn }, commands: [at0({ type: 'SetWorkload', workload: replay('told') })] }
  const commands = [
    at0({ type: 'SetWorkload', workload: replay('told') }),
    at0({ type: 'AddProducer', producer: { settings: SDK_DEFAULTS, workload: replay('added'), trafficPercent: 100 } }),
    at0({ type: 'AddProducer', producer: { settings: SDK_DEFAULTS, workload: null, trafficPercent: 100 } }),
    at0({ type: 'SetProducerTraffic', producerIndex: 0, workload: { ...plain, sizes: { kind: 'source', sourceId: 'own' } }, trafficPercent: 100 }),
    at0({ type: 'SetProducerCount', producerCount: 3 }),
  ]
  expect(namedSources({ scenario, commands })).toEqual(['keys', 'sizes', 'told', 'added', 'own'])
  expect(namedSources({ scenario })).toEqual(['keys', 'sizes', 'told'])
  expect(namedSources({ scenario: { ...scenario, producers: { count: 1, workload: plain }, commands: [] } })).toEqual([])
})
