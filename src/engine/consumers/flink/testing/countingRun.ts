/** One Flink job that reads the stream `s` and writes to the stream `out`, with what both must hold: for its tests. */
import { readUtf8 } from '../../../../base/utf8'
import type { Command } from '../../../commands'
import type { SimEvent } from '../../../events'
import { partitionKeyOf } from '../../../keySpace'
import { epochMsOf, findStream } from '../../../naming'
import { recordEventsTo } from '../../../recordEvents'
import type { World } from '../../../state'
import { forEachRecord, payloadOf } from '../../../shardLog'
import { NOWHERE } from '../../../testing/nowhere'
import { quietScenario } from '../../../testing/quietWorld'
import { goTo, openTimeline, recordingOf, submitNow, type Timeline } from '../../../timeline'
import type { FlinkReaderDetails } from '../details'
import { flinkKind } from '../flinkApplication'
import type { FlinkApplication } from '../model'
import { FLINK_READER_DEFAULTS, type FlinkReaderSettings } from '../settings'

export interface CountingRun extends Partial<FlinkReaderSettings> {
  shardCount?: number
  ratePerSecond?: number
  keyCount?: number
  outputShards?: number
  seed?: number
}

export const JOB = { ...FLINK_READER_DEFAULTS, name: 'job', initialPosition: 'TRIM_HORIZON', workUs: 10 } as const satisfies FlinkReaderSettings

export interface Result {
  key: string
  windowStart: number
  windowEnd: number
  count: number
}

export interface Run {
  events: SimEvent[]
  readonly timeline: Timeline
  readonly world: World
  readonly application: FlinkApplication
  goTo(ms: number): Run
  act(command: Command): Run
  set(change: Partial<FlinkReaderSettings>): Run
  crash(): Run
  restart(): Run
  silence(): Run
  details(): FlinkReaderDetails
  /** By key and window, what the stored records of `s` come to in windows that have fired. */
  expected(): Map<string, number>
  /** As they stand in `out`, shard by shard. */
  results(): Result[]
}

export function runCounting({ shardCount = 1, ratePerSecond = 200, keyCount = 20, outputShards = 1, seed = 1, ...settings }: CountingRun = {}): Run {
  const events: SimEvent[] = []
  const sink = recordEventsTo((event) => events.push(event))
  const workload = { kind: 'synthetic', ratePerSecond, recordBytes: 100, keys: { kind: 'uniform', keyCount } } as const
  const scenario = { ...quietScenario({ shardCount }), seed, untilMs: 10_000_000, producers: { count: 2, workload } }
  const timeline = openTimeline(recordingOf(scenario), NOWHERE, sink)
  const job: FlinkReaderSettings = { ...JOB, outputStreamName: 'out', ...settings }
  const act = (command: Command) => {
    submitNow(timeline, command, sink)
  }
  const run: Run = {
    timeline,
    events,
    get world() {
      return timeline.world
    },
    get application() {
      return jobIn(timeline.world)
    },
    goTo(ms: number) {
      goTo(timeline, Math.round(ms * 1_000), sink)
      return run
    },
    act(command: Command) {
      act(command)
      return run
    },
    set(change: Partial<FlinkReaderSettings>) {
      act({ type: 'SetApplicationSettings', application: 'job', settings: { ...jobIn(timeline.world).settings, ...change } })
      return run
    },
    crash() {
      act({ type: 'CrashApplication', application: 'job' })
      return run
    },
    restart() {
      act({ type: 'RestartApplication', application: 'job' })
      return run
    },
    silence() {
      act({ type: 'SetWorkload', workload: { ...workload, ratePerSecond: 0 } })
      return run
    },
    details: () => flinkKind.details(timeline.world, jobIn(timeline.world)),
    expected: () => expectedOf(timeline.world, jobIn(timeline.world)),
    results: () => resultsIn(timeline.world),
  }
  if (outputShards > 0) act({ type: 'Call', operation: 'CreateStream', input: { StreamName: 'out', ShardCount: outputShards } })
  act({ type: 'AddApplication', settings: job })
  return run
}

function jobIn({ applications }: World): FlinkApplication {
  return applications[0] as FlinkApplication
}

function expectedOf(world: World, { settings: { window }, windows }: FlinkApplication): Map<string, number> {
  const slideMs = window.kind === 'sliding' ? window.slideMs : window.sizeMs
  const counts = new Map<string, number>()
  for (const { log } of findStream(world, 's')?.shards ?? []) {
    forEachRecord(log, 1, log.nextOrdinal, ({ keyId }, at, _ordinal, arrivalUs) => {
      const eventMs = epochMsOf(world, arrivalUs)
      for (let start = eventMs - (eventMs % slideMs); start > eventMs - window.sizeMs; start -= slideMs) {
        if (start + window.sizeMs > windows.firedToMs) continue
        const name = nameOf({ key: partitionKeyOf(world.keys, keyId[at]), windowStart: start })
        counts.set(name, (counts.get(name) ?? 0) + 1)
      }
    })
  }
  return counts
}

function resultsIn(world: World): Result[] {
  const results: Result[] = []
  for (const { log } of findStream(world, 'out')?.shards ?? []) {
    forEachRecord(log, 1, log.nextOrdinal, ({ keyId }, at, _ordinal, _arrivalUs, segment) => {
      const result = JSON.parse(readUtf8(payloadOf(segment, at) ?? new Uint8Array(0))) as Result
      if (result.key !== partitionKeyOf(world.keys, keyId[at])) throw new Error(`${result.key} has another partition key`)
      results.push(result)
    })
  }
  return results
}

function nameOf({ key, windowStart }: Pick<Result, 'key' | 'windowStart'>): string {
  return `${key} ${windowStart}`
}

/** Different results by key and window. @throws where one key and window came to two counts. */
export function distinct(results: readonly Result[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const result of results) {
    const before = counts.get(nameOf(result))
    if (before !== undefined && before !== result.count) throw new Error(`${nameOf(result)} is ${before} and ${result.count}`)
    counts.set(nameOf(result), result.count)
  }
  return counts
}

export function sorted(counts: ReadonlyMap<string, number>): [string, number][] {
  return Array.from(counts).sort(([left], [right]) => (left < right ? -1 : 1))
}

/** Once the traffic has stopped: all that has fired is written. */
export function drain(run: Run, ms = 30_000): Run {
  run.silence()
  return run.goTo(run.world.nowUs / 1_000 + ms)
}
