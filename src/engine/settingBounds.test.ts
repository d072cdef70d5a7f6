import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refuseUnlessWhole, refuseUnlessWholeOrMinusOne, refuseUnlessWithin, type Bounds } from './settingBounds'

const setting = 'lambda.batchSize'
const bounds = fc.tuple(fc.integer({ min: 0 }), fc.integer({ min: 0 })).map(([one, other]): Bounds => ({ min: Math.min(one, other), max: Math.max(one, other) }))
const anyNumber = fc.oneof(fc.integer(), fc.double())

describe('bounds', () => {
  it('are themselves allowed, and what is beyond names them', () => {
    fc.assert(
      fc.property(bounds, ({ min, max }) => {
        for (const refuse of [refuseUnlessWhole, refuseUnlessWholeOrMinusOne, refuseUnlessWithin]) {
          expect([refuse(setting, min, { min, max }), refuse(setting, max, { min, max })]).toEqual([null, null])
          expect(refuse(setting, max + 1, { min, max })?.values).toEqual({ setting, value: max + 1, min, max })
        }
      }),
    )
  })

  it('let nothing through but numbers between them, whole ones where parts make no sense', () => {
    fc.assert(
      fc.property(bounds, anyNumber, ({ min, max }, value) => {
        const isBetween = value >= min && value <= max
        const isWhole = Number.isSafeInteger(value)
        expect(refuseUnlessWithin(setting, value, { min, max }) === null).toBe(isBetween)
        expect(refuseUnlessWhole(setting, value, { min, max }) === null).toBe(isBetween && isWhole)
        expect(refuseUnlessWholeOrMinusOne(setting, value, { min, max }) === null).toBe(value === -1 || (isBetween && isWhole))
      }),
    )
    for (const value of [NaN, Infinity, -Infinity]) expect(refuseUnlessWithin(setting, value, { min: 0, max: 9 })).toMatchObject({ key: 'notWithin' })
    expect(refuseUnlessWholeOrMinusOne(setting, -2, { min: 0, max: 9 })).toMatchObject({ key: 'notWholeNorMinusOne' })
  })
})
