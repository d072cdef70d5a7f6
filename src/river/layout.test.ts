import { describe, expect, it } from 'vitest'
import { valueAt } from './column'
import { createLaneRects, isLaneInView, isLaneOpenAt, layoutLanes, layoutRiver, placeOfPoint, xOfInstant, yOfHashTop } from './layout'
import { evenWorld, fixtureFrame, SPLIT_WORLD } from './testing/fixtureFrames'
import { FIXTURE_SIZE, FIXTURE_VIEW } from './testing/fixtureLook'

const geometry = layoutRiver(FIXTURE_SIZE, 13)

function rectsAt(shownAtMs: number, atMs = shownAtMs) {
  const frame = fixtureFrame(SPLIT_WORLD, { fromMs: atMs, atMs, generation: 1 })
  const rects = createLaneRects()
  layoutLanes(rects, { lanes: frame.lanes, geometry, scale: FIXTURE_VIEW, shownAtMs })
  return { frame, rects }
}

describe('room for those who read', () => {
  it('is cards at the bank, a strip above on narrow pages, and none on phones or without readers', () => {
    const shapes = [1_316, 836, 700, 500, 390].map((width) => layoutRiver({ width, height: 600, pixelRatio: 1 }, 13, true))
    expect(shapes.map(({ consumers }) => consumers)).toEqual(['cards', 'cards', 'strip', 'strip', 'none'])
    for (const { consumers, consumerWidth, plotRight, width, plotTop, hashLabelWidth } of shapes) {
      expect(width - plotRight).toBeGreaterThanOrEqual(consumerWidth + hashLabelWidth)
      expect(consumerWidth > 0).toBe(consumers === 'cards')
      expect(plotTop > layoutRiver({ width, height: 600, pixelRatio: 1 }, 13).plotTop).toBe(consumers === 'strip')
    }
    expect(layoutRiver({ width: 1_316, height: 600, pixelRatio: 1 }, 13, false).consumers).toBe('none')
  })

  it('leaves the water most of the width', () => {
    for (const width of [700, 799, 836, 1_316]) {
      const { plotLeft, plotRight } = layoutRiver({ width, height: 600, pixelRatio: 1 }, 13, true)
      expect((plotRight - plotLeft) / width).toBeGreaterThan(0.4)
    }
  })
})

describe('layoutLanes', () => {
  it('puts parents right of the bank and children left of it, with nothing between', () => {
    const { rects } = rectsAt(50_000)
    const bankX = xOfInstant(20_000, { geometry, scale: FIXTURE_VIEW, shownAtMs: 50_000 })
    expect(valueAt(rects.left, 0)).toBeCloseTo(bankX, 2)
    expect(valueAt(rects.right, 2)).toBeCloseTo(bankX, 2)
    expect(valueAt(rects.right, 3)).toBeCloseTo(bankX, 2)
    expect(valueAt(rects.top, 2)).toBe(valueAt(rects.top, 0))
    expect(valueAt(rects.bottom, 2)).toBe(valueAt(rects.top, 3))
    expect(valueAt(rects.bottom, 3)).toBe(valueAt(rects.bottom, 0))
  })

  it('does not show a split before the instant in the picture has reached it', () => {
    const { frame, rects } = rectsAt(37_900, 38_100)
    expect(isLaneInView(rects, 4)).toBe(false)
    expect(isLaneOpenAt(frame.lanes, { lane: 4, shownAtMs: 37_900 })).toBe(false)
    expect(isLaneOpenAt(frame.lanes, { lane: 1, shownAtMs: 37_900 })).toBe(true)
    expect(valueAt(rects.left, 1)).toBe(geometry.plotLeft)
  })

  it('gives every row of pixels to exactly one of 10,000 lanes', () => {
    const frame = fixtureFrame(evenWorld({ laneCount: 10_000, ratePerSecond: 1 }), { fromMs: 60_000, atMs: 60_000, generation: 1 })
    const rects = createLaneRects()
    layoutLanes(rects, { lanes: frame.lanes, geometry, scale: FIXTURE_VIEW, shownAtMs: 60_000 })
    let rows = 0
    for (let lane = 0; lane < rects.count; lane++) rows += Math.max(0, valueAt(rects.bottom, lane) - valueAt(rects.top, lane))
    expect(rows).toBe(geometry.plotBottom - geometry.plotTop)
  })
})

describe('places', () => {
  it('takes a point to a place and back', () => {
    const places = { geometry, scale: { ...FIXTURE_VIEW, hashTopFrom: 0x2000_0000, hashTopTo: 0x5fff_ffff }, shownAtMs: 90_000 }
    const place = placeOfPoint({ x: 400, y: 300 }, places)
    expect(xOfInstant(place.atMs, places)).toBeCloseTo(400, 6)
    expect(yOfHashTop(place.hashTop, places)).toBeCloseTo(300, 3)
  })

  it('leaves the producer cards out on a phone', () => {
    const phone = layoutRiver({ width: 390, height: 600, pixelRatio: 3 }, 13)
    expect(phone.cardWidth).toBe(0)
    expect(phone.plotRight - phone.plotLeft).toBeGreaterThan(280)
  })
})
