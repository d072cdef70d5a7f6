import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dangerOf, namedAges, RETENTION_STOPS, shareOfReach } from './retentionReach'

const HOUR_MS = 3_600_000

describe('how far back a stream reaches', () => {
  it('begins at now and ends at the period, whatever that is', () => {
    for (const hours of RETENTION_STOPS) expect([shareOfReach(0, hours), shareOfReach(hours * HOUR_MS, hours)]).toEqual([0, 1])
    expect([RETENTION_STOPS[0], RETENTION_STOPS.at(-1)]).toEqual([24, 8_760])
  })

  it('lies further out the older something is, also beyond the end', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RETENTION_STOPS), fc.double({ min: 1_000, max: 1e11, noNaN: true }), fc.double({ min: 1.01, max: 100, noNaN: true }), (hours, ageMs, times) => {
        expect(shareOfReach(ageMs * times, hours)).toBeGreaterThan(shareOfReach(ageMs, hours))
      }),
    )
  })

  it('has names for ages with room between them', () => {
    expect(namedAges(24)).toEqual([60_000, HOUR_MS])
    for (const hours of RETENTION_STOPS) {
      const places = [0, ...namedAges(hours).map((ageMs) => shareOfReach(ageMs, hours)), 1]
      places.slice(1).forEach((place, index) => expect(place - places[index]!).toBeGreaterThan(0.15))
    }
  })

  it.each([
    [{ recordsExpiredUnread: 1, oldestUnreadAgeMs: 0 }, 'lost'],
    [{ recordsExpiredUnread: 0, oldestUnreadAgeMs: 20 * HOUR_MS }, 'near'],
    [{ recordsExpiredUnread: 0, oldestUnreadAgeMs: 19 * HOUR_MS }, 'none'],
  ] as const)('tells a reader that loses from one that does not: %o is %s', (reader, danger) => {
    expect(dangerOf(reader, 24)).toBe(danger)
  })
})
