/** An application's life with the KPL: what its kind does at each turn. */
import type { Environment, ProducerKind } from '../../environment'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { createPacking } from '../compression'
import { addPack, goOn, putTraffic, runPackTimer } from './application'
import { sendWaiting } from './connections'
import { PENDING_METRIC_US } from './constants'
import { dieWhenFull, flushSync, startDaemon } from './daemonLife'
import { kplDetails } from './details'
import { nextAfter, putMetric, uploadWhenDue } from './metrics'
import type { Daemon, KplProducer, KplTimer } from './model'
import { forEachOutstanding } from './outstanding'
import { drainLimiters, flushCollection, runBufferTimer, runCollectorTimer } from './pipeline'
import { refresh, runListAnswered, runListArrives, runListTimedOut } from './refresh'
import { handleAnswer } from './retrier'
import { withinRanges } from './settings'
import { shrinkRecords } from './shrinkRecords'

export const kplKind: ProducerKind<KplProducer> = {
  create: (core, settings) => ({
    ...core,
    kind: 'kpl',
    settings: withinRanges(settings),
    daemon: null,
    daemonsDied: 0,
    recordsHeldBack: 0,
    recordsNotMade: 0,
    packing: createPacking(),
  }),
  /** One that was stopped and is still flushing goes on with its daemon. */
  begin(world, _environment, producer) {
    if ((producer.daemon?.records.count ?? 0) === 0) startDaemon(world, producer)
  },
  tick,
  answered(world, environment, producer, request, answer, sink) {
    const { daemon } = producer
    if (daemon === null) return
    handleAnswer(world, producer, daemon, request, answer, sink)
    goOn(world, environment, producer, daemon, sink)
  },
  timer(world, environment, producer, timer, sink) {
    const { daemon } = producer
    if (daemon === null) return
    runTimer(world, environment, producer, daemon, timer, sink)
    goOn(world, environment, producer, daemon, sink)
  },
  stop(world, environment, producer, sink) {
    const { daemon } = producer
    if (daemon === null) return
    addPack(world, environment, producer, daemon, sink)
    producer.recordsHeldBack = 0
    flushSync(world, producer, daemon, sink)
  },
  crash(_world, producer) {
    producer.daemon = null
    producer.recordsHeldBack = 0
    producer.packing.pack = null
  },
  oldestInHand,
  settingsChanged(world, environment, producer, _before, sink) {
    const { daemon } = producer
    producer.settings = withinRanges(producer.settings)
    if (daemon === null) return
    if (producer.settings.compression === null) addPack(world, environment, producer, daemon, sink)
    sendWaiting(world, producer, daemon)
  },
  details: kplDetails,
}

function tick(world: World, environment: Environment, producer: KplProducer, sink: Sink): void {
  const { daemon } = producer
  if (daemon === null) return
  shrinkRecords(daemon)
  putTraffic(world, environment, producer, daemon, sink)
  measurePending(world, daemon)
  uploadWhenDue(daemon.metrics, world.nowUs)
  dieWhenFull(world, producer, daemon, sink)
}

function oldestInHand({ daemon, packing: { pack } }: KplProducer): number {
  let oldest = pack?.recordId ?? Infinity
  if (daemon !== null) forEachOutstanding(daemon, (slot) => (oldest = Math.min(oldest, daemon.records.recordId[slot])))
  return oldest
}

function measurePending({ nowUs }: World, { metrics, records }: Daemon): void {
  if (nowUs < metrics.nextPendingUs) return
  metrics.nextPendingUs = nextAfter(metrics.nextPendingUs, PENDING_METRIC_US, nowUs)
  putMetric(metrics, nowUs, 'UserRecordsPending', records.count)
}

function runTimer(world: World, environment: Environment, producer: KplProducer, daemon: Daemon, timer: KplTimer, sink: Sink): void {
  const { listing } = daemon.shardMap
  switch (timer.due) {
    case 'buffer':
      return runBufferTimer(world, producer, daemon, timer.shardIndex, sink)
    case 'limiters':
      if (daemon.drainUs === world.nowUs) drainLimiters(world, producer, daemon, sink)
      return
    case 'collector':
      return runCollectorTimer(world, producer, daemon)
    case 'flushCollector':
      return flushCollection(world, producer, daemon)
    case 'flushSync':
      if (daemon.flushSyncUs === world.nowUs) flushSync(world, producer, daemon, sink)
      return
    case 'refresh':
      return refresh(world, producer, daemon)
    case 'pack':
      return runPackTimer(world, environment, producer, daemon, timer.recordId, sink)
    case 'listArrives':
      if (listing?.listNumber === timer.listNumber) runListArrives(world, producer, listing)
      return
    case 'listAnswered':
      if (listing?.listNumber === timer.listNumber) runListAnswered(world, producer, daemon, listing)
      return
    case 'listTimedOut':
      if (listing?.listNumber === timer.listNumber) runListTimedOut(world, producer, daemon)
  }
}
