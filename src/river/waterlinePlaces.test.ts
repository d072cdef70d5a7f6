import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WATERLINE_NO_LEASE, WATERLINE_PROCESSING } from '../engine/frame'
import { createLaneRects, layoutLanes, layoutRiver, xOfInstant } from './layout'
import { fixtureFrame, SPLIT_WORLD } from './testing/fixtureFrames'
import { FIXTURE_SIZE, FIXTURE_VIEW } from './testing/fixtureLook'
import { createWaterlinePlaces, placeWaterlines, WATERLINE_GAP_PX } from './waterlinePlaces'

const AT_MS = 57_000
const LANE = 3
const geometry = layoutRiver(FIXTURE_SIZE, 13)

/** Lines of lane 3 at so many milliseconds of age; null: not reading. */
function placed(agesMs: readonly (number | null)[]) {
  const { lanes, waterlines } = fixtureFrame({ ...SPLIT_WORLD, behindMs: agesMs.map(() => 0) }, { fromMs: AT_MS, atMs: AT_MS, generation: 1 })
  const rects = createLaneRects()
  layoutLanes(rects, { lanes, geometry, scale: FIXTURE_VIEW, shownAtMs: AT_MS })
  agesMs.forEach((ageMs, row) => {
    waterlines.state[row * rects.count + LANE] = ageMs === null ? WATERLINE_NO_LEASE : WATERLINE_PROCESSING
    waterlines.processedToMs[row * rects.count + LANE] = AT_MS - (ageMs ?? 0)
  })
  const places = createWaterlinePlaces()
  placeWaterlines(places, { waterlines, rects, geometry, scale: FIXTURE_VIEW, shownAtMs: AT_MS })
  return { xs: agesMs.map((_, row) => places.x[row * rects.count + LANE]!), left: rects.left[LANE]!, right: rects.right[LANE]! }
}

const trueX = (ageMs: number) => xOfInstant(AT_MS - ageMs, { geometry, scale: FIXTURE_VIEW, shownAtMs: AT_MS })

describe('waterlines of a lane', () => {
  it('stand where they are while they are apart', () => {
    const { xs } = placed([20_000, 5_000, 30_000])
    expect(xs.map(Math.round)).toEqual([20_000, 5_000, 30_000].map((ageMs) => Math.round(trueX(ageMs))))
  })

  it('stand side by side where they would lie on each other', () => {
    const { xs } = placed([10, 10, 0, 10, 20])
    const sorted = [...xs].sort((left, right) => left - right)
    for (let at = 1; at < sorted.length; at++) expect(sorted[at]! - sorted[at - 1]!).toBeCloseTo(WATERLINE_GAP_PX, 3)
    expect(xs.indexOf(sorted[0]!)).toBe(2)
    expect(xs.indexOf(sorted[4]!)).toBe(4)
  })

  it('are none where the application does not read, and beyond where they are older than the picture', () => {
    const open = placed([null, 1_000])
    expect([Number.isNaN(open.xs[0]), Number.isFinite(open.xs[1])]).toEqual([true, true])
    const { lanes, waterlines } = fixtureFrame({ ...SPLIT_WORLD, behindMs: [0] }, { fromMs: 200_000, atMs: 200_000, generation: 1 })
    waterlines.state.fill(WATERLINE_PROCESSING)
    waterlines.processedToMs.fill(21_000)
    const rects = createLaneRects()
    layoutLanes(rects, { lanes, geometry, scale: FIXTURE_VIEW, shownAtMs: 200_000 })
    const places = createWaterlinePlaces()
    placeWaterlines(places, { waterlines, rects, geometry, scale: FIXTURE_VIEW, shownAtMs: 200_000 })
    expect(places.x[LANE]).toBe(Infinity)
  })

  it('keep their order, stay in the lane, and never nearer than a line is wide, whatever their ages', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 8 }), (agesMs) => {
        const { xs, left, right } = placed(agesMs)
        const order = agesMs.map((_, row) => row).sort((one, other) => agesMs[one]! - agesMs[other]! || one - other)
        for (let at = 1; at < order.length; at++) expect(xs[order[at]!]! - xs[order[at - 1]!]!).toBeGreaterThanOrEqual(WATERLINE_GAP_PX - 0.001)
        for (const x of xs) {
          expect(x).toBeGreaterThanOrEqual(left - 0.001)
          expect(x).toBeLessThanOrEqual(right + 0.001)
        }
        // Nobody is moved by more than all the others take.
        xs.forEach((x, row) => expect(Math.abs(x - Math.min(right, trueX(agesMs[row]!)))).toBeLessThanOrEqual(WATERLINE_GAP_PX * (agesMs.length - 1) + 0.01))
      }),
    )
  })
})
