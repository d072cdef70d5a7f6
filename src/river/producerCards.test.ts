import { describe, expect, it } from 'vitest'
import { layoutRiver } from './layout'
import { cardRight, gaugeShare, layoutCards, rowAt, rowOfProducer, rowY } from './producerCards'
import { FIXTURE_SIZE } from './testing/fixtureLook'

const COUNTS = [1, 2, 7, 12, 24, 64]
const SIZES = [FIXTURE_SIZE, { width: 700, height: 300, pixelRatio: 1 }, { width: 1_900, height: 1_000, pixelRatio: 2 }]
const CASES = SIZES.flatMap((size) => COUNTS.map((count) => ({ geometry: layoutRiver(size, 13), count, width: size.width, height: size.height })))

describe('rows of producers', () => {
  it.each(CASES)('$count at $width × $height stand inside the plot and never on each other', ({ geometry, count }) => {
    const { height, slot, detail } = layoutCards(geometry, count)
    expect(detail).not.toBe('none')
    expect(height).toBeLessThan(slot)
    const middles = Array.from({ length: count }, (_, row) => rowY(row, { geometry, producerCount: count }))
    expect(middles[0]! - height / 2).toBeGreaterThanOrEqual(geometry.plotTop)
    expect(middles.at(-1)! + height / 2).toBeLessThanOrEqual(geometry.plotBottom)
    for (let row = 1; row < count; row++) expect(middles[row]! - middles[row - 1]!).toBeGreaterThanOrEqual(height)
  })

  it.each(CASES)('$count at $width × $height are found in their middles, and not beside the cards', ({ geometry, count }) => {
    for (let row = 0; row < count; row++) {
      const y = rowY(row, { geometry, producerCount: count })
      expect(rowAt({ x: 20, y }, geometry, count)).toBe(row)
      expect(rowAt({ x: cardRight(geometry) + 5, y }, geometry, count)).toBe(-1)
    }
  })

  it('show less the more there are, and nothing on a phone', () => {
    const geometry = layoutRiver(FIXTURE_SIZE, 13)
    expect(COUNTS.map((count) => layoutCards(geometry, count).detail)).toEqual(['full', 'full', 'full', 'full', 'name', 'tick'])
    expect(layoutCards(layoutRiver({ width: 390, height: 600, pixelRatio: 3 }, 13), 3).detail).toBe('none')
    expect(layoutCards(geometry, 0).detail).toBe('none')
  })

  it('are told apart by index, and whoever has none is in the middle', () => {
    const geometry = layoutRiver(FIXTURE_SIZE, 13)
    const producers = { producerIndex: Uint16Array.of(4, 2, 9) }
    expect([4, 2, 9, 3, 1_023].map((index) => rowOfProducer(producers, index))).toEqual([0, 1, 2, -1, -1])
    expect(rowY(-1, { geometry, producerCount: 3 })).toBe((geometry.plotTop + geometry.plotBottom) / 2)
  })
})

describe('the gauge of a buffer', () => {
  it('is a share of its limit, or rises with each power of ten, and never leaves the card', () => {
    expect([0, 25, 100, 400].map((waiting) => gaugeShare(waiting, 100))).toEqual([0, 0.25, 1, 1])
    expect(gaugeShare(0, null)).toBe(0)
    expect(gaugeShare(99_999, null)).toBeCloseTo(1)
    expect(gaugeShare(1e9, null)).toBe(1)
    expect(gaugeShare(999, null) - gaugeShare(99, null)).toBeCloseTo(gaugeShare(99, null) - gaugeShare(9, null))
    expect(gaugeShare(3, 0)).toBe(1)
  })
})
