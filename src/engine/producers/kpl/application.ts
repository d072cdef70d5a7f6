/** The application on top of the KPL: it calls addUserRecord for each row of its traffic, and waits where it is told to. */
import { share } from '../../../base/plainData'
import { US_PER_MS, type Bytes } from '../../../base/units'
import type { Environment } from '../../environment'
import type { Sink } from '../../sink'
import type { World } from '../../state'
import { giveUp } from '../books'
import type { Room } from '../collect'
import type { Compression } from '../compression'
import { closePack, makePackedRecords, type PackedRecord } from '../packing'
import { makeRecords } from '../workload'
import { HELD_BACK_MAX, USER_RECORD_BYTES_MAX } from './constants'
import { putMetrics } from './metrics'
import type { Daemon, KplProducer } from './model'
import { setPackTimer } from './packTimer'
import { toAggregator } from './pipeline'
import { addUserRecord, NONE, setData } from './userRecords'

/** What a beat brings. */
export function putTraffic(world: World, environment: Environment, producer: KplProducer, daemon: Daemon, sink: Sink): void {
  putRows(world, environment, producer, daemon, roomFor(producer, daemon, true), sink)
}

/** Where the application has waited for futures, and some of them are done. */
export function goOn(world: World, environment: Environment, producer: KplProducer, daemon: Daemon, sink: Sink): void {
  if (producer.state !== 'RUNNING' || producer.recordsHeldBack === 0) return
  const room = roomFor(producer, daemon, false)
  if (room.recordsMax > 0) putRows(world, environment, producer, daemon, room, sink)
}

/** A sync call keeps its thread until the answer is there; callers of the async one watch getOutstandingRecordsCount, if they are wise. */
function roomFor({ settings, packing }: KplProducer, { records }: Daemon, isBeat: boolean): Room {
  const { calls, callingThreads, outstandingRecordsMax, compression } = settings
  const outstandingMax = Math.min(outstandingRecordsMax ?? Infinity, calls === 'sync' ? callingThreads : Infinity)
  const free = Math.max(0, outstandingMax - records.count)
  const recordsMax = compression === null ? free : Math.max(0, free * compression.rowsPerRecord - (packing.pack?.rows ?? 0))
  return { recordsMax, isBeat, heldBackMax: HELD_BACK_MAX, heldBack: 0, notMade: 0 }
}

function putRows(world: World, environment: Environment, producer: KplProducer, daemon: Daemon, room: Room, sink: Sink): void {
  const { compression } = producer.settings
  if (compression === null) {
    makeRecords(
      world,
      environment,
      producer,
      sink,
      (keyId, dataBytes, keyBytes, recordId) => {
        const slot = accept(world, producer, daemon, keyId, dataBytes, keyBytes, recordId, sink)
        if (slot !== NONE) toAggregator(world, producer, daemon, slot, sink)
      },
      room,
    )
  } else packRows(world, environment, producer, daemon, compression, room, sink)
  producer.recordsHeldBack = room.heldBack
  producer.recordsNotMade += room.notMade
  measureReceived(world, daemon)
}

/** The KPL compresses nothing: the application does, before it calls. */
function packRows(world: World, environment: Environment, producer: KplProducer, daemon: Daemon, compression: Compression, room: Room, sink: Sink): void {
  const { packing } = producer
  const { pack: before } = packing
  const add = (packed: PackedRecord) => {
    addPacked(world, producer, daemon, packed, sink)
  }
  makePackedRecords(world, environment, producer, compression, sink, add, room)
  if (packing.pack !== null && packing.pack !== before) setPackTimer(world, producer, packing.pack)
}

export function runPackTimer(world: World, environment: Environment, producer: KplProducer, daemon: Daemon, recordId: number, sink: Sink): void {
  if (producer.packing.pack?.recordId === recordId) addPack(world, environment, producer, daemon, sink)
}

/** The one that is open, however full it is. */
export function addPack(world: World, environment: Environment, producer: KplProducer, daemon: Daemon, sink: Sink): void {
  const { pack } = producer.packing
  if (pack === null) return
  addPacked(world, producer, daemon, closePack(environment, producer, pack), sink)
  measureReceived(world, daemon)
}

function addPacked(world: World, producer: KplProducer, daemon: Daemon, { keyId, keyBytes, recordId, data }: PackedRecord, sink: Sink): void {
  const slot = accept(world, producer, daemon, keyId, data.length, keyBytes, recordId, sink)
  if (slot === NONE) return
  setData(daemon.records, slot, share(data))
  toAggregator(world, producer, daemon, slot, sink)
}

/** addUserRecord. @returns its slot, or NONE for one that is refused for its size. */
function accept(world: World, producer: KplProducer, daemon: Daemon, keyId: number, dataBytes: Bytes, keyBytes: Bytes, recordId: number, sink: Sink): number {
  if (dataBytes > USER_RECORD_BYTES_MAX) {
    giveUp(world, producer, 1, 'size', sink)
    return NONE
  }
  const { records } = daemon
  const slot = addUserRecord(records, world.nowUs, keyId, dataBytes, keyBytes, recordId)
  records.deadlineUs[slot] = world.nowUs + producer.settings.recordMaxBufferedTimeMs * US_PER_MS
  records.expiryUs[slot] = world.nowUs + producer.settings.recordTtlMs * US_PER_MS
  producer.books.recordsWaiting++
  daemon.received++
  return slot
}

function measureReceived({ nowUs }: World, daemon: Daemon): void {
  const { received: count } = daemon
  putMetrics(daemon.metrics, nowUs, 'UserRecordsReceived', { count, sum: count, min: 1, max: 1 })
  daemon.received = 0
}
