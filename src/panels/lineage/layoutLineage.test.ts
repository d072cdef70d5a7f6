import { describe, expect, it } from 'vitest'
import type { ShardRow } from '../../engine/summary'
import { HASH_KEY_MAX, initialRanges } from '../../kinesis/hashKey'
import { formatShardId } from '../../kinesis/shardId'
import { shardRow } from '../testing/rows'
import { SHARDS_DRAWN_MAX, chooseShards } from './chooseShards'
import type { LineageLayout } from './layoutLineage'
import { layoutLineage } from './layoutLineage'
import { NODE_WIDTH_PX } from './nodeSize'

const NODE_HEIGHT = 46

interface Range {
  startingHashKey: bigint
  endingHashKey: bigint
}

/** A stream that is resharded by hand. */
function createStream(shardCount: number) {
  const shards: ShardRow[] = []
  const open = (range: Range, parents: readonly ShardRow[]) => {
    for (const parent of parents) parent.state = 'CLOSED'
    const shardIndex = shards.length
    const shard = shardRow(shardIndex, {
      parentShardId: parents[0]?.shardId ?? null,
      adjacentParentShardId: parents[1]?.shardId ?? null,
      startingHashKey: String(range.startingHashKey),
      endingHashKey: String(range.endingHashKey),
      openedAtMs: shardIndex,
    })
    shards.push(shard)
    return shard
  }
  const find = (shardIndex: number) => shards[shardIndex]!
  for (const range of initialRanges(shardCount)) open(range, [])
  return {
    shards,
    split(shardIndex: number) {
      const parent = find(shardIndex)
      const [start, end] = [BigInt(parent.startingHashKey), BigInt(parent.endingHashKey)]
      const middle = (start + end) / 2n
      open({ startingHashKey: start, endingHashKey: middle - 1n }, [parent])
      open({ startingHashKey: middle, endingHashKey: end }, [parent])
    },
    merge(upperIndex: number, lowerIndex: number) {
      const [upper, lower] = [find(upperIndex), find(lowerIndex)]
      open({ startingHashKey: BigInt(upper.startingHashKey), endingHashKey: BigInt(lower.endingHashKey) }, [upper, lower])
    },
  }
}

const NONE: ReadonlySet<string> = new Set<string>()

function layout(shards: readonly ShardRow[], focusShardId: string | null = null): LineageLayout {
  return layoutLineage({ chosen: chooseShards({ shards, unfinishedShardIds: NONE, focusShardId }), nodeHeight: NODE_HEIGHT })
}

function overlaps({ nodes }: LineageLayout): string[] {
  return nodes.flatMap((one, index) =>
    nodes
      .slice(index + 1)
      .filter((other) => Math.abs(one.left - other.left) < NODE_WIDTH_PX && Math.abs(one.top - other.top) < NODE_HEIGHT)
      .map((other) => `${one.shard.shardId} ${other.shard.shardId}`),
  )
}

const placeOf = ({ nodes }: LineageLayout, shardIndex: number) => nodes.find((node) => node.shard.shardIndex === shardIndex)!

describe('layoutLineage', () => {
  it('puts generations side by side and hash keys from top to bottom', () => {
    const stream = createStream(2)
    stream.split(0)
    const drawn = layout(stream.shards)
    expect(drawn.nodes.map((node) => node.column)).toEqual([0, 0, 1, 1])
    expect(placeOf(drawn, 0).top).toBeLessThan(placeOf(drawn, 1).top)
    expect(placeOf(drawn, 2).top).toBeLessThan(placeOf(drawn, 3).top)
    expect(placeOf(drawn, 0).top).toBe((placeOf(drawn, 2).top + placeOf(drawn, 3).top) / 2)
  })

  it('draws two edges to the child of a merge', () => {
    const stream = createStream(2)
    stream.merge(0, 1)
    const drawn = layout(stream.shards)
    expect(drawn.edges.map((edge) => [edge.kind, edge.parentShardId, edge.childShardId])).toEqual([
      ['merge', formatShardId(0), formatShardId(2)],
      ['merge', formatShardId(1), formatShardId(2)],
    ])
    expect(overlaps(drawn)).toEqual([])
  })

  it('merges parents of different generations behind the younger one', () => {
    const stream = createStream(2)
    stream.split(0)
    stream.merge(3, 1)
    const drawn = layout(stream.shards)
    expect(placeOf(drawn, 4).column).toBe(2)
    expect(drawn.edges.filter((edge) => edge.kind === 'merge').map((edge) => edge.parentShardId)).toEqual([formatShardId(3), formatShardId(1)])
  })

  it('keeps every shard in its column and in its order, without overlaps, whatever is resharded', () => {
    const stream = createStream(3)
    let before = layout(stream.shards)
    const reshards = [() => stream.split(1), () => stream.merge(0, 3), () => stream.split(4), () => stream.merge(7, 2), () => stream.split(5), () => stream.merge(10, 6)]
    for (const reshard of reshards) {
      reshard()
      const after = layout(stream.shards)
      expect(overlaps(after)).toEqual([])
      for (const one of before.nodes) {
        expect(placeOf(after, one.shard.shardIndex).column).toBe(one.column)
        for (const other of before.nodes) {
          if (one.column !== other.column || one.top >= other.top) continue
          expect(placeOf(after, one.shard.shardIndex).top).toBeLessThan(placeOf(after, other.shard.shardIndex).top)
        }
      }
      before = after
    }
    expect(before.nodes).toHaveLength(stream.shards.length)
  })
})

describe('lineages too large to draw', () => {
  it('folds generations that are over', () => {
    const stream = createStream(16)
    for (let shardIndex = 0; shardIndex < 48; shardIndex++) stream.split(shardIndex)
    const drawn = layout(stream.shards)
    expect(stream.shards).toHaveLength(112)
    expect(drawn.folds.reduce((sum, fold) => sum + fold.shardCount, 0)).toBe(112 - drawn.nodes.length)
    expect(drawn.nodes.every((node) => node.shard.state === 'OPEN')).toBe(true)
    expect(drawn.nodes.length).toBeLessThanOrEqual(SHARDS_DRAWN_MAX)
  })

  it('shows the wanted shard of a thousand with its whole family', () => {
    const stream = createStream(1_000)
    stream.split(700)
    stream.split(1_001)
    const drawn = layout(stream.shards, formatShardId(1_003))
    expect(drawn.nodes).toHaveLength(SHARDS_DRAWN_MAX)
    for (const member of [700, 1_001, 1_003]) expect(placeOf(drawn, member)).toBeDefined()
    expect(overlaps(drawn)).toEqual([])
    expect(BigInt(stream.shards.at(-1)!.endingHashKey)).toBeLessThan(HASH_KEY_MAX)
  })
})
