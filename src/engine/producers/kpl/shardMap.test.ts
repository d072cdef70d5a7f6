import { describe, expect, it } from 'vitest'
import { createKeys, hashKeyOfId } from '../../keySpace'
import { initialRanges } from '../../../kinesis/hashKey'
import { createShardMap, type MappedShard } from './model'
import { beginRefresh, endRefresh, failRefresh, isOutdatedBy, knownRange, predictedShard } from './shardMap'
import { NONE } from './userRecords'

const SECOND = 1_000_000

function shards(...shardIndexes: number[]): MappedShard[] {
  return initialRanges(shardIndexes.length).map((range, at) => ({ shardIndex: shardIndexes[at]!, ...range }))
}

describe('the map of shards', () => {
  it('predicts nothing until it is READY, then the shard whose range holds the hash', () => {
    const keys = createKeys()
    const map = createShardMap()
    expect(predictedShard(map, keys, 7)).toBe(NONE)
    beginRefresh(map, 0)
    expect(predictedShard(map, keys, 7)).toBe(NONE)
    // They come in whatever order.
    const mapped = shards(4, 9, 2, 7, 11)
    endRefresh(map, [mapped[3]!, mapped[0]!, mapped[4]!, mapped[2]!, mapped[1]!], 5)
    for (let keyId = 0; keyId < 500; keyId++) {
      const hashKey = hashKeyOfId(keys, keyId)
      const owner = mapped.find(({ startingHashKey, endingHashKey }) => startingHashKey <= hashKey && hashKey <= endingHashKey)
      expect(predictedShard(map, keys, keyId)).toBe(owner!.shardIndex)
    }
    beginRefresh(map, 6)
    expect(predictedShard(map, keys, 7)).toBe(NONE)
    endRefresh(map, shards(30), 7)
    expect(predictedShard(map, keys, 7)).toBe(30)
  })

  it('predicts nothing for a stream without shards', () => {
    const map = createShardMap()
    endRefresh(map, [], 0)
    expect(predictedShard(map, createKeys(), 7)).toBe(NONE)
  })

  it('waits 1 s after a failure, then half as long again each time, up to 30 s; a success begins anew', () => {
    const map = createShardMap()
    const waits = Array.from({ length: 11 }, () => failRefresh(map, 'ResourceInUseException'))
    expect(waits).toEqual([1_000, 1_500, 2_250, 3_375, 5_062, 7_593, 11_389, 17_083, 25_624, 30_000, 30_000])
    expect(map).toMatchObject({ state: 'INVALID', failures: 11, lastFailure: 'ResourceInUseException' })
    endRefresh(map, shards(0), 0)
    expect(failRefresh(map, 'x')).toBe(1_000)
  })

  it('is asked anew only for a shard that it takes for open, and for what was sent after it was learnt', () => {
    const map = createShardMap()
    expect(isOutdatedBy(map, 10, 0)).toBe(false)
    endRefresh(map, shards(0, 1), 10)
    expect(isOutdatedBy(map, 10, 0)).toBe(false)
    expect(isOutdatedBy(map, 11, 0)).toBe(true)
    expect(isOutdatedBy(map, 11, 2)).toBe(false)
    beginRefresh(map, 12)
    expect(isOutdatedBy(map, 13, 0)).toBe(false)
  })

  it('knows the ranges of closed shards for 60 s after a refresh', () => {
    const map = createShardMap()
    endRefresh(map, shards(0, 1), 0)
    beginRefresh(map, 5 * SECOND)
    expect(knownRange(map, 0, 6 * SECOND)).toMatchObject({ startingHashKey: 0n })
    endRefresh(map, shards(2, 3, 4), 6 * SECOND)
    for (const shardIndex of [0, 1, 2, 3, 4]) expect(knownRange(map, shardIndex, 66 * SECOND)).not.toBeNull()
    expect(knownRange(map, 5, 66 * SECOND)).toBeNull()
    for (const shardIndex of [0, 1]) expect(knownRange(map, shardIndex, 66 * SECOND + 1)).toBeNull()
    for (const shardIndex of [2, 3, 4]) expect(knownRange(map, shardIndex, 66 * SECOND + 1)).not.toBeNull()
    // A later refresh does not bring them back.
    beginRefresh(map, 70 * SECOND)
    endRefresh(map, shards(5), 71 * SECOND)
    expect(knownRange(map, 0, 71 * SECOND)).toBeNull()
    expect(knownRange(map, 2, 71 * SECOND)).not.toBeNull()
  })
})
