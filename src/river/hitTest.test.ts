import { describe, expect, it } from 'vitest'
import { hitTest } from './hitTest'
import type { HitSight } from './hitTest'
import { createLaneRects, layoutLanes, layoutRiver, producerY, xOfInstant, yOfHashTop } from './layout'
import { fixtureFrame, SPLIT_WORLD } from './testing/fixtureFrames'
import { FIXTURE_SIZE, FIXTURE_VIEW } from './testing/fixtureLook'

const AT_MS = 57_000
const geometry = layoutRiver(FIXTURE_SIZE, 13)
const sight = sightOf()
const places = { geometry, scale: FIXTURE_VIEW, shownAtMs: AT_MS }

function sightOf(): HitSight {
  const frame = fixtureFrame(SPLIT_WORLD, { fromMs: AT_MS, atMs: AT_MS, generation: 1 })
  const rects = createLaneRects()
  layoutLanes(rects, { lanes: frame.lanes, geometry, scale: FIXTURE_VIEW, shownAtMs: AT_MS })
  return { lanes: frame.lanes, waterlines: frame.waterlines, producerCount: 4, shownAtMs: AT_MS, geometry, rects, view: FIXTURE_VIEW }
}

function at(atMs: number, hashShare: number) {
  return { x: xOfInstant(atMs, places), y: yOfHashTop(Math.floor(hashShare * 2 ** 32), places) }
}

describe('hitTest', () => {
  it('finds the child left of the bank and the parent right of it, at the same hash key', () => {
    expect(hitTest(at(40_000, 0.1), sight)).toMatchObject({ kind: 'lane', shardIndex: 2, state: 'OPEN' })
    expect(hitTest(at(10_000, 0.1), sight)).toMatchObject({ kind: 'lane', shardIndex: 0, state: 'CLOSED' })
  })

  it('tells the place by instant and hash key', () => {
    const hit = hitTest(at(45_000, 0.3), sight)
    if (hit.kind !== 'lane') throw new Error(hit.kind)
    expect(hit.place.atMs).toBeCloseTo(45_000, 3)
    expect(hit.place.hashTop / 2 ** 32).toBeCloseTo(0.3, 3)
  })

  it('finds a waterline where it is drawn', () => {
    const behindMs = SPLIT_WORLD.behindMs[0]! * (1 + 0.13 * 2)
    expect(hitTest(at(AT_MS - behindMs, 0.1), sight)).toMatchObject({ kind: 'waterline', shardIndex: 2, applicationIndex: 0 })
  })

  it('finds the bank between two open lanes, and none between a parent and its like', () => {
    expect(hitTest(at(50_000, 0.25), sight)).toMatchObject({ kind: 'bank', upperShardIndex: 2, lowerShardIndex: 3 })
    expect(hitTest(at(10_000, 0.5), sight).kind).toBe('lane')
  })

  it('finds gates, producers and nothing', () => {
    expect(hitTest({ x: geometry.plotLeft - 6, y: yOfHashTop(0.55 * 2 ** 32, places) }, sight)).toEqual({ kind: 'gate', shardIndex: 4 })
    expect(hitTest({ x: 40, y: producerY(2, { geometry, producerCount: 4 }) }, sight)).toEqual({ kind: 'producer', producerIndex: 2 })
    expect(hitTest({ x: geometry.plotRight + 30, y: 200 }, sight)).toEqual({ kind: 'none' })
  })
})
