/** Reads each shard once a second from the tip, transforms, buffers and delivers to S3; nothing is asked of whoever runs it. */
import type { ApplicationKind, Environment } from '../../environment'
import type { Fetched } from '../../fetched'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { createHistogram } from '../latency'
import type { ShardReader } from '../retrieval/reader'
import { closeReader, readOn } from '../retrieval/reading'
import { flushIfReady, flushLater, runFlush } from './buffer'
import { createBuffer, isFull, transformBytesOf } from './bufferState'
import { POLL_US } from './constants'
import { runPut, runPutAnswered } from './delivery'
import { firehoseDetails } from './details'
import { discoverChildren, runDiscovery, startAllFree } from './discovery'
import type { FirehoseApplication, FirehoseShard, FirehoseTimer, FirehoseTotals } from './model'
import { forgetContents } from './objects'
import type { FirehoseSettings } from './settings'
import { settingsProblem } from './settingsProblem'
import { endIfDelivered } from './shardEnd'
import { addPending, passOn, runInvoke, runInvoked, transformLater } from './transforming'
import { whyFirehoseBehind } from './whyBehind'

export const firehoseKind: ApplicationKind<FirehoseApplication> = {
  problemOf: settingsProblem,
  create: (core, settings) => ({
    ...core,
    kind: 'firehose',
    settings,
    version: 1,
    hasBegun: false,
    discoverDueUs: null,
    saved: new Map(),
    shards: new Map(),
    buffer: createBuffer(settings, 1),
    delivery: null,
    deliveriesBegun: 0,
    invocationsBegun: 0,
    objects: [],
    totals: noTotals(),
    delivered: createHistogram(),
  }),
  begin(world, _environment, application, sink) {
    runDiscovery(world, application, sink)
  },
  received,
  shardGone(world, environment, application, reader, sink) {
    const shard = application.shards.get(reader.shardIndex)
    closeReader(world, application, reader)
    if (shard === undefined) return
    shard.isDrained = true
    goOn(world, environment, application, shard, sink)
  },
  timer,
  crash(_world, application) {
    forgetInHand(application)
  },
  stop(_world, _environment, application) {
    forgetInHand(application)
    application.objects = []
  },
  streamGone(_world, application) {
    forgetInHand(application)
    application.saved = new Map()
    application.hasBegun = false
    forgetContents(application)
  },
  settingsChanged,
  details: firehoseDetails,
  whyBehind: whyFirehoseBehind,
}

function noTotals(): FirehoseTotals {
  return {
    objectsWritten: 0,
    objectsDuplicated: 0,
    recordsDelivered: 0,
    recordsDuplicated: 0,
    bytesDelivered: 0,
    recordsDropped: 0,
    recordsNotTransformed: 0,
    invocations: 0,
    invocationsFailed: 0,
    puts: 0,
    putsFailed: 0,
    answersLost: 0,
    recordsGivenUp: 0,
  }
}

/** What is not delivered is in the stream as before. */
function forgetInHand(application: FirehoseApplication): void {
  application.shards = new Map()
  application.buffer = createBuffer(application.settings, application.buffer.bufferNumber + 1)
  application.delivery = null
}

function received(world: World, environment: Environment, application: FirehoseApplication, reader: ShardReader, { fromOrdinal, toOrdinal, childShards }: Fetched, sink: Sink): void {
  const shard = application.shards.get(reader.shardIndex)
  if (shard === undefined) return
  if (toOrdinal > fromOrdinal) addPending(world, application, shard, fromOrdinal, toOrdinal)
  if (childShards !== null) {
    shard.isDrained = true
    closeReader(world, application, reader)
    discoverChildren(world, application, childShards, sink)
  }
  goOn(world, environment, application, shard, sink)
}

/** What it has in hand moves on as far as there is room; then its end, or the next call. */
function goOn(world: World, environment: Environment, application: FirehoseApplication, shard: FirehoseShard, sink: Sink): void {
  if (shard.state !== 'READING') return
  passOn(world, environment, application, shard, sink)
  if (!shard.isDrained) return readMore(world, application, shard)
  if (shard.pending.length > 0 || shard.invocation !== null) return
  shard.state = 'DRAINED'
  shard.readerNumber = null
  endIfDelivered(application, shard)
  startAllFree(world, application)
}

function readMore(world: World, application: FirehoseApplication, shard: FirehoseShard): void {
  const reader = shard.readerNumber === null ? undefined : application.readers.get(shard.readerNumber)
  if (reader === undefined || reader.isCalling) return
  const { transform } = application.settings
  shard.isHeld = isFull(application) || (transform !== null && shard.pendingBytes >= transformBytesOf(transform))
  if (shard.isHeld) return
  const dueUs = shard.calledUs + POLL_US
  // A call that was refused meanwhile was made later than it was due.
  shard.calledUs = dueUs > world.nowUs ? dueUs : world.nowUs + POLL_US
  readOn(world, application, reader, shard.calledUs - world.nowUs)
}

function timer(world: World, environment: Environment, application: FirehoseApplication, due: FirehoseTimer, sink: Sink): void {
  switch (due.due) {
    case 'discover':
      return runDiscovery(world, application, sink)
    case 'flush':
      return runFlush(world, environment, application, due.bufferNumber, sink)
    case 'put':
      return runPut(world, application, due.deliveryNumber)
    case 'putAnswered':
      runPutAnswered(world, application, due.deliveryNumber, sink)
      return application.delivery === null ? catchUp(world, environment, application, sink) : undefined
    case 'invoke':
      return runInvoke(world, application, due)
    case 'invoked':
      runInvoked(world, environment, application, due, sink)
      return goOnWith(world, environment, application, due.shardIndex, sink)
    case 'transform':
      return goOnWith(world, environment, application, due.shardIndex, sink)
  }
}

function goOnWith(world: World, environment: Environment, application: FirehoseApplication, shardIndex: number, sink: Sink): void {
  const shard = application.shards.get(shardIndex)
  if (shard !== undefined) goOn(world, environment, application, shard, sink)
}

/** There is room again. */
function catchUp(world: World, environment: Environment, application: FirehoseApplication, sink: Sink): void {
  flushIfReady(world, environment, application, sink)
  for (const shard of application.shards.values()) goOn(world, environment, application, shard, sink)
}

function settingsChanged(world: World, environment: Environment, application: FirehoseApplication, before: FirehoseSettings, sink: Sink): void {
  if (configurationOf(before) !== configurationOf(application.settings)) application.version++
  flushLater(world, application)
  for (const shard of application.shards.values()) transformLater(world, application, shard)
  catchUp(world, environment, application, sink)
}

/** What AWS would be told; how S3 and the function behave is no part of it. */
function configurationOf({ bufferSizeInMBs, bufferIntervalInSeconds, transform, appendDelimiter, compression, prefix }: FirehoseSettings): string {
  return [bufferSizeInMBs, bufferIntervalInSeconds, transform?.bufferSizeInMBs ?? 'none', appendDelimiter, compression, prefix].join(' ')
}
