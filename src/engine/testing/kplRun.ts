/** A quiet world with applications on the KPL, and a list of what reaches the stream. */
import { ensure } from '../../base/assert'
import type { Command, SyntheticWorkload } from '../commands'
import type { Environment } from '../environment'
import type { SimEvent } from '../events'
import { hashKeyOfId } from '../keySpace'
import type { KplProducer } from '../producers/kpl/model'
import { KPL_DEFAULTS, type KplSettings } from '../producers/kpl/settings'
import { NONE } from '../producers/kpl/userRecords'
import type { RecordBatch } from '../recordBatch'
import type { BatchOutcome, Sink } from '../sink'
import type { World } from '../state'
import { goTo, openTimeline, recordingOf, submitNow } from '../timeline'
import { NOWHERE } from './nowhere'
import { quietScenario } from './quietWorld'

/** One entry of a request, as the stream saw it. */
export interface SeenEntry {
  producerIndex: number
  requestNumber: number
  arrivedUs: number
  sentUs: number
  isStored: boolean
  shardIndex: number
  bytes: number
  isAggregate: boolean
  attempt: number
  members: SeenMember[]
}

export interface SeenMember {
  recordId: number
  keyId: number
  hashKey: bigint
  dataBytes: number
  /** When addUserRecord was called. */
  addedUs: number
}

export interface KplRunOptions {
  shardCount?: number
  seed?: number
  settings?: Partial<KplSettings>
  traffic?: Partial<SyntheticWorkload>
  environment?: Environment
}

export function kplRun({ shardCount = 1, seed = 1, settings = {}, traffic = {}, environment = NOWHERE }: KplRunOptions = {}) {
  const events: SimEvent[] = []
  const seen: SeenEntry[] = []
  const sink: Sink = {
    event: (event) => events.push(event),
    batchArrived: (world, _stream, batch, outcome) => {
      if (batch.requestNumber > 0) seen.push(...entriesOf(world, batch, outcome))
    },
  }
  const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount }), seed }), environment, sink)
  const run = {
    timeline,
    events,
    seen,
    kpl: (producerIndex = 0) => timeline.world.producers[producerIndex] as KplProducer,
    daemon: (producerIndex = 0) => ensure(run.kpl(producerIndex).daemon, 'daemon'),
    act(command: Command) {
      submitNow(timeline, command, sink)
    },
    add(more: Partial<KplSettings> = settings, of: Partial<SyntheticWorkload> = traffic) {
      run.act({ type: 'AddProducer', producer: { settings: { ...KPL_DEFAULTS, ...more }, workload: workloadOf(of), trafficPercent: 100 } })
    },
    set(more: Partial<KplSettings>) {
      run.act({ type: 'SetProducerSettings', producerIndex: 0, settings: { ...run.kpl().settings, ...more } })
    },
    /** From now on its traffic is other, beginning anew. */
    send(of: Partial<SyntheticWorkload>) {
      run.act({ type: 'SetProducerTraffic', producerIndex: 0, workload: workloadOf(of), trafficPercent: 100 })
    },
    goTo(atMs: number) {
      goTo(timeline, Math.round(atMs * 1_000), sink)
    },
    split(shardIndex: number, atHashKey: bigint) {
      run.act({ type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: String(shardIndex), NewStartingHashKey: String(atHashKey) } })
    },
  }
  run.add()
  return run
}

export type KplRun = ReturnType<typeof kplRun>

function workloadOf(of: Partial<SyntheticWorkload>): SyntheticWorkload {
  return { kind: 'synthetic', ratePerSecond: 0, recordBytes: 100, keys: { kind: 'sequential', keyCount: 1_000 }, ...of }
}

function entriesOf(world: World, batch: RecordBatch, outcome: BatchOutcome): SeenEntry[] {
  const producer = world.producers.find((one) => one.requests.get(batch.requestNumber)?.batch === batch) as KplProducer
  const { records, sent } = ensure(producer.daemon, 'daemon')
  const { sentUs } = ensure(producer.requests.get(batch.requestNumber), 'request')
  const { heads } = ensure(sent.get(batch.requestNumber), 'request of the KPL')
  return heads.map((head, entry) => {
    const aggregate = batch.aggregates?.[entry] ?? null
    const members: SeenMember[] = []
    for (let slot = head, at = 0; slot !== NONE; slot = records.next[slot], at++) {
      const keyId = aggregate === null ? batch.keyIds[entry] : aggregate.keyIds[at]
      members.push({
        recordId: aggregate === null ? batch.recordIds[entry] : aggregate.recordIds[at],
        keyId,
        hashKey: hashKeyOfId(world.keys, keyId),
        dataBytes: records.dataBytes[slot],
        addedUs: records.arrivalUs[slot],
      })
    }
    return {
      producerIndex: producer.producerIndex,
      requestNumber: batch.requestNumber,
      arrivedUs: world.nowUs,
      sentUs,
      isStored: outcome.ordinals[entry] !== 0,
      shardIndex: outcome.shardIndexes[entry],
      bytes: batch.bytes[entry],
      isAggregate: aggregate !== null,
      attempt: batch.attempt,
      members,
    }
  })
}
