import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createManualClock, createWallClock } from './clock'

describe('a wall clock', () => {
  it('runs as many times faster as it is told, from where it is told', () => {
    let wallMs = 1_000
    const clock = createWallClock(5_000_000, 60, () => wallMs)
    expect(clock.nowUs()).toBe(5_000_000)
    wallMs += 1_000
    expect(clock.nowUs()).toBe(65_000_000)
  })

  it('never goes back and never stands still for longer than the wall clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -10_000, max: 10_000 }), { maxLength: 50 }), fc.constantFrom(0.1, 1, 7.3, 1_000), (steps, speed) => {
        let wallMs = 1e12
        let forwardMs = 0
        const clock = createWallClock(0, speed, () => wallMs)
        let last = 0
        for (const step of steps) {
          wallMs += step
          forwardMs += Math.max(0, step)
          const now = clock.nowUs()
          expect(now).toBeGreaterThanOrEqual(last)
          expect(Number.isSafeInteger(now)).toBe(true)
          last = now
        }
        expect(Math.abs(last - forwardMs * 1_000 * speed)).toBeLessThan(2)
      }),
    )
  })

  it('goes on from where it slipped to', () => {
    let wallMs = 0
    const clock = createWallClock(0, 1, () => wallMs)
    wallMs = 10_000
    expect(clock.nowUs()).toBe(10_000_000)
    clock.slipTo(3_000_000)
    wallMs = 11_000
    expect(clock.nowUs()).toBe(4_000_000)
  })
})

it('a manual clock moves by hand alone', () => {
  const clock = createManualClock(7)
  expect(clock.nowUs()).toBe(7)
  clock.advance(0.25)
  expect(clock.nowUs()).toBe(257)
})
