import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDone, countDone, createProgress, firstMissing, forEachGap, missingWithin, type ShardProgress } from './shardProgress'

const ORDINAL_MAX = 40

/** What has been done, one ordinal at a time: believes in no ranges. */
class Naive {
  readonly done = new Set<number>()

  add(from: number, to: number): number {
    const before = this.done.size
    for (let ordinal = from; ordinal < to; ordinal++) this.done.add(ordinal)
    return this.done.size - before
  }

  firstMissing(owedFrom: number): number {
    let ordinal = owedFrom
    while (this.done.has(ordinal)) ordinal++
    return ordinal
  }

  missing(owedFrom: number, from: number, to: number): number[] {
    return upTo(from, to).filter((ordinal) => ordinal >= owedFrom && !this.done.has(ordinal))
  }
}

function upTo(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)
}

function unfolded(pairs: readonly number[]): number[] {
  return pairs.flatMap((from, at) => (at % 2 === 0 ? upTo(from, pairs[at + 1]!) : []))
}

function gapsBefore(progress: ShardProgress, end: number): number[] {
  const pairs: number[] = []
  forEachGap(progress, end, (from, to) => pairs.push(from, to))
  return pairs
}

function expectApart(pairs: readonly number[]): void {
  expect(pairs.length % 2).toBe(0)
  for (let at = 1; at < pairs.length; at++) expect(pairs[at]).toBeGreaterThan(pairs[at - 1]!)
}

const ordinal = fc.integer({ min: 1, max: ORDINAL_MAX })
/** A slice that is done, often the next one; or the application begins to owe from further on. */
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('done' as const), from: ordinal, length: fc.integer({ min: 0, max: 12 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('next' as const), from: ordinal, length: fc.integer({ min: 0, max: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('owed' as const), from: ordinal, length: fc.constant(0) }) },
)

describe('progress in a shard', () => {
  it('is that of a set of ordinals, whatever is done in whatever order', () => {
    fc.assert(
      fc.property(ordinal, fc.array(act, { maxLength: 25 }), ordinal, ordinal, (owedFrom, acts, low, high) => {
        const progress = createProgress(owedFrom)
        const naive = new Naive()
        for (const { kind, from, length } of acts) {
          if (kind === 'owed') progress.owedFrom = Math.max(progress.owedFrom, from)
          const start = kind === 'next' ? firstMissing(progress) : from
          if (kind !== 'owed') expect(addDone(progress, start, start + length)).toBe(naive.add(start, start + length))
          expectApart(progress.done)
          expect(unfolded(progress.done)).toEqual([...naive.done].sort((left, right) => left - right))
          expect(firstMissing(progress)).toBe(naive.firstMissing(progress.owedFrom))
        }
        expect(countDone(progress, low, high)).toBe(upTo(low, high).filter((one) => naive.done.has(one)).length)
        const gaps = gapsBefore(progress, high)
        expectApart(gaps)
        expect(unfolded(gaps)).toEqual(naive.missing(progress.owedFrom, 1, high))
        const within = missingWithin(progress, low, high)
        expectApart(within)
        expect(unfolded(within)).toEqual(naive.missing(progress.owedFrom, low, high))
      }),
      { numRuns: 2_000 },
    )
  })

  it('looks behind a stretch that ended before it began to owe', () => {
    const progress = createProgress(10)
    addDone(progress, 1, 5)
    addDone(progress, 8, 20)
    expect(firstMissing(progress)).toBe(20)
    expect(gapsBefore(progress, 25)).toEqual([20, 25])
  })

  it('takes nothing for something', () => {
    const progress = createProgress(1)
    expect(addDone(progress, 5, 5)).toBe(0)
    expect(addDone(progress, 9, 4)).toBe(0)
    expect(progress.done).toEqual([])
  })
})
