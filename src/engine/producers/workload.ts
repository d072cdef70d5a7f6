/** Which records a producer makes at a beat: made-up ones, or the next lines of a file. */
import { nextBetween } from '../../base/prng'
import { US_PER_MS } from '../../base/units'
import type { ReplayWorkload } from '../commands'
import type { Environment } from '../environment'
import { producerIdOf } from '../recordId'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import { fileKeys, keyLengthsOf, nextRecordId, type Collect, type FileKeys, type Room } from './collect'
import type { ProducerCore } from './core'
import { makeSynthetic } from './synthetic'

/** Every producer starts within this time of the others, so that copies of one file do not march in step. */
const REPLAY_STAGGER_MS = 3_000
/** Between the end of a file and its next round. */
const ROUND_GAP_MS = 1_000

/** @param room absent: all that is owed is made. */
export function makeRecords(world: World, environment: Environment, producer: ProducerCore, sink: Sink, collect: Collect, room?: Room): void {
  const workload = producer.workload ?? world.workload
  if (workload.kind === 'synthetic') makeSynthetic(world, environment, producer, workload, collect, room)
  else makeReplayed(world, environment, producer, workload, sink, collect, room)
}

/**
 * As `makeRecords`, of rows that are no records: they have a count of their own, which `rowsMade` begins with and which places
 * sequential keys. @returns that count.
 */
export function makeRows(world: World, environment: Environment, producer: ProducerCore, rowsMade: number, sink: Sink, collect: Collect, room?: Room): number {
  const reader: ProducerCore = { ...producer, books: { ...producer.books, recordsMeant: rowsMade } }
  makeRecords(world, environment, reader, sink, collect, room)
  return reader.books.recordsMeant
}

/** Begins the file (again) for a producer, a little apart from its fellows. */
export function beginReplay(world: World, producer: ProducerCore): void {
  const staggerMs = nextBetween(producer.prng, { min: 0, max: REPLAY_STAGGER_MS })
  producer.traffic.replay = { startedUs: world.nowUs + staggerMs * US_PER_MS, next: -1, rounds: 0, ended: false }
}

function makeReplayed(world: World, environment: Environment, producer: ProducerCore, workload: ReplayWorkload, sink: Sink, collect: Collect, room?: Room): void {
  const file = fileKeys(world, environment, workload)
  const { source } = file
  const { replay } = producer.traffic
  if (replay.ended || world.nowUs < replay.startedUs || source.offsetMs.length === 0) return
  // A start behind the end would owe whole rounds at once.
  const startAtMs = Math.min(workload.startAtMs, source.spanMs)
  if (replay.next < 0) replay.next = lowerBound(source.offsetMs, startAtMs)
  for (let collected = 0; ; collected++) {
    if (replay.next === source.offsetMs.length) {
      if (!workload.loop) {
        replay.ended = true
        tell(world, sink, { kind: 'SourceEnded', producerId: producerIdOf(producer.producerIndex) })
        return
      }
      replay.next = 0
      replay.rounds++
    }
    const dueMs = source.offsetMs[replay.next] - startAtMs + replay.rounds * (source.spanMs + ROUND_GAP_MS)
    if (dueMs * US_PER_MS > (world.nowUs - replay.startedUs) * workload.speed) return
    if (room !== undefined && collected === room.recordsMax) {
      // Lines of the file wait in it, however many they are; those of this round are counted.
      const untilMs = source.offsetMs[replay.next] + ((world.nowUs - replay.startedUs) * workload.speed) / US_PER_MS - dueMs
      room.heldBack = lowerBound(source.offsetMs, untilMs) - replay.next
      return
    }
    collectLine(file, replay.next++, producer, collect)
  }
}

function collectLine({ source, column, base }: FileKeys, line: number, producer: ProducerCore, collect: Collect): void {
  const valueIndex = column.valueIndex[line]
  collect(base + valueIndex, source.bytes[line], keyLengthsOf(column)[valueIndex], nextRecordId(producer))
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}
