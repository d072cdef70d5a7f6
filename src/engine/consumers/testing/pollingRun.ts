/** A quiet world with one application on the plain SDK, records that a test stores, and what the application made of them. */
import { ensure } from '../../../base/assert'
import type { Command } from '../../commands'
import type { SimEvent } from '../../events'
import { hashKeyOfId } from '../../keySpace'
import { storeBatch } from '../../operations/records/storeBatch'
import { recordEventsTo } from '../../recordEvents'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { NOWHERE } from '../../testing/nowhere'
import { quietScenario } from '../../testing/quietWorld'
import { batchOf, type Meant } from '../../testing/readingRun'
import { goTo, openTimeline, recordingOf, submitNow, type Timeline } from '../../timeline'
import { applicationDetails } from '../detailsOf'
import { findApplication } from '../lifecycle'
import type { SdkReaderDetails } from '../sdk/details'
import type { SdkApplication } from '../sdk/model'
import { SDK_READER_DEFAULTS, type SdkReaderSettings } from '../sdk/settings'

export interface PollingRun {
  settings?: Partial<SdkReaderSettings>
  shardCount?: number
  seed?: number
}

/** Half of the space of hash keys, as SplitShard wants it. */
export const HALF = String(1n << 127n)

/** All that acts can be chained. */
export interface Polling {
  timeline: Timeline
  readonly world: World
  events: SimEvent[]
  /** `0: 1-5` for records 1 to 5 of shard 0, as they were processed. */
  slices: string[]
  /** The application named `app`. */
  readonly sdk: SdkApplication
  named(name: string): SdkApplication
  details(name?: string): SdkReaderDetails
  wait(ms: number): Polling
  act(command: Command): Polling
  add(name?: string, more?: Partial<SdkReaderSettings>): Polling
  set(more: Partial<SdkReaderSettings>, name?: string): Polling
  crash(application?: string): Polling
  restart(application?: string): Polling
  /** Each entry a plain record, or the members of an aggregate; no limit holds them off. */
  store(...entries: (Meant | Meant[])[]): Polling
  /** So many records of one key, numbered on. */
  put(count: number, keyId?: number): Polling
  split(shardIndex: number, at?: string): Polling
  merge(lower: number, upper: number): Polling
  /** `processed #7`, in order. */
  fates(application?: string): string[]
  /** Numbered key whose hash key lies in the n-th of so many equal parts of the space. */
  keyIn(part: number, parts: number): number
  /** Records that broke each promise: order, parents first, at least once, nothing expired. */
  checks(name?: string): number[]
  count(kind: SimEvent['kind']): number
}

export function pollingRun({ settings = {}, shardCount = 1, seed = 1 }: PollingRun = {}): Polling {
  const events: SimEvent[] = []
  const slices: string[] = []
  const recording = recordEventsTo((event) => events.push(event))
  const sink: Sink = {
    ...recording,
    sliceProcessed(world, slice) {
      slices.push(`${slice.shardIndex}: ${slice.fromOrdinal}-${slice.toOrdinal - 1}`)
      recording.sliceProcessed?.(world, slice)
    },
  }
  const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount }), seed, untilMs: 1_000_000_000 }), NOWHERE, sink)
  const run: Polling = {
    timeline,
    events,
    slices,
    get world() {
      return timeline.world
    },
    get sdk() {
      return run.named('app')
    },
    named(name) {
      const application = ensure(findApplication(timeline.world, name), name)
      if (application.kind !== 'sdk') throw new Error(`${name} is of kind ${application.kind}`)
      return application
    },
    details(name = 'app') {
      const details = applicationDetails(timeline.world, NOWHERE, name)
      if (details?.kind !== 'sdk') throw new Error(`${name} has no such details`)
      return details
    },
    wait(ms) {
      goTo(timeline, timeline.world.nowUs + Math.round(1_000 * ms), sink)
      return run
    },
    act(command) {
      submitNow(timeline, command, sink)
      return run
    },
    add(name = 'app', more = settings) {
      run.act({ type: 'AddApplication', settings: { ...SDK_READER_DEFAULTS, ...more, name } })
      return run
    },
    set(more, name = 'app') {
      run.act({ type: 'SetApplicationSettings', application: name, settings: { ...run.named(name).settings, ...more } })
      return run
    },
    crash(application = 'app') {
      run.act({ type: 'CrashApplication', application })
      return run
    },
    restart(application = 'app') {
      run.act({ type: 'RestartApplication', application })
      return run
    },
    store(...entries) {
      const { world } = timeline
      world.account.throttling = false
      storeBatch(world, world.streams[0], batchOf(entries), sink)
      world.account.throttling = true
      return run
    },
    put(count, keyId = 1) {
      run.store(...Array.from({ length: count }, () => ({ keyId, number: ++stored })))
      return run
    },
    split(shardIndex, at = HALF) {
      run.act({ type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: String(shardIndex), NewStartingHashKey: at } })
      return run
    },
    merge(lower, upper) {
      run.act({ type: 'Call', operation: 'MergeShards', input: { StreamName: 's', ShardToMerge: String(lower), AdjacentShardToMerge: String(upper) } })
      return run
    },
    fates: (application = 'app') => events.flatMap((event) => fateLine(event, application)),
    keyIn(part, parts) {
      const width = (1n << 128n) / BigInt(parts)
      return ensure(
        Array.from({ length: 1_000 }, (_, keyId) => keyId).find((keyId) => hashKeyOfId(timeline.world.keys, keyId) / width === BigInt(part)),
        'a key there',
      )
    },
    checks(name = 'app') {
      const { orderPerKey, parentsFirst, atLeastOnce, nothingExpired } = run.named(name).checks
      return [orderPerKey, parentsFirst, atLeastOnce, nothingExpired].map(({ records }) => records)
    },
    count: (kind) => events.filter((event) => event.kind === kind).length,
  }
  let stored = 0
  return run
}

export const KEPT = [0, 0, 0, 0]

function fateLine(event: SimEvent, application: string): string[] {
  if ((event.kind !== 'RecordProcessed' && event.kind !== 'RecordLeftOut') || event.application !== application) return []
  const what = event.kind === 'RecordProcessed' ? 'processed' : event.reason
  return [`${what} ${event.recordId.replace('producer-1/', '#')}`]
}

/** What `fates` is where numbers first … last are processed once, in order. */
export function processed(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, at) => `processed #${first + at}`)
}
