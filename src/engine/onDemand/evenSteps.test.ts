import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HASH_KEY_MAX, initialRanges } from '../../kinesis/hashKey'
import { checkTiling } from '../invariants'
import { carryOutSteps } from '../operations/shards/reshardSteps'
import { US_PER_SECOND } from '../../base/units'
import type { Stream, World } from '../state'
import { pass } from '../testing/onDemandRun'
import { quietWorld } from '../testing/quietWorld'
import { evenSteps, middleOf } from './evenSteps'

function carriedOut(world: World, count: number): Stream {
  const [stream] = world.streams
  carryOutSteps(world, stream!, evenSteps(stream!, count))
  while (stream!.plannedSteps.length > 0) pass(world, US_PER_SECOND)
  checkTiling(stream!)
  return stream!
}

/** By how many keys boundaries miss those of CreateStream. */
function offBy(stream: Stream): bigint[] {
  const ranges = initialRanges(stream.openShards.length)
  return stream.openShards.map((shardIndex, at) => {
    const off = stream.shards[shardIndex]!.startingHashKey - ranges[at]!.startingHashKey
    return off < 0n ? -off : off
  })
}

describe('even steps', () => {
  it('lead from any number of shards to any other, all of one width, by way of splits and merges that are legal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 }), (from, counts) => {
        const world = quietWorld({ shardCount: from })
        for (const count of counts) {
          const stream = carriedOut(world, count)
          expect(stream.openShards).toHaveLength(count)
          // Near boundaries stay: each target may leave its own few keys.
          expect(offBy(stream).every((off) => off <= 200n)).toBe(true)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('double the shards each second', () => {
    const world = quietWorld({ shardCount: 4 })
    const [stream] = world.streams
    carryOutSteps(world, stream!, evenSteps(stream!, 1_024))
    const seen = [0, 1, 2, 3, 4, 5, 6, 7, 8].map(() => {
      const open = stream!.openShards.length
      pass(world, US_PER_SECOND)
      return open
    })
    expect(seen.at(-1)).toBe(1_024)
    expect(seen.every((open, at) => at === 0 || open <= 2 * seen[at - 1]!)).toBe(true)
  })

  it('are none where all is even', () => {
    expect(evenSteps(quietWorld({ shardCount: 7 }).streams[0]!, 7)).toEqual([])
  })
})

describe('the middle of a shard', () => {
  it.each([
    [0n, HASH_KEY_MAX, 1n << 127n],
    [0n, 9n, 5n],
    [0n, 2n, null],
    [0n, 3n, 2n],
    [7n, 7n, null],
    [6n, 7n, null],
  ])('of %s … %s is %s', (startingHashKey, endingHashKey, middle) => {
    expect(middleOf({ startingHashKey, endingHashKey })).toBe(middle)
  })
})
