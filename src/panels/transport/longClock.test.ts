import { describe, expect, it } from 'vitest'
import { longClock } from './longClock'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

describe('longClock', () => {
  it('tells days apart from the hours of the day', () => {
    expect(longClock(DAY_MS + 18 * HOUR_MS + 40 * 60_000 + 5_001, false)).toEqual({ days: 1, clock: '18:40:05.001' })
    expect(longClock(DAY_MS - 1, false)).toEqual({ days: 0, clock: '23:59:59.999' })
    expect(longClock(7 * DAY_MS, false)).toEqual({ days: 7, clock: '0:00:00.000' })
  })

  it('rounds as the clock does, also over midnight', () => {
    expect(longClock(DAY_MS - 0.4, false)).toEqual({ days: 1, clock: '0:00:00.000' })
    expect(longClock(-3, false)).toEqual({ days: 0, clock: '00:00.000' })
  })

  it('leaves out thousandths where time runs fast', () => {
    expect(longClock(134_350, true)).toEqual({ days: 0, clock: '02:14' })
    expect(longClock(2 * DAY_MS + 61_001, true)).toEqual({ days: 2, clock: '0:01:01' })
  })
})
