import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { RateShape, RecordSizes, SyntheticWorkload, WorkloadKeys } from '../engine/commands'
import { workload } from './workloadSchema'

const plain: SyntheticWorkload = { kind: 'synthetic', ratePerSecond: 10, recordBytes: 10, keys: { kind: 'uniform', keyCount: 1 } }
const rates: RateShape[] = [
  { kind: 'ramp', fromPercent: 0, toPercent: 100, overMs: 1 },
  { kind: 'burst', everyMs: 2, forMs: 1, burstPercent: 1_000 },
  { kind: 'day', dayMs: 86_400_000 },
  { kind: 'drawn', percents: [0], spanMs: 1 },
]
const sizes: RecordSizes[] = [
  { kind: 'logNormal', sigmaHundredths: 300 },
  { kind: 'source', sourceId: 'nasa-http' },
]
const keys: WorkloadKeys[] = [
  { kind: 'hotSet', keyCount: 10, hotKeys: 3, hotPercent: 50 },
  { kind: 'sequential', keyCount: 10 },
  { kind: 'source', sourceId: 'nasa-http', keyColumn: 'url' },
]

describe('the schema of traffic', () => {
  it.each<SyntheticWorkload>([plain, ...rates.map((rate) => ({ ...plain, rate })), ...sizes.map((size) => ({ ...plain, sizes: size })), ...keys.map((key) => ({ ...plain, keys: key }))])('takes %j as it is', (good) => {
    expect(v.parse(workload, good)).toEqual(good)
  })

  it.each([
    ['no time', { rate: { kind: 'ramp', fromPercent: 0, toPercent: 100, overMs: 0 } }],
    ['half a millisecond', { rate: { kind: 'day', dayMs: 0.5 } }],
    ['no points', { rate: { kind: 'drawn', percents: [], spanMs: 1 } }],
    ['too many points', { rate: { kind: 'drawn', percents: new Array<number>(97).fill(1), spanMs: 1 } }],
    ['a percent below zero', { rate: { kind: 'burst', everyMs: 2, forMs: 1, burstPercent: -1 } }],
    ['a flood', { rate: { kind: 'burst', everyMs: 2, forMs: 1, burstPercent: 1_001 } }],
    ['a rate that is none', { rate: undefined }],
    ['an unknown rate', { rate: { kind: 'sine' } }],
    ['no hot keys', { keys: { kind: 'hotSet', keyCount: 10, hotKeys: 0, hotPercent: 50 } }],
    ['a file without a name', { sizes: { kind: 'source', sourceId: '' } }],
    ['a spread beyond reason', { sizes: { kind: 'logNormal', sigmaHundredths: 301 } }],
  ])('takes no %s', (_name, bad) => {
    expect(v.safeParse(workload, { ...plain, ...bad }).success).toBe(false)
  })
})
