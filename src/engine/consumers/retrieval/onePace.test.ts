import { expect, it } from 'vitest'
import { applicationOf } from '../../testing/readingRun'
import { NOWHERE } from '../../testing/nowhere'
import { quietScenario } from '../../testing/quietWorld'
import { silentSink } from '../../sink'
import { goTo, openTimeline, recordingOf } from '../../timeline'
import { SDK_READER_DEFAULTS } from '../sdk/settings'
import type { ApplicationSettings } from '../settings'

const READERS = 6
const SECONDS = 300

const polling = { ...SDK_READER_DEFAULTS, initialPosition: 'TRIM_HORIZON' as const, pollIntervalMs: 200, workUs: 0 }

it.each<{ kind: string; readerOf: (name: string) => ApplicationSettings }>([
  { kind: 'kcl', readerOf: (name) => applicationOf(name, { workUs: 0 }) },
  { kind: 'sdk', readerOf: (name) => ({ ...polling, name }) },
])('of $kind readers that call one shard at one pace, more often than it answers, none is shut out', ({ readerOf }) => {
  for (let seed = 1; seed <= 5; seed++) {
    const commands = Array.from({ length: READERS }, (_, at) => ({ atUs: at * 7_000, command: { type: 'AddApplication' as const, settings: readerOf(`reader-${at}`) } }))
    const workload = { kind: 'synthetic' as const, ratePerSecond: 20, recordBytes: 20, keys: { kind: 'uniform' as const, keyCount: 5 } }
    const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount: 1 }), seed, producers: { count: 1, workload }, commands }), NOWHERE, silentSink)
    const readOf = () => timeline.world.applications.map(({ reads }) => reads.recordsRead)
    const fewest: number[] = []
    goTo(timeline, 60_000_000, silentSink)
    for (let second = 90; second <= SECONDS; second += 30) {
      const before = readOf()
      goTo(timeline, second * 1_000_000, silentSink)
      fewest.push(Math.min(...readOf().map((read, at) => read - before[at]!)))
    }
    // 600 come in half a minute.
    expect(Math.min(...fewest), `seed ${seed}: ${fewest.join()}`).toBeGreaterThan(300)
    expect(Math.min(...timeline.world.applications.map(({ reads }) => reads.callsRefused))).toBeGreaterThan(100)
  }
})
