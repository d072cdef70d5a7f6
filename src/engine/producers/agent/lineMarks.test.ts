/** Bits of lines beside two plain sets. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countUnsettled, createLineMarks, forgetLinesBefore, noteStored, settle, wasStored } from './lineMarks'

const LINES = 6_000
const line = fc.integer({ min: 0, max: LINES })
const act = fc.oneof(
  fc.record({ type: fc.constant('store' as const), line }),
  fc.record({ type: fc.constant('settle' as const), line, length: fc.integer({ min: 0, max: 2_000 }) }),
  fc.record({ type: fc.constant('forget' as const), line: fc.integer({ min: 0, max: 4_000 }) }),
)

test('say of each line what was noted of it, as long as it is not forgotten', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const marks = createLineMarks()
      const stored = new Set<number>()
      const settled = new Set<number>()
      let forgotten = 0
      for (const step of acts) {
        if (step.type === 'store') {
          noteStored(marks, step.line)
          if (step.line >= forgotten) stored.add(step.line)
        } else if (step.type === 'settle') {
          const from = Math.max(step.line, marks.base)
          let expected = 0
          for (let at = from; at < step.line + step.length; at++) {
            if (!settled.has(at)) expected++
            settled.add(at)
          }
          expect(settle(marks, step.line, step.line + step.length)).toBe(expected)
        } else {
          forgetLinesBefore(marks, step.line)
          expect(marks.base).toBeLessThanOrEqual(Math.max(step.line, forgotten))
          expect(marks.base % 8).toBe(0)
          forgotten = marks.base
        }
      }
      for (let at = marks.base; at < LINES; at += 37) {
        expect(wasStored(marks, at)).toBe(stored.has(at))
        expect(countUnsettled(marks, at, at + 1)).toBe(settled.has(at) ? 0 : 1)
      }
      expect(countUnsettled(marks, 0, LINES)).toBe(Array.from({ length: LINES - marks.base }, (_, at) => marks.base + at).filter((at) => !settled.has(at)).length)
    }),
    { numRuns: 60 },
  )
})

test('take little room for a log that is read as it grows', () => {
  const marks = createLineMarks()
  for (let at = 0; at < 1_000_000; at += 500) {
    settle(marks, at, at + 500)
    forgetLinesBefore(marks, at + 500)
  }
  expect(marks.settled.length).toBeLessThan(1_024)
  expect(marks.base).toBeGreaterThan(990_000)
})
