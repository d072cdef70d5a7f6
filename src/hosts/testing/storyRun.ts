/** A shipped story run headless, with an account of every record that was stored, and of what its applications made of them: for tests of its numbers. */
import { expect } from 'vitest'
import { ensure } from '../../base/assert'
import { call } from '../../engine/call'
import type { Command } from '../../engine/commands'
import { checkConservation } from '../../engine/conservation'
import type { CheckName } from '../../engine/consumers/checkState'
import type { ApplicationDetails } from '../../engine/consumers/details'
import { applicationDetails } from '../../engine/consumers/detailsOf'
import type { ApplicationRow, Summary } from '../../engine/summary'
import type { SimEvent, SimEventKind } from '../../engine/events'
import type { Books, ProducerMeter } from '../../engine/producers/core'
import { producerDetails } from '../../engine/producers/detailsOf'
import type { ProducerDetails } from '../../engine/producers/details'
import { recordEventsTo } from '../../engine/recordEvents'
import { silentSink, type Sink } from '../../engine/sink'
import type { Stream, World } from '../../engine/state'
import { summaryOf } from '../../engine/summaryOf'
import { goTo, openTimeline, recordingOf, submitNow } from '../../engine/timeline'
import { environmentWith } from '../environmentWith'
import { loadSources } from '../loadSources'
import { findScenario } from '../../scenarios/scenarios'
import { accountOf } from './account'

/** Told for each record: counted, not kept. */
const OF_RECORDS: readonly SimEventKind[] = ['RecordStored', 'RecordThrottled', 'RecordProcessed', 'RecordLeftOut']
const DRAIN_MS = 120_000

export type EventOf<Kind extends SimEventKind> = Extract<SimEvent, { kind: Kind }>

export async function openStory(id: string, watch: Pick<Sink, 'batchArrived'> = {}) {
  const scenario = ensure(await findScenario(id), `story ${id}`)
  const environment = environmentWith(await loadSources(scenario))
  const events: SimEvent[] = []
  const told = { recordsStored: 0, copies: 0, requestsLost: 0 }
  /** By application: each identity that it was given to process. */
  const processed = new Map<string, Set<string>>()
  const recordEvents = recordEventsTo((event) => {
    if (!OF_RECORDS.includes(event.kind)) events.push(event)
    // What applications write goes to another stream.
    if (event.kind === 'RecordStored' && !event.recordId.startsWith('application-')) {
      told.recordsStored++
      told.copies += event.copies ?? 0
    } else if (event.kind === 'RecordProcessed') {
      const known = processed.get(event.application) ?? new Set()
      processed.set(event.application, known.add(event.recordId))
    }
  })
  const sink: Sink = {
    ...recordEvents,
    batchArrived(...arrived) {
      recordEvents.batchArrived?.(...arrived)
      watch.batchArrived?.(...arrived)
    },
    requestLost() {
      told.requestsLost++
    },
  }
  const timeline = openTimeline(recordingOf(scenario), environment, sink)
  timeline.world.memory.recordsHeldMax = Infinity
  const producerAt = (producerIndex: number) => ensure(timeline.world.producers.at(producerIndex), `producer ${producerIndex}`)
  const story = {
    scenario,
    environment,
    timeline,
    events,
    told,
    processed,
    get world(): World {
      return timeline.world
    },
    get stream(): Stream {
      return ensure(timeline.world.streams.at(0), 'its stream')
    },
    eventsOf: <Kind extends SimEventKind>(kind: Kind) => events.filter((event): event is EventOf<Kind> => event.kind === kind),
    /** To an instant, with a look at every book and every shard. @returns what the page would show there. */
    goTo(atSecond: number): Summary {
      goTo(timeline, Math.round(atSecond * 1_000_000), sink)
      return story.look()
    },
    look(): Summary {
      checkConservation(story.world)
      expectAccount(story.world, story.stream, told)
      // As it reaches the page: what it holds by reference goes on counting.
      return structuredClone(summaryOf(story.world, story.stream))
    },
    act(command: Command) {
      const refused = events.length
      submitNow(timeline, command, sink)
      expect(events.slice(refused).filter(({ kind }) => kind === 'CommandRefused' || kind === 'CallRefused')).toEqual([])
    },
    details<Kind extends ProducerDetails['kind']>(kind: Kind, producerIndex = 0) {
      const details = producerDetails(story.world, environment, producerIndex)
      if (details?.kind !== kind) throw new Error(`producer ${producerIndex} is not of kind ${kind}`)
      return details as Extract<ProducerDetails, { kind: Kind }>
    },
    application: (name: string): ApplicationRow => rowOf(story.look(), name),
    consumer<Kind extends ApplicationDetails['kind']>(kind: Kind, name: string) {
      const details = applicationDetails(story.world, environment, name)
      if (details?.kind !== kind) throw new Error(`${name} is not of kind ${kind}`)
      return details as Extract<ApplicationDetails, { kind: Kind }>
    },
    /** Records that broke each of its promises; all but these are kept. */
    expectBroken(name: string, broken: Partial<Record<CheckName, number>> = {}): void {
      const { checks } = story.application(name)
      const records = Object.fromEntries(Object.entries(checks).map(([check, row]) => [check, row.records]))
      expect(records, name).toEqual({ orderPerKey: 0, parentsFirst: 0, atLeastOnce: 0, nothingExpired: 0, ...broken })
    },
    /** All producers fall silent; what they have in hand goes out, and is read. No row is left of them, but their books are. */
    drain(): Summary {
      for (const { producerIndex } of story.world.producers) story.act({ type: 'RemoveProducer', producerIndex })
      const drained = story.goTo(story.world.nowUs / 1_000_000 + DRAIN_MS / 1_000)
      if (told.requestsLost === 0) expectAllKnown(story.world, story.stream)
      return drained
    },
    books: (producerIndex = 0): Books => producerAt(producerIndex).books,
    meter: (producerIndex = 0): ProducerMeter => producerAt(producerIndex).meter,
    read: (limit: number) => story.stream.shards.flatMap(({ shardIndex }) => readShard(story.world, story.stream, shardIndex, limit)),
  }
  return story
}

