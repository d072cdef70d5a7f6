/** Every way of writing an instant that is understood, and some that must not be. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leadingTimestamp, parseTimeText } from './timeText'

const NEW_YEAR_MS = Date.UTC(2024, 0, 1)

test.each([
  ['2024-01-01', 0],
  ['2024-01-01T00:00', 0],
  ['2024-01-01 00:00:01', 1_000],
  ['2024/1/1 0:00:01', 1_000],
  ['2024-01-01T00:00:00.069', 69],
  ['2024-01-01 00:00:00,5', 500],
  ['2024-01-01T09:00:00+09:00', 0],
  ['2024-01-01T09:00:00+0900', 0],
  ['2023-12-31T20:00:00-04', 0],
  ['2024-01-01 00:00:00 UTC', 0],
  ['2023-12-31T24:00:00Z', 0],
  ['20240101', 0],
  ['20240101000001', 1_000],
  ['20240101T000001Z', 1_000],
  ['01/Jan/2024:00:00:01 +0000', 1_000],
  ['[31/Dec/2023:20:00:00 -0400]', 0],
])('%s', (text, sinceNewYearMs) => {
  expect(parseTimeText(text) - NEW_YEAR_MS).toBe(sinceNewYearMs)
})

test.each(['', '2023-02-29', '2024-13-01', '2024-01-01T25:00', '2024-01-01T24:00:01', '01/Foo/2024:00:00:00 +0000', '2024-01/01', 'yesterday', '12:30'])(
  '%s is no instant',
  (text) => {
    expect(parseTimeText(text)).toBeNaN()
  },
)

test('what Date writes is read back', () => {
  const instants = fc.date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  fc.assert(fc.property(instants, (date) => parseTimeText(date.toISOString()) === date.getTime()))
})

test.each([
  ['2024-01-01 00:00:00,123 INFO started', '2024-01-01 00:00:00,123'],
  ['[2024-01-01T00:00:00Z] INFO', '2024-01-01T00:00:00Z'],
  ['[01/Aug/1995:00:00:01 -0400] GET', '01/Aug/1995:00:00:01 -0400'],
  ['1700000000 up', '1700000000'],
  ['1700000000123 up', '1700000000123'],
  ['1700000000.5 up', '1700000000.5'],
])('%s begins with a timestamp', (line, text) => {
  expect(leadingTimestamp(line)?.text).toBe(text)
})

test.each(['INFO 2024-01-01', '12345 up', '10.0.0.1 - -', '2024-99-01 x', '1700000000-abc'])('%s does not', (line) => {
  expect(leadingTimestamp(line)).toBeNull()
})
