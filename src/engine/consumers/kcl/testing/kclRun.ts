/** A run with one application on the KCL, at the library's own pace, and what its events tell. */
import { US_PER_SECOND } from '../../../../base/units'
import type { Command } from '../../../commands'
import type { SimEvent, SimEventKind } from '../../../events'
import type { Sink } from '../../../sink'
import { kclOf } from '../../../testing/kclOf'
import { NOWHERE } from '../../../testing/nowhere'
import { quietScenario } from '../../../testing/quietWorld'
import { goTo, openTimeline, recordingOf, submitNow, type Timeline } from '../../../timeline'
import type { KclApplication } from '../model'
import { KCL_DEFAULTS, type KclSettings } from '../settings'

export interface KclRunSettings extends Partial<KclSettings> {
  seed: number
  shardCount: number
  ratePerSecond?: number
  recordBytes?: number
}

export interface KclRun {
  timeline: Timeline
  events: SimEvent[]
  processed: { workerId: string; shardIndex: number; fromOrdinal: number; toOrdinal: number; atMs: number }[]
  application(): KclApplication
  nowMs(): number
  until(seconds: number): KclRun
  wait(seconds: number): KclRun
  act(command: Command): KclRun
  set(changed: Partial<KclSettings>): KclRun
  quiet(): KclRun
  split(shardIndex: number, newStartingHashKey?: bigint): KclRun
  told<Kind extends SimEventKind>(kind: Kind, sinceMs?: number): Extract<SimEvent, { kind: Kind }>[]
  owners(): (string | null)[]
  /** Leases of each worker that runs. */
  spread(): number[]
  /** Records in the stream. */
  stored(): number
  /** Records that broke each promise. */
  broken(): Record<string, number>
}

export function kclRun({ seed, shardCount, ratePerSecond = 50, recordBytes = 100, ...change }: KclRunSettings): KclRun {
  const settings: KclSettings = { ...KCL_DEFAULTS, name: 'app', workerCount: 1, workUs: 100, initialPosition: 'TRIM_HORIZON', ...change }
  const workload = { kind: 'synthetic' as const, ratePerSecond, recordBytes, keys: { kind: 'uniform' as const, keyCount: 500 } }
  const scenario = { ...quietScenario({ shardCount }), seed, producers: { count: 2, workload }, applications: [settings] }
  const events: SimEvent[] = []
  const processed: KclRun['processed'] = []
  const sink: Sink = {
    event: (event) => events.push(event),
    sliceProcessed: ({ nowUs }, { workerId, shardIndex, fromOrdinal, toOrdinal }) => processed.push({ workerId, shardIndex, fromOrdinal, toOrdinal, atMs: nowUs / 1_000 }),
  }
  const timeline = openTimeline(recordingOf(scenario), NOWHERE, sink)
  const run: KclRun = {
    timeline,
    events,
    processed,
    application: () => kclOf(timeline.world.applications[0]),
    nowMs: () => timeline.world.nowUs / 1_000,
    until(seconds: number) {
      goTo(timeline, Math.round(seconds * US_PER_SECOND), sink)
      return run
    },
    wait: (seconds: number) => run.until(timeline.world.nowUs / US_PER_SECOND + seconds),
    act(command: Command) {
      submitNow(timeline, command, sink)
      return run
    },
    set: (changed: Partial<KclSettings>) => run.act({ type: 'SetApplicationSettings', application: 'app', settings: { ...run.application().settings, ...changed } }),
    quiet: () => run.act({ type: 'SetProducerCount', producerCount: 0 }),
    split: (shardIndex: number, newStartingHashKey = 1n << 127n) =>
      run.act({ type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: String(shardIndex), NewStartingHashKey: String(newStartingHashKey) } }),
    told: (kind, sinceMs = 0) => events.filter((event): event is Extract<SimEvent, { kind: typeof kind }> => event.kind === kind && event.at >= sinceMs),
    owners: () => Array.from(run.application().leases.values(), ({ leaseOwner }) => leaseOwner),
    spread: () => run.application().workers.filter(({ state }) => state !== 'CRASHED').map(({ workerId }) => run.owners().filter((owner) => owner === workerId).length),
    stored: () => timeline.world.streams[0].shards.reduce((sum, { recordsStored }) => sum + recordsStored, 0),
    broken: () => Object.fromEntries(Object.entries(run.application().checks).map(([name, { records }]) => [name, records])),
  }
  return run
}

export const KEPT = { orderPerKey: 0, parentsFirst: 0, atLeastOnce: 0, nothingExpired: 0 }
