/** What a producer leaves in the agenda: its beat as long as it makes traffic, and nothing at all once it was removed and is done. */
import { gzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Command, Workload } from '../commands'
import { AGENT_DEFAULTS } from './agent/settings'
import { CLOUD_WATCH_LOGS_DEFAULTS } from './cloudWatchLogs/settings'
import { LINGER_US } from './core'
import { FLINK_DEFAULTS } from './flink/settings'
import { IOT_DEFAULTS } from './iot/settings'
import { KPL_DEFAULTS } from './kpl/settings'
import { SDK_DEFAULTS } from './sdk/settings'
import type { ProducerSettings } from './settings'
import { runProducer } from './testing/producerRun'

const workload: Workload = { kind: 'synthetic', ratePerSecond: 100, recordBytes: 200, keys: { kind: 'uniform', keyCount: 20 } }
const remove: Command = { type: 'RemoveProducer', producerIndex: 0 }
const KINDS: ProducerSettings[] = [
  { ...SDK_DEFAULTS, compression: { algorithm: 'gzip', rowsPerRecord: 9 } },
  KPL_DEFAULTS,
  { ...AGENT_DEFAULTS, maxBufferAgeMillis: 1_000 },
  CLOUD_WATCH_LOGS_DEFAULTS,
  IOT_DEFAULTS,
  FLINK_DEFAULTS,
]

function begin(settings: ProducerSettings) {
  return runProducer({ settings, workload, gzip: (bytes) => gzipSync(bytes, { mtime: 0 }) })
}

function promises({ world }: ReturnType<typeof begin>) {
  return world.agenda.heap.filter(({ task }) => 'producerIndex' in task)
}

function beats(run: ReturnType<typeof begin>) {
  return promises(run).filter(({ task }) => task.type === 'ProducerTick')
}

describe.each(KINDS)('$kind', (settings) => {
  it('has one beat, and leaves nothing in the agenda once it was removed and has sent what it had in hand', () => {
    const run = begin(settings)
    run.goTo(7_300)
    expect(beats(run)).toHaveLength(1)
    run.submit(remove)
    run.goTo(7_400)
    expect(beats(run)).toEqual([])
    run.goTo(80_000)
    expect(promises(run)).toEqual([])
    expect(run.books.recordsInFlight).toBe(0)
    if (settings.kind !== 'agent') expect(run.books.recordsWaiting).toBe(0)
  })

  it('comes back in its old step, with one beat, however often it goes and comes', () => {
    const run = begin(settings)
    run.goTo(2_000)
    const { dueUs } = beats(run)[0]!
    for (const ms of [2_013, 2_013, 2_350, 9_111]) {
      run.goTo(ms)
      run.submit(remove)
      run.submit({ type: 'RestartProducer', producerIndex: 0 })
      expect(beats(run)).toHaveLength(1)
    }
    run.submit(remove)
    run.goTo(20_000)
    expect(beats(run)).toEqual([])
    const { recordsMeant } = run.books
    run.submit({ type: 'RestartProducer', producerIndex: 0 })
    expect(beats(run).map((beat) => (beat.dueUs - dueUs) % LINGER_US)).toEqual([0])
    expect(beats(run)[0]!.dueUs).toBeGreaterThan(20_000_000)
    run.goTo(32_000)
    expect(run.books.recordsMeant).toBeGreaterThan(recordsMeant)
  })

  it('is silent after a crash, unless somebody else goes on writing its log', () => {
    const run = begin(settings)
    run.goTo(3_000)
    run.submit({ type: 'CrashProducer', producerIndex: 0 })
    // A minute later even what the crash has made void is gone.
    run.goTo(75_000)
    expect(promises(run).map(({ task }) => task.type)).toEqual(settings.kind === 'agent' ? ['ProducerTick'] : [])
  })
})

describe('a KPL application that is removed where there is no stream', () => {
  it('asks for the shards no more', () => {
    const run = begin(KPL_DEFAULTS)
    run.goTo(1_000)
    run.submit({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } })
    run.goTo(30_000)
    run.submit(remove)
    run.goTo(120_000)
    expect(promises(run)).toEqual([])
  })
})

describe('applications that share the traffic of all', () => {
  it('have a beat each, also after there were fewer of them', () => {
    const run = begin(SDK_DEFAULTS)
    const count = (producerCount: number) => run.submit({ type: 'SetProducerCount', producerCount })
    count(5)
    run.goTo(1_000)
    count(1)
    run.goTo(2_000)
    expect(beats(run)).toHaveLength(2)
    count(4)
    count(2)
    count(4)
    run.goTo(4_000)
    expect(beats(run)).toHaveLength(5)
  })
})
