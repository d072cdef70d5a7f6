/** A world without producers whose applications read what a test stores: plain records and aggregates, first ones and copies. */
import { US_PER_SECOND } from '../../base/units'
import type { Command } from '../commands'
import { KCL_DEFAULTS } from '../consumers/kcl/settings'
import type { SimEvent } from '../events'
import { hashKeyOfId } from '../keySpace'
import { storeBatch } from '../operations/records/storeBatch'
import { createBatch, type Aggregate, type RecordBatch } from '../recordBatch'
import { recordEventsTo } from '../recordEvents'
import { markStored, packRecordId } from '../recordId'
import type { KclSettings } from '../consumers/kcl/settings'
import { summaryOf } from '../summaryOf'
import { goTo, openTimeline, recordingOf, submitNow } from '../timeline'
import { kclOf } from './kclOf'
import { NOWHERE } from './nowhere'
import { quietScenario } from './quietWorld'

/** Leases change hands every second instead of every half minute. */
export const FAST_KCL = {
  failoverTimeMs: 900,
  parentShardPollIntervalMs: 300,
  dispatchPollIntervalMs: 100,
  idleTimeBetweenReadsMs: 200,
  checkpointIntervalMs: 700,
} as const

/** A user record of the key `user-<keyId>`; `isCopy`: the stream has stored it before. */
export interface Meant {
  keyId: number
  number: number
  isCopy?: boolean
}

export function applicationOf(name: string, change: Partial<KclSettings> = {}): KclSettings {
  return { ...KCL_DEFAULTS, ...FAST_KCL, name, workerCount: 1, workUs: 1_000, initialPosition: 'TRIM_HORIZON', ...change }
}

/** Ready to read: its leases are taken. */
export function readingRun(applications: readonly KclSettings[], shardCount = 1) {
  const events: SimEvent[] = []
  const sink = recordEventsTo((event) => {
    events.push(event)
  })
  const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount }), applications: [...applications] }), NOWHERE, sink)
  const run = {
    timeline,
    events,
    wait(ms: number) {
      goTo(timeline, timeline.world.nowUs + 1_000 * ms, sink)
      return run
    },
    act(command: Command) {
      submitNow(timeline, command, sink)
      return run
    },
    /** Each entry a plain record, or the members of an aggregate. */
    store(...entries: (Meant | Meant[])[]) {
      const { world } = timeline
      storeBatch(world, world.streams[0], batchOf(entries), sink)
      return run
    },
    application: (at = 0) => timeline.world.applications[at],
    row: (at = 0) => summaryOf(timeline.world, timeline.world.streams[0]).applications[at],
    workedUs: (at = 0) => kclOf(timeline.world.applications[at]).workers.reduce((sum, { workedUs }) => sum + workedUs, 0),
    /** `processed 3.1 producer-1/7`: what became of each user record, in order. */
    fates: (application: string) => events.flatMap((event) => fateLine(event, application)),
    /** The first numbered key whose hash key lies in a half of the space. */
    keyIn: (half: 'lower' | 'upper', nth = 0) => keyIdsIn(half)[nth],
  }
  function keyIdsIn(half: 'lower' | 'upper'): number[] {
    const all = Array.from({ length: 100 }, (_, keyId) => keyId)
    return all.filter((keyId) => hashKeyOfId(timeline.world.keys, keyId) < 1n << 127n === (half === 'lower'))
  }
  return run.wait((40 * US_PER_SECOND) / 1_000)
}

function fateLine(event: SimEvent, application: string): string[] {
  if ((event.kind !== 'RecordProcessed' && event.kind !== 'RecordLeftOut') || event.application !== application) return []
  const what = event.kind === 'RecordProcessed' ? 'processed' : event.reason
  const sub = event.subSequenceNumber === undefined ? '' : `.${event.subSequenceNumber}`
  return [`${what} ${event.recordId.replace('producer-1/', '#')}${sub}`]
}

export function batchOf(entries: readonly (Meant | Meant[])[]): RecordBatch {
  const batch = createBatch(entries.length)
  batch.count = entries.length
  if (entries.some(Array.isArray)) batch.aggregates = entries.map((entry) => (Array.isArray(entry) ? aggregateOf(entry) : null))
  entries.forEach((entry, at) => {
    const [first] = Array.isArray(entry) ? entry : [entry]
    batch.keyIds[at] = first.keyId
    batch.recordIds[at] = idOf(first)
    batch.bytes[at] = 100 * (Array.isArray(entry) ? entry.length : 1)
  })
  return batch
}

function aggregateOf(members: readonly Meant[]): Aggregate {
  return {
    count: members.length,
    keyIds: Uint32Array.from(members, ({ keyId }) => keyId),
    dataBytes: new Uint32Array(members.length).fill(90),
    recordIds: Float64Array.from(members, idOf),
    data: null,
  }
}

function idOf({ number, isCopy = false }: Meant): number {
  const recordId = packRecordId(0, number)
  return isCopy ? markStored(recordId) : recordId
}
