import { describe, expect, it } from 'vitest'
import { clockText, createFormats } from './formats'

describe('clockText', () => {
  it.each([
    [0, '00:00.000'],
    [134_350, '02:14.350'],
    [59_999.6, '01:00.000'],
    [3_600_000, '1:00:00.000'],
    [-5, '00:00.000'],
  ])('%d ms is %s', (atMs, text) => expect(clockText(atMs)).toBe(text))
})

describe('createFormats', () => {
  it('writes bytes and durations in the largest unit that keeps them short', () => {
    const { bytes, duration, percent } = createFormats('en')
    expect([999, 1_500, 2_000_000, 3e9].map(bytes)).toEqual(['999 bytes', '1.5 kB', '2 MB', '3 GB'])
    expect([0.25, 950, 21_400, 180_000, 7_300_000, 604_800_000].map(duration)).toEqual(['0.3 ms', '950 ms', '21.4 s', '3 min', '2 h', '7 d'])
    expect([21_400, 7_300_000, 604_800_000].map(createFormats('ko').duration)).toEqual(['21.4초', '2시간', '7일'])
    expect(percent(0.486)).toBe('49%')
  })

  it('writes thousands out in Korean, which counts in tens of thousands', () => {
    expect([0.53, 12.34, 1_300.4, 9_999, 13_000, -1_300].map(createFormats('ko').short)).toEqual(['0.5', '12.3', '1,300', '9,999', '1.3만', '-1,300'])
    expect(createFormats('en').short(1_300)).toBe('1.3K')
  })
})
