import { describe, expect, it } from 'vitest'
import { advanceShownInstant, createShownInstant, FLIGHT_WALL_MS } from './shownInstant'
import { FIXTURE_VIEW } from './testing/fixtureLook'

const PLAYING = { ...FIXTURE_VIEW, playing: true }

describe('the instant in the picture', () => {
  it('is one flight before the frame while playing, and the frame itself while paused', () => {
    const shown = createShownInstant()
    advanceShownInstant(shown, { frame: { atMs: 10_000, generation: 1 }, view: PLAYING, wallMs: 0 })
    expect(shown.atMs).toBe(10_000 - FLIGHT_WALL_MS)
    for (let wallMs = 16; wallMs < 600; wallMs += 16) advanceShownInstant(shown, { frame: { atMs: 10_000, generation: 1 }, view: FIXTURE_VIEW, wallMs })
    expect(shown.atMs).toBe(10_000)
  })

  it('never goes back when the speed changes', () => {
    const shown = createShownInstant()
    let before = -Infinity
    let atMs = 10_000
    for (let wallMs = 0; wallMs < 3_000; wallMs += 16) {
      const speed = wallMs < 1_000 ? 1 : wallMs < 2_000 ? 10 : 0.1
      atMs += 16 * speed
      advanceShownInstant(shown, { frame: { atMs, generation: 1 }, view: { ...PLAYING, speed }, wallMs })
      expect(shown.atMs).toBeGreaterThanOrEqual(before)
      before = shown.atMs
    }
  })

  it('moves in whole seconds for those who asked for less motion', () => {
    const shown = createShownInstant()
    advanceShownInstant(shown, { frame: { atMs: 10_730, generation: 1 }, view: { ...PLAYING, motion: 'reduced' }, wallMs: 0 })
    expect(shown).toMatchObject({ atMs: 10_000, delayMs: 0 })
  })
})
