import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secondsChart } from './secondsChart'

const size = { width: 480, height: 100 }

function chartOf(points: { stored: number; refused: number; retried?: number }[], limitedBy: 'records' | 'bytes' = 'records', mean = 0) {
  const stored = Uint32Array.from(points, (point) => point.stored)
  const refused = Uint32Array.from(points, (point) => point.refused)
  const seconds = { recordsStored: stored, bytesStored: stored, recordsRefused: refused, bytesRefused: refused, recordsRetried: Uint32Array.from(points, (point) => point.retried ?? 0) }
  return secondsChart({ seconds, limitedBy, minuteMean: { records: mean, bytes: mean } }, size)
}

describe('the seconds', () => {
  it('stand at the right while they are few, the newest last', () => {
    const { bars } = chartOf([
      { stored: 1, refused: 0 },
      { stored: 2, refused: 0 },
    ])
    expect(bars.map(({ x, secondsAgo }) => [x, secondsAgo])).toEqual([
      [464, 2],
      [472, 1],
    ])
  })

  it('show the limit a little below the top while nothing is above it, and cut what would press it down', () => {
    expect(chartOf([{ stored: 10, refused: 0 }]).limitY).toBeCloseTo(20)
    const storm = chartOf([{ stored: 1_000, refused: 90_000 }])
    expect(storm.limitY).toBeCloseTo(66.67)
    expect(storm.bars[0]).toMatchObject({ againY: 0, noRoomY: 0 })
  })

  it('tell what finds no room from what is sent again in vain', () => {
    const [bar] = chartOf([{ stored: 1_000, refused: 9_000, retried: 8_500 }]).bars
    expect(bar!.noRoom).toBeCloseTo(500)
    const [draining] = chartOf([{ stored: 1_000, refused: 9_000, retried: 9_500 }]).bars
    expect(draining!.noRoom).toBe(0)
  })

  it('never leave the picture, and stack what is refusals on what is stored', () => {
    const point = fc.record({ stored: fc.nat(3_000_000), refused: fc.nat(3_000_000) }).chain((counts) => fc.record({ stored: fc.constant(counts.stored), refused: fc.constant(counts.refused), retried: fc.nat(counts.stored + counts.refused) }))
    fc.assert(
      fc.property(fc.array(point, { maxLength: 60 }), fc.constantFrom('records' as const, 'bytes' as const), fc.nat(2_000_000), (points, limitedBy, mean) => {
        const { bars, limitY, meanY } = chartOf(points, limitedBy, mean)
        for (const y of [limitY, meanY]) {
          expect(y).toBeGreaterThanOrEqual(0)
          expect(y).toBeLessThanOrEqual(size.height)
        }
        for (const { x, width, storedY, storedHeight, noRoomY, noRoomHeight, againY, againHeight } of bars) {
          expect(x).toBeGreaterThanOrEqual(0)
          expect(x + width).toBeLessThanOrEqual(size.width)
          expect(againY).toBeGreaterThanOrEqual(0)
          for (const height of [storedHeight, noRoomHeight, againHeight]) expect(height).toBeGreaterThanOrEqual(0)
          expect(againY + againHeight).toBeCloseTo(noRoomY)
          expect(noRoomY + noRoomHeight).toBeCloseTo(storedY)
          expect(storedY + storedHeight).toBeCloseTo(size.height)
        }
      }),
    )
  })
})
