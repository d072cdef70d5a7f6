import { describe, expect, it } from 'vitest'
import { panHash, zoomAge, zoomHash } from './riverZoom'

const WHOLE = { ageSpanMs: 60_000, hashTopFrom: 0, hashTopTo: 0xffff_ffff }

describe('zoom', () => {
  it('keeps the hash key under the pointer where it is', () => {
    const near = { ...WHOLE, ...zoomHash(WHOLE, { factor: 0.5, share: 0.25 }) }
    const held = near.hashTopFrom + (near.hashTopTo - near.hashTopFrom) * 0.25
    expect(held / 0xffff_ffff).toBeCloseTo(0.25, 6)
  })

  it('never leaves the hash-key space', () => {
    const near = { ...WHOLE, ...zoomHash(WHOLE, { factor: 0.1, share: 0 }) }
    expect(panHash(near, { shareDown: 5 })).toMatchObject({ hashTopFrom: 0 })
    expect(panHash(near, { shareDown: -50 })).toMatchObject({ hashTopTo: 0xffff_ffff })
    expect(zoomHash(near, { factor: 1_000, share: 0.7 })).toEqual({ hashTopFrom: 0, hashTopTo: 0xffff_ffff })
  })

  it('stops at one second and at the retention period', () => {
    expect(zoomAge(WHOLE, { factor: 1e-9, ageSpanMsMax: 1e6 }).ageSpanMs).toBe(1_000)
    expect(zoomAge(WHOLE, { factor: 1e9, ageSpanMsMax: 1e6 }).ageSpanMs).toBe(1e6)
  })
})
