import { describe, expect, it } from 'vitest'
import { SpeedMeter } from './speedMeter'

/** Half-second measurements at 10×; each share is how much of that was managed. */
function measureShares(meter: SpeedMeter, shares: readonly number[]) {
  let atMs = 0
  meter.measure({ elapsedMs: 0, atMs, speed: 10 })
  return shares.map((share) => meter.measure({ elapsedMs: 500, atMs: (atMs += share * 5_000), speed: 10 }))
}

describe('SpeedMeter', () => {
  it('is content while the engine keeps up, within a tenth', () => {
    expect(measureShares(new SpeedMeter(), [1, 0.95, 1.05])).toEqual([null, null, null])
  })

  it('tells the speed that is managed once it has been slow twice, until it keeps up again', () => {
    expect(measureShares(new SpeedMeter(), [0.2, 1, 0.5, 0.4, 1])).toEqual([null, null, null, 4, null])
  })

  it('says nothing between two measurements', () => {
    expect(new SpeedMeter().measure({ elapsedMs: 16, atMs: 5, speed: 1 })).toBeUndefined()
  })
})
