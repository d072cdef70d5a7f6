import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filledPercent, parseTyped, placeToValue, snap, TRACK_PLACES, trackEnds, valueToPlace } from './sliderScale'
import type { SliderScale } from './sliderScale'

const speed: SliderScale = { min: 0.1, max: 1_000, step: 0.1, kind: 'logarithmic' }
const rate: SliderScale = { min: 0, max: 100_000, step: 1, kind: 'logarithmic' }
const zipf: SliderScale = { min: 0, max: 2.5, step: 0.01, kind: 'linear' }
const shards: SliderScale = { min: 1, max: 8, step: 1, kind: 'linear' }
const scales = fc.constantFrom(speed, rate, zipf, shards)

describe('the track', () => {
  it('has the ends of the scale at its own ends', () => {
    for (const scale of [speed, rate]) {
      expect([placeToValue(scale, 0), placeToValue(scale, TRACK_PLACES)]).toEqual([scale.min, scale.max])
      expect([valueToPlace(scale, scale.min), valueToPlace(scale, scale.max)]).toEqual([0, TRACK_PLACES])
    }
  })

  it('gives each decade of a logarithmic scale the same room', () => {
    expect([0.1, 1, 10, 100, 1_000].map((value) => valueToPlace(speed, value))).toEqual([0, 250, 500, 750, 1_000])
  })

  it('rises with the value, and a value stays within the scale and on its steps', () => {
    fc.assert(
      fc.property(scales, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (scale, one, other) => {
        const end = scale.kind === 'logarithmic' ? TRACK_PLACES : scale.max
        const [low, high] = [Math.min(one, other) * end, Math.max(one, other) * end]
        const value = placeToValue(scale, high)
        expect(placeToValue(scale, low)).toBeLessThanOrEqual(value)
        expect(value).toBeGreaterThanOrEqual(scale.min)
        expect(value).toBeLessThanOrEqual(scale.max)
        expect(snap(scale, value)).toBe(value)
      }),
    )
  })

  it('goes from stop to stop, each as far from the next, and shows what lies between where it is', () => {
    const hours: SliderScale = { min: 24, max: 720, step: 1, kind: 'linear', stops: [24, 48, 168, 720] }
    expect(trackEnds(hours)).toEqual({ min: 0, max: 3, step: 1 })
    expect([0, 1, 2, 3].map((place) => placeToValue(hours, place))).toEqual(hours.stops)
    expect(hours.stops?.map((stop) => valueToPlace(hours, stop))).toEqual([0, 1, 2, 3])
    expect(valueToPlace(hours, 108)).toBe(1.5)
    expect([1, 9_000].map((outside) => filledPercent(hours, outside))).toEqual([0, 100])
  })

  it('keeps a value of two digits when it is shown and read back', () => {
    for (const value of [0.1, 0.5, 2, 5, 37, 120, 990]) expect(placeToValue(speed, valueToPlace(speed, value))).toBeCloseTo(value, -Math.log10(value))
    for (const value of [0, 1, 2, 1_200, 45_000]) expect(placeToValue(rate, valueToPlace(rate, value)) / Math.max(1, value)).toBeCloseTo(Math.min(1, value), 1)
  })

  it('is filled from nothing to all, even where there is only one value', () => {
    expect([filledPercent(shards, 1), filledPercent(shards, 8), filledPercent({ ...shards, max: 1 }, 1)]).toEqual([0, 100, 0])
  })
})

describe('what somebody types', () => {
  it.each([
    ['12', 12],
    [' 1,200 ', 1_200],
    ['.5', 0.5],
    ['-3', -3],
    ['4.', 4],
  ])('%j is %d', (text, value) => expect(parseTyped(text)).toBe(value))

  it.each(['', 'x', '1e5', '0x10', '1.2.3', '--1', 'Infinity', 'NaN'])('%j is no number', (text) => expect(parseTyped(text)).toBeNull())

  it('leaves no dust of binary fractions', () => {
    expect(snap(speed, 0.3)).toBe(0.3)
    expect(snap(zipf, 1.1)).toBe(1.1)
  })
})
