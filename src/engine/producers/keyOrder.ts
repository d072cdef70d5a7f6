/**
 * Which records reach the stream behind a later record of the same partition key: the engine's truth, of which producers know
 * nothing. For those whose requests mix old and new records; the SDK's application has a watch that costs nothing while all goes well.
 */
import { isCopy } from '../recordId'
import type { RecordBatch } from '../recordBatch'
import type { BatchOutcome } from '../sink'
import type { KeyOrder, ProducerCore } from './core'
import { oldestStraggling } from './stragglers'

/** Fewer keys are not worth a look. */
const SWEEP_KEYS_MIN = 1_024
/** What may be remembered while one old record waits and waits: of keys beyond that the late ones are not counted. */
export const ORDER_KEYS_MAX = 131_072

export function createKeyOrder(): KeyOrder {
  return { newest: new Map(), sweepAt: SWEEP_KEYS_MIN }
}

/** A request has arrived. */
export function noteOrder(producer: ProducerCore, { count, keyIds, recordIds, aggregates }: RecordBatch, { ordinals }: BatchOutcome): void {
  for (let entry = 0; entry < count; entry++) {
    if (ordinals[entry] === 0) continue
    const aggregate = aggregates?.[entry] ?? null
    if (aggregate === null) noteRecord(producer, keyIds[entry], recordIds[entry])
    else for (let at = 0; at < aggregate.count; at++) noteRecord(producer, aggregate.keyIds[at], aggregate.recordIds[at])
  }
}

function noteRecord({ keyOrder: { newest }, books }: ProducerCore, keyId: number, recordId: number): void {
  if (isCopy(recordId)) return
  const before = newest.get(keyId)
  if (before !== undefined && before > recordId) books.recordsOutOfOrder++
  else newest.set(keyId, recordId)
}

/** After each answer. @param kind as in `ProducerActs`. */
export function forgetOrder<P extends ProducerCore>(producer: P, kind: { oldestInHand?(producer: P): number }): void {
  const { keyOrder, books } = producer
  const { newest } = keyOrder
  if (newest.size < keyOrder.sweepAt || kind.oldestInHand === undefined) return
  const oldest = Math.min(kind.oldestInHand(producer), oldestStraggling(producer.stragglers))
  for (const [keyId, recordId] of newest) if (recordId < oldest) newest.delete(keyId)
  for (const keyId of newest.keys()) {
    if (newest.size <= ORDER_KEYS_MAX / 2) break
    newest.delete(keyId)
  }
  // A look costs about what is in hand: it pays after as many keys.
  keyOrder.sweepAt = Math.min(ORDER_KEYS_MAX, Math.max(SWEEP_KEYS_MIN, 2 * newest.size, books.recordsInFlight + books.recordsWaiting))
}
