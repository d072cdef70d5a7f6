import { describe, expect, it } from 'vitest'
import type { SourceFacts } from '../../bridge/protocol'
import type { ReplayWorkload, SyntheticWorkload, Workload } from '../../engine/commands'
import type { ProducerRow, Summary } from '../../engine/summary'
import type { ProducerSettings } from '../../engine/producers/settings'
import { SDK_DEFAULTS } from '../../engine/producers/sdk/settings'
import { AGENT_DEFAULTS } from '../../engine/producers/agent/settings'
import { IOT_DEFAULTS } from '../../engine/producers/iot/settings'
import { CLOUD_WATCH_LOGS_DEFAULTS } from '../../engine/producers/cloudWatchLogs/settings'
import { FLINK_DEFAULTS } from '../../engine/producers/flink/settings'
import { betterKeyOf } from './betterKey'

const synthetic = (keys: SyntheticWorkload['keys']): SyntheticWorkload => ({ kind: 'synthetic', ratePerSecond: 10, recordBytes: 10, keys })
const replay = (keyColumn: string): ReplayWorkload => ({ kind: 'replay', sourceId: 'log', keyColumn, speed: 1, startAtMs: 0, loop: true })

const log = {
  sourceId: 'log',
  columns: [
    { name: 'url', distinct: 900, topPercent: 40 },
    { name: 'host', distinct: 700, topPercent: 3 },
    { name: 'session', distinct: 800, topPercent: 3 },
    { name: 'method', distinct: 2, topPercent: 95 },
  ],
} as SourceFacts

function betterFor(workload: Workload, producers: { settings: ProducerSettings; workload?: Workload }[] = [{ settings: SDK_DEFAULTS }], sources = [log]) {
  const rows = producers.map((producer, producerIndex) => ({ producerIndex, trafficPercent: 100, workload: null, ...producer }) as ProducerRow)
  return betterKeyOf({ workload, producers: rows } as Summary, sources)
}

describe('a better key', () => {
  it.each<[string, SyntheticWorkload['keys'], number | null]>([
    ['one hot key', { kind: 'hot', keyCount: 100, hotPercent: 90 }, 10_000],
    ['Zipf over many', { kind: 'zipf', keyCount: 50_000, exponentHundredths: 150 }, 50_000],
    ['few keys, alike', { kind: 'uniform', keyCount: 3 }, 10_000],
    ['a hot set', { kind: 'hotSet', keyCount: 10, hotKeys: 2, hotPercent: 80 }, 10_000],
    ['keys of a file', { kind: 'source', sourceId: 'log', keyColumn: 'url' }, 10_000],
    ['many keys, alike', { kind: 'uniform', keyCount: 10_000 }, null],
  ])('for made-up traffic with %s', (_name, keys, keyCount) => {
    const better = betterFor(synthetic(keys))
    if (keyCount === null) expect(better).toBeNull()
    else expect(better).toEqual({ commands: [{ type: 'SetWorkload', workload: synthetic({ kind: 'uniform', keyCount }) }], becomes: { kind: 'uniform', keyCount } })
  })

  it('of a file is the column whose heaviest value weighs least, of two alike the one with more values', () => {
    expect(betterFor(replay('url'))).toEqual({ commands: [{ type: 'SetWorkload', workload: replay('session') }], becomes: { kind: 'column', column: 'session', topPercent: 3 } })
    expect(betterFor(replay('session'))).toBeNull()
    expect(betterFor(replay('host'))?.becomes).toMatchObject({ column: 'session' })
  })

  it('is not known for a file, or a column of it, that this page has not read', () => {
    expect(betterFor(replay('url'), undefined, [])).toBeNull()
    expect(betterFor(replay('gone'))).toBeNull()
  })

  it('is set where each producer has its key from', () => {
    const own = synthetic({ kind: 'hot', keyCount: 5, hotPercent: 50 })
    const better = betterFor(synthetic({ kind: 'uniform', keyCount: 20_000 }), [
      { settings: SDK_DEFAULTS },
      { settings: SDK_DEFAULTS, workload: own },
      { settings: IOT_DEFAULTS },
      { settings: { ...IOT_DEFAULTS, partitionKey: '${timestamp()}' } },
      { settings: CLOUD_WATCH_LOGS_DEFAULTS },
      { settings: { ...FLINK_DEFAULTS, partitionKey: 'constant' } },
      { settings: AGENT_DEFAULTS, workload: own },
      { settings: { ...AGENT_DEFAULTS, partitionKeyOption: 'DETERMINISTIC' } },
    ])
    expect(better?.commands.map((command) => [command.type, 'producerIndex' in command ? command.producerIndex : null])).toEqual([
      ['SetProducerTraffic', 1],
      ['SetProducerSettings', 2],
      ['SetProducerSettings', 4],
      ['SetProducerSettings', 5],
      ['SetProducerSettings', 7],
    ])
  })
})
