/**
 * The four promises of an application, judged anew: from what was stored, what was processed, and what the application has
 * saved of its own, one record at a time. Believes nothing of the engine's progress, checks and counts.
 */
import { parentIndexesOf } from '../../progress'
import type { RecordBatch } from '../../recordBatch'
import type { BatchOutcome, ProcessedSlice } from '../../sink'
import type { Stream } from '../../state'
import type { CheckName } from '../checkState'

/** By shard index, where an application would go on after a failure, as it has saved it; Infinity: the shard is finished. */
export type SavedPositions = Iterable<readonly [shardIndex: number, ordinal: number]>

/** What was stored in each shard, by ordinal − 1: the partition keys of each record, several in an aggregate. */
export class StoredRecords {
  readonly #shards = new Map<number, number[][]>()

  store(batch: RecordBatch, { shardIndexes, ordinals }: BatchOutcome): void {
    for (let entry = 0; entry < batch.count; entry++) {
      if (ordinals[entry] === 0) continue
      const keys = this.of(shardIndexes[entry])
      if (keys.length !== ordinals[entry] - 1) throw new Error(`record ${ordinals[entry]} follows record ${keys.length}`)
      keys.push(Array.from(batch.aggregates?.[entry]?.keyIds ?? [batch.keyIds[entry]]))
    }
  }

  of(shardIndex: number): number[][] {
    let keys = this.#shards.get(shardIndex)
    if (keys === undefined) {
      keys = []
      this.#shards.set(shardIndex, keys)
    }
    return keys
  }

  shardIndexes(): number[] {
    return Array.from(this.#shards.keys())
  }
}

/** One shard as one application has come to it. */
interface Reading {
  processed: Set<number>
  /** It will never process them: counted once. */
  lost: Set<number>
  /** All before are processed or lost, or were there before it began. */
  from: number
}

export class PromiseOracle {
  readonly broken: Record<CheckName, number> = { orderPerKey: 0, parentsFirst: 0, atLeastOnce: 0, nothingExpired: 0 }
  recordsProcessed = 0
  recordsProcessedAgain = 0
  readonly #stored: StoredRecords
  readonly #readings = new Map<number, Reading>()

  /** @param isLatest it owes nothing of what is stored by now. */
  constructor(stored: StoredRecords, isLatest: boolean) {
    this.#stored = stored
    if (isLatest) for (const shardIndex of stored.shardIndexes()) this.#readingOf(shardIndex).from = stored.of(shardIndex).length + 1
  }

  #readingOf(shardIndex: number): Reading {
    let reading = this.#readings.get(shardIndex)
    if (reading === undefined) {
      reading = { processed: new Set(), lost: new Set(), from: 1 }
      this.#readings.set(shardIndex, reading)
    }
    return reading
  }

  /** Ordinals before `end` that it still owes. */
  #owed(shardIndex: number, end: number): number[] {
    const reading = this.#readingOf(shardIndex)
    const { processed, lost } = reading
    while (processed.has(reading.from) || lost.has(reading.from)) reading.from++
    const owed: number[] = []
    for (let ordinal = reading.from; ordinal < end; ordinal++) if (!processed.has(ordinal) && !lost.has(ordinal)) owed.push(ordinal)
    return owed
  }

  process(stream: Stream, { shardIndex, fromOrdinal, toOrdinal }: ProcessedSlice): void {
    const keys = this.#stored.of(shardIndex)
    const { processed } = this.#readingOf(shardIndex)
    const fresh = this.#owed(shardIndex, toOrdinal).filter((ordinal) => ordinal >= fromOrdinal)
    if (fresh.length > 0) {
      const earlier = new Set(this.#owed(shardIndex, fromOrdinal).flatMap((ordinal) => keys[ordinal - 1]))
      let isChildFirst = false
      for (const ancestor of ancestorsOf(stream, shardIndex)) {
        const owed = this.#owed(ancestor, this.#stored.of(ancestor).length + 1)
        isChildFirst ||= owed.length > 0
        for (const ordinal of owed) for (const key of this.#stored.of(ancestor)[ordinal - 1]) earlier.add(key)
      }
      if (isChildFirst) this.broken.parentsFirst += fresh.length
      this.broken.orderPerKey += fresh.filter((ordinal) => keys[ordinal - 1].some((key) => earlier.has(key))).length
    }
    this.recordsProcessed += toOrdinal - fromOrdinal
    for (let ordinal = fromOrdinal; ordinal < toOrdinal; ordinal++) {
      if (processed.has(ordinal)) this.recordsProcessedAgain++
      processed.add(ordinal)
    }
  }

  /** What is before a saved position and was not processed never will be. */
  save(positions: SavedPositions): void {
    for (const [shardIndex, ordinal] of positions) this.lose(shardIndex, Math.min(ordinal, this.#stored.of(shardIndex).length + 1), 'atLeastOnce')
  }

  /** Records before `end` that it still owes are lost to it. */
  lose(shardIndex: number, end: number, check: CheckName): void {
    const { lost } = this.#readingOf(shardIndex)
    for (const ordinal of this.#owed(shardIndex, end)) {
      lost.add(ordinal)
      this.broken[check]++
    }
  }

  /** Stored, owed, not processed, and not yet known to be lost. */
  countOwed(): number {
    return this.#stored.shardIndexes().reduce((sum, shardIndex) => sum + this.#owed(shardIndex, this.#stored.of(shardIndex).length + 1).length, 0)
  }
}

function ancestorsOf({ shards }: Stream, shardIndex: number): Set<number> {
  const found = new Set<number>()
  const waiting = parentIndexesOf(shards[shardIndex])
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue
    found.add(next)
    waiting.push(...parentIndexesOf(shards[next]))
  }
  return found
}