export type Story = Awaited<ReturnType<typeof openStory>>

export function rowOf({ applications }: Summary, name: string): ApplicationRow {
  return ensure(
    applications.find((row) => row.name === name),
    name,
  )
}

/** Stored = different records stored + the copies that the engine has counted, to the last one; what a producer knows to be stored is stored. */
function expectAccount(world: World, stream: Stream, told: { recordsStored: number; copies: number }): void {
  const account = accountOf(stream)
  const sumOf = (field: 'recordsStored' | 'copiesStored' | 'aggregatesStored' | 'recordsInAggregates') => stream.shards.reduce((sum, shard) => sum + shard[field], 0)
  expect({ recordsStored: account.records, copies: account.userRecords - account.distinct.size, userRecords: account.userRecords }).toEqual({
    recordsStored: sumOf('recordsStored'),
    copies: sumOf('copiesStored'),
    userRecords: sumOf('recordsStored') - sumOf('aggregatesStored') + sumOf('recordsInAggregates'),
  })
  expect(told).toMatchObject({ recordsStored: account.records, copies: account.marked })
  expect(account.marked).toBe(sumOf('copiesStored'))
  expect(world.producers.reduce((sum, { books }) => sum + books.recordsCopied, 0)).toBe(sumOf('copiesStored'))
  for (const { producerIndex, books } of world.producers) {
    const distinct = account.distinctOf.get(producerIndex) ?? 0
    expect(books.recordsAcknowledged).toBeLessThanOrEqual(distinct)
    expect(distinct).toBeLessThanOrEqual(books.recordsMeant)
  }
}

/** Every answer came back: what is stored was acknowledged, by producers that did not crash. */
function expectAllKnown(world: World, stream: Stream): void {
  const { distinctOf } = accountOf(stream)
  for (const { producerIndex, books, life } of world.producers) if (life === 1) expect(books.recordsAcknowledged).toBe(distinctOf.get(producerIndex) ?? 0)
}

function readShard(world: World, stream: Stream, shardIndex: number, Limit: number) {
  const StreamName = stream.streamName
  const ShardId = `shardId-${String(shardIndex).padStart(12, '0')}`
  const begun = call(world, { operation: 'GetShardIterator', input: { StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' } }, silentSink)
  if (!begun.ok) throw new Error(begun.refusal.message)
  const got = call(world, { operation: 'GetRecords', input: { ShardIterator: begun.value.ShardIterator ?? '', Limit } }, silentSink)
  if (!got.ok) throw new Error(got.refusal.message)
  return got.value.Records.map(({ PartitionKey = '', SequenceNumber, Data }) => ({ PartitionKey, SequenceNumber, Data }))
}
