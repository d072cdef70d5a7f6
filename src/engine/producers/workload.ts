/** How many records a producer makes at a tick, and which: made-up keys, or the next lines of a file. */
import { ensure } from '../../base/assert'
import { nextBelow, nextBetween, type Prng } from '../../base/prng'
import { US_PER_MS, US_PER_SECOND } from '../../base/units'
import { utf8Length } from '../../base/utf8'
import type { ReplayWorkload, SyntheticWorkload } from '../commands'
import type { Environment } from '../environment'
import { NUMBERED_PREFIX, openKeySpace, type KeySpace } from '../keySpace'
import type { KeyColumn, Source } from '../source'
import type { World } from '../state'
import { tell, type Sink } from '../sink'
import { packRecordId, producerIdOf } from '../recordId'
import { LINGER_US, type SdkProducer } from './model'
import { drawAlias, zipfTable, type AliasTable } from './zipf'

/** Receives each record that a producer means to send. */
export type Collect = (keyId: number, dataBytes: number, keyBytes: number, recordId: number) => void

/** Every producer starts within this time of the others, so that copies of one file do not march in step. */
const REPLAY_STAGGER_MS = 3_000
/** Between the end of a file and its next round. */
const ROUND_GAP_MS = 1_000

export function makeRecords(world: World, environment: Environment, producer: SdkProducer, sink: Sink, collect: Collect): void {
  const { workload } = world
  if (workload.kind === 'synthetic') makeSynthetic(world, producer, workload, collect)
  else makeReplayed(world, environment, producer, workload, sink, collect)
}

function makeSynthetic(world: World, producer: SdkProducer, workload: SyntheticWorkload, collect: Collect): void {
  const unit = US_PER_SECOND * world.producerCount
  producer.credit += workload.ratePerSecond * LINGER_US
  const count = Math.floor(producer.credit / unit)
  producer.credit -= count * unit
  const draw = keyDrawer(workload, producer.prng)
  for (let made = 0; made < count; made++) {
    const keyId = draw()
    collect(keyId, workload.recordBytes, NUMBERED_PREFIX.length + digitsOf(keyId), nextRecordId(producer))
  }
}

function keyDrawer(workload: SyntheticWorkload, prng: Prng): () => number {
  const { keys } = workload
  switch (keys.kind) {
    case 'uniform':
      return () => nextBelow(prng, keys.keyCount)
    case 'zipf': {
      const table: AliasTable = zipfTable(keys.keyCount, keys.exponentHundredths)
      return () => drawAlias(table, prng)
    }
    case 'hot':
      return () => (keys.keyCount === 1 || nextBelow(prng, 100) < keys.hotPercent ? 0 : 1 + nextBelow(prng, keys.keyCount - 1))
  }
}

function digitsOf(number: number): number {
  let digits = 1
  for (let bound = 10; number >= bound; bound *= 10) digits++
  return digits
}

function nextRecordId(producer: SdkProducer): number {
  return packRecordId(producer.producerIndex, producer.recordsMeant++)
}

/** Begins the file (again) for a producer, a little apart from its fellows. */
export function beginReplay(world: World, producer: SdkProducer): void {
  const staggerMs = nextBetween(producer.prng, { min: 0, max: REPLAY_STAGGER_MS })
  producer.replay = { startedUs: world.nowUs + staggerMs * US_PER_MS, next: -1, rounds: 0, ended: false }
}

function makeReplayed(world: World, environment: Environment, producer: SdkProducer, workload: ReplayWorkload, sink: Sink, collect: Collect): void {
  const source = ensure(environment.sources.get(workload.sourceId), `source ${workload.sourceId}`)
  const column = ensure(source.keyColumns.get(workload.keyColumn), `column ${workload.keyColumn} of ${workload.sourceId}`)
  const space = openKeySpace(world.keys, `${workload.sourceId}/${workload.keyColumn}`, column.values)
  const { replay } = producer
  if (replay.ended || world.nowUs < replay.startedUs || source.offsetMs.length === 0) return
  // A start behind the end would owe whole rounds at once.
  const startAtMs = Math.min(workload.startAtMs, source.spanMs)
  if (replay.next < 0) replay.next = lowerBound(source.offsetMs, startAtMs)
  for (;;) {
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
    collectLine(source, column, space, replay.next++, producer, collect)
  }
}

function collectLine(source: Source, column: KeyColumn, space: KeySpace, line: number, producer: SdkProducer, collect: Collect): void {
  const valueIndex = column.valueIndex[line]
  collect(space.base + valueIndex, source.bytes[line], keyBytes(column, valueIndex), nextRecordId(producer))
}

const keyLengths = new WeakMap<KeyColumn, Uint32Array>()

function keyBytes(column: KeyColumn, valueIndex: number): number {
  let lengths = keyLengths.get(column)
  if (lengths === undefined) {
    lengths = Uint32Array.from(column.values, utf8Length)
    keyLengths.set(column, lengths)
  }
  return lengths[valueIndex]
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
