import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countOf } from './countTable'
import type { Windows } from './model'
import { copyOf, countIn, keysHeld, lastEndOf, nextEnd, paneAt, purge, sumOf, thaw } from './windows'

const setting = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map((sizeMs) => ({ kind: 'tumbling' as const, sizeMs })),
  fc.record({ slideMs: fc.integer({ min: 1, max: 12 }), times: fc.integer({ min: 1, max: 8 }) }).map(({ slideMs, times }) => ({ kind: 'sliding' as const, sizeMs: slideMs * times, slideMs })),
)
const step = fc.record({ eventMs: fc.integer({ min: 1_000, max: 1_200 }), keyId: fc.nat(3), advanceMs: fc.nat(12), copies: fc.boolean() })

describe('windows', () => {
  it('fire once each, in order, with what a list of their records comes to; what is late for all is in none', () => {
    fc.assert(
      fc.property(setting, fc.array(step, { maxLength: 120 }), (window, steps) => {
        const slideMs = window.kind === 'tumbling' ? window.sizeMs : window.slideMs
        let windows: Windows = { panes: [], firedToMs: 0 }
        const taken: { eventMs: number; keyId: number; closedToMs: number }[] = []
        const fired: { endMs: number; records: number; ofKeys: number[] }[] = []
        let closedToMs = 990
        for (const { eventMs, keyId, advanceMs, copies } of [...steps, { eventMs: 1_000, keyId: 0, advanceMs: 1_000, copies: false }]) {
          if (lastEndOf(window, eventMs) > closedToMs) {
            countIn(paneAt(windows, window, eventMs), keyId)
            taken.push({ eventMs, keyId, closedToMs })
          }
          closedToMs += advanceMs
          for (let endMs = nextEnd(windows, window); endMs !== null && endMs <= closedToMs; endMs = nextEnd(windows, window)) {
            const { table, records } = sumOf(windows, window, endMs)
            fired.push({ endMs, records, ofKeys: [0, 1, 2, 3].map((key) => countOf(table, key)) })
            purge(windows, window, endMs)
          }
          windows.firedToMs = Math.max(windows.firedToMs, closedToMs)
          if (copies) windows = thaw(copyOf(windows))
        }
        expect(keysHeld(windows)).toBe(0)
        const ends = new Set<number>()
        for (const { eventMs, closedToMs: closed } of taken) {
          for (let end = eventMs - (eventMs % slideMs) + slideMs; end < eventMs - (eventMs % slideMs) + slideMs + window.sizeMs; end += slideMs) {
            if (end > closed && end - window.sizeMs <= eventMs && eventMs < end) ends.add(end)
          }
        }
        const expected = [...ends].sort((left, right) => left - right).map((endMs) => {
          const within = taken.filter(({ eventMs, closedToMs: closed }) => eventMs < endMs && eventMs >= endMs - window.sizeMs && endMs > closed)
          return { endMs, records: within.length, ofKeys: [0, 1, 2, 3].map((key) => within.filter(({ keyId }) => keyId === key).length) }
        })
        expect(fired).toEqual(expected)
      }),
    )
  })
})
