import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SyntheticWorkload, WorkloadKeys } from '../../engine/commands'
import { curvePath, meanOf, percentMaxOf, touchAt, withStroke, xOf, yOf } from './curvePoints'
import { keysOfKind, MADE_UP_KEY_KINDS, skewOf, withKeyCount, withSkew } from './madeUpKeys'
import { RATE_KINDS, rateOfKind, withRate } from './rateKinds'
import { spreadOf, withSizes } from './sizeKinds'

const plain: SyntheticWorkload = { kind: 'synthetic', ratePerSecond: 10, recordBytes: 10, keys: { kind: 'uniform', keyCount: 50 } }

describe('made-up keys', () => {
  it('keep their number from kind to kind, and their skew as it was set', () => {
    for (const kind of MADE_UP_KEY_KINDS) {
      const keys = keysOfKind(kind, plain.keys)
      expect(keys).toMatchObject({ kind, keyCount: 50 })
      if (skewOf(keys) === null) expect(withSkew(keys, 1)).toBe(keys)
      else expect(skewOf(withSkew(keys, 1))).toBe(1)
    }
  })

  it('never have more hot keys than keys', () => {
    expect(keysOfKind('hotSet', { kind: 'uniform', keyCount: 3 })).toMatchObject({ keyCount: 3, hotKeys: 3 })
    expect(withKeyCount(keysOfKind('hotSet', plain.keys), 4)).toMatchObject({ keyCount: 4, hotKeys: 4 })
    expect(withKeyCount(keysOfKind('hotSet', plain.keys), 400)).toMatchObject({ keyCount: 400, hotKeys: 10 })
  })

  it('have a number after those of a file, which have none', () => {
    const file: WorkloadKeys = { kind: 'source', sourceId: 'nasa-http', keyColumn: 'url' }
    expect(keysOfKind('zipf', file)).toMatchObject({ keyCount: 1_000 })
  })
})

describe('rates and sizes', () => {
  it('leave nothing behind when they are steady and alike again', () => {
    for (const kind of RATE_KINDS) expect(withRate(withRate(plain, rateOfKind(kind)), null)).toEqual(plain)
    expect(withSizes(withSizes(plain, { kind: 'logNormal', sigmaHundredths: 80 }), null)).toEqual(plain)
    expect(Object.keys(withRate(plain, null))).not.toContain('rate')
  })

  it('say what a spread means, up to the largest record', () => {
    expect(spreadOf(1_000, 0)).toEqual({ meanBytes: 1_000, largeBytes: 1_000 })
    expect(spreadOf(1_000, 1)).toEqual({ meanBytes: 1_649, largeBytes: 5_181 })
    expect(spreadOf(1_000_000, 2)).toEqual({ meanBytes: 1_048_576, largeBytes: 1_048_576 })
  })
})

describe('a curve drawn by hand', () => {
  const box = { widthPx: 240, heightPx: 100, percentMax: 400 }

  it('is touched where its points stand', () => {
    const percents = fc.array(fc.integer({ min: 0, max: 80 }).map((fifths) => 5 * fifths), { minLength: 2, maxLength: 24 })
    fc.assert(
      fc.property(percents, (drawn) => {
        drawn.forEach((percent, index) => {
          expect(touchAt(xOf(index, drawn.length, box), yOf(percent, box), drawn.length, box)).toEqual({ index, percent })
        })
      }),
    )
  })

  it('stays within the picture, wherever the hand is', () => {
    expect(touchAt(-50, -50, 12, box)).toEqual({ index: 0, percent: 400 })
    expect(touchAt(500, 500, 12, box)).toEqual({ index: 11, percent: 0 })
    expect(percentMaxOf([0, 1_000])).toBe(1_000)
  })

  it('moves what a quick stroke jumps over, in both directions, and nothing else', () => {
    const level = [100, 100, 100, 100, 100, 100]
    expect(withStroke(level, { index: 1, percent: 0 }, { index: 4, percent: 300 })).toEqual([100, 0, 100, 200, 300, 100])
    expect(withStroke(level, { index: 4, percent: 300 }, { index: 1, percent: 0 })).toEqual([100, 0, 100, 200, 300, 100])
    expect(withStroke(level, { index: 2, percent: 7 }, { index: 2, percent: 55 })).toEqual([100, 100, 55, 100, 100, 100])
    expect(level).toEqual([100, 100, 100, 100, 100, 100])
  })

  it('ends where it begins', () => {
    expect(curvePath([400, 0], box)).toBe('M0.0,0.0L120.0,100.0L240.0,0.0')
    expect(meanOf([0, 100, 200, 100])).toBe(100)
  })
})
