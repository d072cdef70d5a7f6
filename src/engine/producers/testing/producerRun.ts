/** A world with one producer, its stream, and an account of all that was stored: for tests of a kind of producer. */
import { assert } from '../../../base/assert'
import { call } from '../../call'
import type { Command, ReplayWorkload, Workload } from '../../commands'
import { checkConservation } from '../../conservation'
import type { Environment } from '../../environment'
import type { SimEvent } from '../../events'
import { recordEventsTo } from '../../recordEvents'
import { silentSink } from '../../sink'
import type { Source } from '../../source'
import { NOWHERE } from '../../testing/nowhere'
import { quietScenario } from '../../testing/quietWorld'
import { goTo, openTimeline, recordingOf, submitNow } from '../../timeline'
import type { ProducerSettings } from '../settings'

export const REPLAY: ReplayWorkload = { kind: 'replay', sourceId: 'log', keyColumn: 'first', speed: 1, startAtMs: 0, loop: false }

export interface ProducerRun {
  settings: ProducerSettings
  workload: Workload
  sources?: readonly Source[]
  shardCount?: number
  seed?: number
  gzip?: Environment['gzip']
}

export function runProducer({ settings, workload, sources = [], shardCount = 1, seed = 1, gzip = NOWHERE.gzip }: ProducerRun) {
  const environment: Environment = { ...NOWHERE, sources: new Map(sources.map((source) => [source.sourceId, source])), gzip }
  const events: SimEvent[] = []
  const sink = recordEventsTo((event) => events.push(event))
  const scenario = { ...quietScenario({ shardCount }), seed, untilMs: 10_000_000 }
  const producer = { settings, workload, trafficPercent: 100 }
  const timeline = openTimeline(recordingOf({ ...scenario, commands: [{ atUs: 0, command: { type: 'AddProducer', producer } }] }), environment, sink)
  const run = {
    timeline,
    events,
    environment,
    get world() {
      return timeline.world
    },
    get books() {
      return timeline.world.producers[0].books
    },
    /** To an instant, with a look at the books and at copies. */
    goTo(ms: number) {
      goTo(timeline, Math.round(ms * 1_000), sink)
      checkConservation(timeline.world)
      expectCopiesCounted(run)
    },
    submit(command: Command) {
      submitNow(timeline, command, sink)
      checkConservation(timeline.world)
    },
    stored: () => events.filter((event) => event.kind === 'RecordStored'),
    /** @param fromMs null: all that can be read. */
    records: (fromMs: number | null = null) => readAll(timeline.world, shardCount, fromMs),
  }
  return run
}

/** Stored = different records stored + the copies that the engine has counted, to the last one. */
function expectCopiesCounted(run: { stored: () => Extract<SimEvent, { kind: 'RecordStored' }>[]; timeline: { world: ReturnType<typeof openTimeline>['world'] } }): void {
  const { world } = run.timeline
  const stored = run.stored()
  const distinct = new Set(stored.map(({ recordId }) => recordId)).size
  const copies = world.streams[0].shards.reduce((sum, shard) => sum + shard.copiesStored, 0)
  const told = stored.reduce((sum, event) => sum + (event.copies ?? 0), 0)
  assert(copies === stored.length - distinct && told === copies, `${stored.length} stored, ${distinct} of them different, ${copies} copies counted, ${told} told`)
}

/** What a reader gets. */
function readAll(world: ReturnType<typeof openTimeline>['world'], shardCount: number, fromMs: number | null): { PartitionKey: string; Data: Uint8Array }[] {
  return Array.from({ length: shardCount }, (_, index) => index).flatMap((index) => {
    const ShardId = `shardId-${String(index).padStart(12, '0')}`
    const place = fromMs === null ? ({ ShardIteratorType: 'TRIM_HORIZON' } as const) : ({ ShardIteratorType: 'AT_TIMESTAMP', Timestamp: (world.epochMs + fromMs) / 1_000 } as const)
    const begun = call(world, { operation: 'GetShardIterator', input: { StreamName: 's', ShardId, ...place } }, silentSink)
    if (!begun.ok) throw new Error(begun.refusal.message)
    const got = call(world, { operation: 'GetRecords', input: { ShardIterator: begun.value.ShardIterator ?? '', Limit: 10_000 } }, silentSink)
    if (!got.ok) throw new Error(got.refusal.message)
    return got.value.Records.map(({ PartitionKey = '', Data }) => ({ PartitionKey, Data }))
  })
}
