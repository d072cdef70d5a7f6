import { describe, expect, it } from 'vitest'
import { clampSpeed, nextPreset, SPEED_MAX, SPEED_MIN, SPEED_PRESETS } from './speeds'

describe('speeds', () => {
  it('walks through the presets in both directions and stops at the ends', () => {
    const up = [SPEED_MIN]
    while (up.length < SPEED_PRESETS.length + 1) up.push(nextPreset(up.at(-1)!, 'faster'))
    expect(up).toEqual([...SPEED_PRESETS, SPEED_MAX])
    const down = [SPEED_MAX]
    while (down.length < SPEED_PRESETS.length + 1) down.push(nextPreset(down.at(-1)!, 'slower'))
    expect(down).toEqual([...SPEED_PRESETS.toReversed(), SPEED_MIN])
  })

  it('goes from a speed between two presets to the next one', () => {
    expect(nextPreset(7, 'faster')).toBe(10)
    expect(nextPreset(7, 'slower')).toBe(5)
  })

  it('keeps any number within what the page offers', () => {
    expect([0, -3, 1e9, NaN, 3].map(clampSpeed)).toEqual([SPEED_MIN, SPEED_MIN, SPEED_MAX, 1, 3])
  })
})
