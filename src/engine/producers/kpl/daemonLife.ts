/** The daemon begins, is flushed, and dies when its memory is full: the Java side then starts another one. */
import { producerIdOf } from '../../recordId'
import { tell, type Sink } from '../../sink'
import type { World } from '../../state'
import { giveUp } from '../books'
import { markStoredEntries } from '../copies'
import { setTimer } from '../setTimer'
import { loseStragglers } from '../stragglers'
import { setPackTimer } from './packTimer'
import { DAEMON_MEMORY_BYTES_MAX, FLUSH_COLLECTOR_US, FLUSH_SYNC_US } from './constants'
import { createDaemon, type Daemon, type KplProducer } from './model'
import { flushAggregation } from './pipeline'
import { refresh } from './refresh'
import { memoryOf } from './userRecords'

/** What a daemon before it has promised itself is void. */
export function startDaemon(world: World, producer: KplProducer): void {
  if (producer.daemon !== null) producer.life++
  const daemon = createDaemon(world.nowUs)
  producer.daemon = daemon
  refresh(world, producer, daemon)
}

/** Every future fails; what the service has of the requests under way is stored all the same. */
export function dieWhenFull(world: World, producer: KplProducer, daemon: Daemon, sink: Sink): void {
  if (memoryOf(daemon.records) <= DAEMON_MEMORY_BYTES_MAX) return
  const { books, packing } = producer
  // What the application has not handed over yet is not the daemon's.
  const packed = packing.pack === null ? 0 : 1
  const lost = books.recordsInFlight + books.recordsWaiting - packed
  producer.daemonsDied++
  for (const request of producer.requests.values()) markStoredEntries(request)
  producer.requests.clear()
  loseStragglers(producer)
  books.recordsInFlight = 0
  books.recordsWaiting = packed
  tell(world, sink, { kind: 'ProducerCrashed', producerId: producerIdOf(producer.producerIndex), recordsLost: lost })
  giveUp(world, producer, lost, 'crash', sink)
  startDaemon(world, producer)
  if (packing.pack !== null) setPackTimer(world, producer, packing.pack)
  tell(world, sink, { kind: 'ProducerRestarted', producerId: producerIdOf(producer.producerIndex) })
}

/** All that is buffered goes out: the aggregator's now, the collector's a little later. */
export function flush(world: World, producer: KplProducer, daemon: Daemon, sink: Sink): void {
  for (const buffer of daemon.buffers.values()) flushAggregation(world, producer, daemon, buffer, sink)
  setTimer(world, producer, world.nowUs + FLUSH_COLLECTOR_US, { kind: 'kpl', due: 'flushCollector' })
}

/** Again and again, until nothing is outstanding: what an application does that comes to its end, and its daemon with it. */
export function flushSync(world: World, producer: KplProducer, daemon: Daemon, sink: Sink): void {
  if (producer.state === 'RUNNING') return
  if (daemon.records.count === 0) return endDaemon(producer)
  flush(world, producer, daemon, sink)
  daemon.flushSyncUs = world.nowUs + FLUSH_SYNC_US
  setTimer(world, producer, daemon.flushSyncUs, { kind: 'kpl', due: 'flushSync' })
}

function endDaemon(producer: KplProducer): void {
  producer.life++
  producer.daemon = null
}
