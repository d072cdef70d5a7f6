/** The watch that forgets beside one that remembers everything. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPrng, nextBelow } from '../../base/prng'
import { createBatch, type RecordBatch } from '../recordBatch'
import { markStored } from '../recordId'
import type { BatchOutcome } from '../sink'
import { createBooks, type ProducerCore } from './core'
import { createKeyOrder, forgetOrder, noteOrder, ORDER_KEYS_MAX } from './keyOrder'
import { oldestOf } from './oldestOf'
import { createStragglers } from './stragglers'

function watcher(): ProducerCore {
  return { books: createBooks(), keyOrder: createKeyOrder(), stragglers: createStragglers() } as ProducerCore
}

function batchOf(records: readonly { number: number; keyId: number }[]): RecordBatch {
  const batch = createBatch(records.length)
  batch.count = records.length
  records.forEach(({ number, keyId }, at) => {
    batch.recordIds[at] = number
    batch.keyIds[at] = keyId
  })
  return batch
}

function store(producer: ProducerCore, batch: RecordBatch, refused: readonly number[] = []): void {
  const ordinals = Float64Array.from({ length: batch.count }, (_, at) => (refused.includes(at) ? 0 : at + 1))
  noteOrder(producer, batch, { ordinals } as unknown as BatchOutcome)
}

test('counts the same as one that forgets nothing, though it forgets all that is past', () => {
  let forgotten = 0
  let late = 0
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const prng = createPrng(seed, 'key order')
      const producer = watcher()
      const newest = new Map<number, number>()
      let expected = 0
      let made = 0
      let waiting: { number: number; keyId: number; rounds: number }[] = []
      for (let round = 0; round < 60; round++) {
        for (let more = nextBelow(prng, 300); more > 0; more--) waiting.push({ number: made++, keyId: nextBelow(prng, 5_000), rounds: nextBelow(prng, 4) })
        const due = waiting.filter(({ rounds }) => rounds === 0)
        waiting = waiting.filter(({ rounds }) => rounds > 0).map((each) => ({ ...each, rounds: each.rounds - 1 }))
        for (const { number, keyId } of due) {
          if ((newest.get(keyId) ?? -1) > number) expected++
          else newest.set(keyId, number)
        }
        store(producer, batchOf(due))
        producer.books.recordsWaiting = waiting.length
        forgetOrder(producer, { oldestInHand: () => oldestOf([batchOf(waiting)]) })
      }
      expect(producer.books.recordsOutOfOrder).toBe(expected)
      if (producer.keyOrder.newest.size < newest.size) forgotten++
      late += expected
    }),
    { numRuns: 30 },
  )
  expect(forgotten).toBeGreaterThan(20)
  expect(late).toBeGreaterThan(100)
})

test('knows members of aggregates, and passes over copies and what was refused', () => {
  const producer = watcher()
  const aggregated = batchOf([{ number: 0, keyId: 0 }])
  aggregated.aggregates = [{ count: 2, keyIds: Uint32Array.of(7, 8), dataBytes: Uint32Array.of(1, 1), recordIds: Float64Array.of(5, 6), data: null }]
  store(producer, aggregated)
  store(producer, batchOf([{ number: 4, keyId: 8 }]), [0])
  expect(producer.books.recordsOutOfOrder).toBe(0)
  store(producer, batchOf([{ number: markStored(4), keyId: 8 }]))
  expect(producer.books.recordsOutOfOrder).toBe(0)
  store(producer, batchOf([{ number: 4, keyId: 8 }, { number: 3, keyId: 7 }, { number: 2, keyId: 0 }]))
  expect(producer.books.recordsOutOfOrder).toBe(2)
})

test('has a bound while one old record waits and waits, and keeps the keys that came last', () => {
  const producer = watcher()
  const records = 5 * ORDER_KEYS_MAX
  for (let number = 1; number < records; number += 500) {
    store(producer, batchOf(Array.from({ length: 500 }, (_, at) => ({ number: number + at, keyId: number + at }))))
    forgetOrder(producer, { oldestInHand: () => 0 })
    expect(producer.keyOrder.newest.size).toBeLessThan(ORDER_KEYS_MAX + 500)
  }
  const last = Array.from(producer.keyOrder.newest.keys()).at(-1)!
  store(producer, batchOf([{ number: 0, keyId: last }]))
  expect(producer.books.recordsOutOfOrder).toBe(1)
})

test('the oldest of some batches is none that is stored', () => {
  expect(oldestOf([])).toBe(Infinity)
  expect(oldestOf([batchOf([{ number: markStored(1), keyId: 0 }])])).toBe(Infinity)
  expect(oldestOf([batchOf([{ number: markStored(1), keyId: 0 }, { number: 9, keyId: 0 }]), batchOf([{ number: 12, keyId: 0 }])])).toBe(9)
})
