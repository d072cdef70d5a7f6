import { describe, expect, it } from 'vitest'
import { hitTest } from './hitTest'
import type { HitSight } from './hitTest'
import { createFlights, keepArrivals } from './flights'
import { placeOfFlight } from './flightPlaces'
import { createLaneRects, layoutLanes, layoutRiver, xOfInstant, yOfHashTop } from './layout'
import { rowY } from './producerCards'
import { FIRST_PRODUCER_INDEX, fixtureFrame, noneUnderWay, noTwins, SPLIT_WORLD } from './testing/fixtureFrames'
import { FIXTURE_SIZE, FIXTURE_VIEW } from './testing/fixtureLook'
import { FLIGHT_WALL_MS } from './shownInstant'
import { placeOfUnderWay } from './underWayPlaces'
import { createTwins, keepTwins } from './twins'
import { createWaterlinePlaces, placeWaterlines } from './waterlinePlaces'

const AT_MS = 57_000
const geometry = layoutRiver(FIXTURE_SIZE, 13)
const sight = sightOf()
const places = { geometry, scale: FIXTURE_VIEW, shownAtMs: AT_MS }

function sightOf(): HitSight {
  const frame = fixtureFrame(SPLIT_WORLD, { fromMs: AT_MS, atMs: AT_MS, generation: 1 })
  const rects = createLaneRects()
  layoutLanes(rects, { lanes: frame.lanes, geometry, scale: FIXTURE_VIEW, shownAtMs: AT_MS })
  const lines = createWaterlinePlaces()
  placeWaterlines(lines, { waterlines: frame.waterlines, rects, geometry, scale: FIXTURE_VIEW, shownAtMs: AT_MS })
  return { lanes: frame.lanes, waterlines: frame.waterlines, waterlineX: lines.x, producers: frame.producers, flights: createFlights(), underWay: frame.underWay, twins: createTwins(), shownAtMs: AT_MS, delayMs: 0, geometry, rects, view: FIXTURE_VIEW }
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
    expect(hitTest({ x: 40, y: rowY(2, { geometry, producerCount: 4 }) }, sight)).toEqual({ kind: 'producer', producerIndex: FIRST_PRODUCER_INDEX + 2 })
    expect(hitTest({ x: geometry.plotRight + 30, y: 200 }, sight)).toEqual({ kind: 'none' })
  })
})

describe('hitTest on what moves', () => {
  const delayMs = 350
  const frame = fixtureFrame(SPLIT_WORLD, { fromMs: AT_MS, atMs: AT_MS + delayMs, generation: 1 })
  const { arrivals } = frame

  function flying(change: Partial<HitSight> = {}): HitSight {
    const flights = createFlights()
    keepArrivals(flights, arrivals)
    return { ...sight, flights, delayMs, ...change }
  }

  it('finds the request of a record on its way, with all that came in it', () => {
    const arrival = Math.floor(arrivals.count / 2)
    const { x, y } = placeOfFlight({ ...flying(), frame }, arrivals, arrival)
    const hit = hitTest({ x: x + 1, y }, flying())
    if (hit.kind !== 'flight') throw new Error(hit.kind)
    const same = arrivals.atMs.filter((_, other) => arrivals.requestNumber[other] === hit.requestNumber && arrivals.producerIndex[other] === hit.producerIndex)
    expect(same).toContain(hit.atMs)
    expect(hit.producerIndex).toBeGreaterThanOrEqual(FIRST_PRODUCER_INDEX)
    expect(hit.records).toBeGreaterThan(0)
    expect(hit.records).toBeLessThanOrEqual(same.length)
  })

  it('finds none that stands still, is too quick to be drawn, belongs to no request, or is a client of the API', () => {
    const { x, y } = placeOfFlight({ ...flying(), frame }, arrivals, 40)
    const none = { ...arrivals, requestNumber: new Uint32Array(arrivals.count) }
    const nameless = createFlights()
    keepArrivals(nameless, none)
    expect(hitTest({ x, y }, flying({ delayMs: 0 })).kind).not.toBe('flight')
    expect(hitTest({ x, y }, flying({ view: { ...FIXTURE_VIEW, speed: 100 } })).kind).not.toBe('flight')
    expect(hitTest({ x, y }, flying({ flights: nameless })).kind).not.toBe('flight')
  })

  it('finds what is on its way while the picture stands still, requests and answers, and none of it while it runs', () => {
    const underWay = noneUnderWay(2)
    underWay.producerIndex.fill(FIRST_PRODUCER_INDEX)
    underWay.requestNumber.set([7, 8])
    underWay.isAnswer.set([0, 1])
    underWay.done.set([0.9, 0.5])
    underWay.hashTop.set([0.9 * 2 ** 32, 0])
    underWay.requestRecords.set([20, 3])
    const still = { ...sight, underWay }
    const placeAt = (at: number) => placeOfUnderWay({ ...still, frame }, underWay, at)
    expect(hitTest(placeAt(0), still)).toEqual({ kind: 'flight', atMs: null, producerIndex: FIRST_PRODUCER_INDEX, requestNumber: 7, isAnswer: false, records: 20 })
    expect(hitTest(placeAt(1), still)).toMatchObject({ requestNumber: 8, isAnswer: true, records: 3 })
    expect(hitTest(placeAt(0), { ...still, view: { ...FIXTURE_VIEW, playing: true }, delayMs: FLIGHT_WALL_MS }).kind).toBe('none')
    expect(placeOfUnderWay({ ...still, frame, delayMs: FLIGHT_WALL_MS / 2 }, underWay, 0).x).toBeLessThan(placeAt(0).x)
  })

  it('does not fail on a frame too large to have been copied', () => {
    const flights = createFlights()
    keepArrivals(flights, { ...arrivals, atMs: new Float64Array(0), requestNumber: new Uint32Array(0) })
    expect(hitTest({ x: 160, y: 200 }, flying({ flights })).kind).toBe('none')
  })

  it('finds a twin at either of its places, and the lane beside them', () => {
    const twins = createTwins()
    const columns = noTwins()
    columns.count = 1
    columns.atMs[0] = 50_000
    columns.firstAtMs[0] = 45_000
    columns.hashTop[0] = 0.1 * 2 ** 32
    columns.producerIndex[0] = 3
    keepTwins(twins, columns)
    const withTwins = { ...sight, twins }
    for (const atMs of [50_000, 45_000]) expect(hitTest(at(atMs, 0.1), withTwins)).toMatchObject({ kind: 'twin', shardIndex: 2, twin: { atMs: 50_000, firstAtMs: 45_000, producerIndex: 3 } })
    expect(hitTest(at(47_500, 0.1), withTwins)).toMatchObject({ kind: 'lane', shardIndex: 2 })
  })
})
