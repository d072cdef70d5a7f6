import { describe, expect, it } from 'vitest'
import type { ShardRow, Summary } from '../engine/summary'
import { formatShardId } from '../kinesis/shardId'
import { placeCaptions, type RiverCaption } from './captionPlaces'
import { layoutRiver } from './layout'
import { FIXTURE_VIEW } from './testing/fixtureLook'

const geometry = layoutRiver({ width: 700, height: 560, pixelRatio: 1 }, 13)
const HASH_KEYS = 2n ** 128n

function quarter(shardIndex: number): ShardRow {
  const at = BigInt(shardIndex)
  return {
    shardId: formatShardId(shardIndex), shardIndex, state: 'OPEN', parentShardId: null, adjacentParentShardId: null,
    startingHashKey: String((HASH_KEYS / 4n) * at), endingHashKey: String((HASH_KEYS / 4n) * (at + 1n) - 1n), openedAtMs: 0, closedAtMs: null,
    recordsStored: 0, recordsThrottled: 0, writeBytesPerSecond: 0, writeRecordsPerSecond: 0, throttledPerSecond: 0, faultPercent: 0, hottestKey: null, hottestKeyPercent: 0,
  }
}

const summary = { shards: [0, 1, 2, 3].map(quarter), leases: [], applications: [{ name: 'orders', shards: { state: new Uint8Array(4), isBlocked: new Uint8Array(4), backlogRecords: new Float64Array(4) } }] } as unknown as Summary

function place(...texts: readonly [shardIndex: number | null, text: string][]) {
  const captions: RiverCaption[] = texts.map(([shardIndex, text]) => ({ id: text, shardId: shardIndex === null ? null : formatShardId(shardIndex), text, atMs: 0 }))
  return placeCaptions(captions, { summary, geometry, scale: FIXTURE_VIEW })
}

describe('placeCaptions', () => {
  it('puts a short sentence into the lane of its shard', () => {
    const laneHeight = (geometry.plotBottom - geometry.plotTop) / 4
    const [placed] = place([2, 'short'])
    expect(placed?.y).toBeGreaterThan(geometry.plotTop + 2 * laneHeight)
    expect(placed?.y).toBeLessThan(geometry.plotTop + 3 * laneHeight)
  })

  it('leaves room for what is throttled where that stands in the water', () => {
    const [throttled] = [0].map((shardIndex) => ({ ...quarter(shardIndex), throttledPerSecond: 400 }))
    const caption: RiverCaption = { id: 'short', shardId: formatShardId(0), text: 'short', atMs: 0 }
    const yOf = (width: number, shards: ShardRow[]) =>
      placeCaptions([caption], { summary: { ...summary, shards }, geometry: layoutRiver({ width, height: 560, pixelRatio: 1 }, 13), scale: FIXTURE_VIEW })[0]!.y
    expect(yOf(500, [throttled!, quarter(1)])).toBeCloseTo(yOf(500, [quarter(0), quarter(1)]) + 13 * 1.5)
    expect(yOf(900, [throttled!, quarter(1)])).toBe(yOf(900, [quarter(0), quarter(1)]))
  })

  it('never puts one on another, nor outside of the plot', () => {
    const long = 'A sentence that takes several lines. '.repeat(6)
    for (const shardIndex of [null, 0, 1, 3]) {
      const [first, second] = place([shardIndex, long], [shardIndex, long])
      expect(Math.abs((first?.y ?? 0) - (second?.y ?? 0))).toBeGreaterThan(13 * 1.3 * 4)
      for (const { y } of [first, second].flatMap((placed) => placed ?? [])) {
        expect(y).toBeGreaterThanOrEqual(geometry.plotTop)
        expect(y).toBeLessThan(geometry.plotBottom)
      }
    }
  })
})
