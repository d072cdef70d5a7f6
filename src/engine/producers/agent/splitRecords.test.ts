/** However a file grows, its records are the same; and where the agent tears them, so do we. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePattern, type Pattern } from './pattern/compilePattern'
import { createSplitter, splitRecords, truncateRecord, type RecordSplitter, type SplitRecord } from './splitRecords'
import { AGENT_PARSER_BUFFER_BYTES, AGENT_RECORD_BYTES_MAX } from './settings'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function pattern(text: string): Pattern {
  const compiled = compilePattern(text)
  if ('key' in compiled) throw new Error(compiled.key)
  return compiled
}

function feed(splitter: RecordSplitter, chunks: readonly Uint8Array[], { startPattern = null, bufferBytes }: { startPattern?: Pattern | null; bufferBytes?: number } = {}): SplitRecord[] {
  return chunks.flatMap((chunk) => splitRecords(splitter, chunk, bufferBytes === undefined ? { startPattern } : { startPattern, bufferBytes }))
}

function textsOf(records: readonly SplitRecord[]): string[] {
  return records.map(({ bytes }) => decoder.decode(bytes))
}

function texts(chunks: readonly string[], options: { startPattern?: Pattern | null; bufferBytes?: number; skipHeaderLines?: number } = {}): string[] {
  return textsOf(feed(createSplitter(options.skipHeaderLines ?? 0), chunks.map((chunk) => encoder.encode(chunk)), options))
}

/** At any bytes, be they within a character. */
function cutAt(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((one, other) => one - other)
  return places.map((place, index) => bytes.subarray(places[index - 1] ?? 0, place))
}

const DATED = pattern('\\d\\d:')
const line = fc.string({ unit: fc.constantFrom('a', '샤', '🚀', ' ', '\r', ':', '1'), maxLength: 6 })
const file = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'))

test('lines keep their line feeds, empty ones are records, and what has none waits', () => {
  expect(texts(['a\n\nb\r\nc'])).toEqual(['a\n', '\n', 'b\r\n'])
  expect(texts(['a\n\nb', '', '\r', '\nc\n'])).toEqual(['a\n', '\n', 'b\r\n', 'c\n'])
})

test('any pieces of a file give the same lines at the same places', () => {
  fc.assert(
    fc.property(file, fc.array(fc.nat(), { maxLength: 8 }), fc.nat({ max: 3 }), (text, cuts, skipHeaderLines) => {
      const bytes = encoder.encode(text)
      const splitter = createSplitter(skipHeaderLines)
      const records = feed(splitter, cutAt(bytes, cuts))
      const lines = text.split('\n').slice(0, -1).map((one) => `${one}\n`)
      expect(textsOf(records)).toEqual(lines.slice(skipHeaderLines))
      for (const { bytes: own, endsAt } of records) expect(bytes.slice(endsAt - own.length, endsAt)).toEqual(own)
      expect(splitter.headerLinesLeft).toBe(Math.max(0, skipHeaderLines - lines.length))
      if (splitter.headerLinesLeft === 0) expect(bytes.slice(splitter.offset)).toEqual(splitter.pending)
    }),
    { numRuns: 500 },
  )
})

test('a record of several lines ends where the next one begins, or where the file ends with a line', () => {
  expect(texts(['10: a\n at x\n at y\n11: b\n at z\n12:'], { startPattern: DATED })).toEqual(['10: a\n at x\n at y\n'])
  expect(texts(['10: a\n at x\n11: b\n at z\n'], { startPattern: DATED })).toEqual(['10: a\n at x\n', '11: b\n at z\n'])
  expect(texts([' at x\n at y\n10: a\n'], { startPattern: DATED })).toEqual([' at x\n at y\n', '10: a\n'])
})

test('a poll between two lines of a record tears it', () => {
  expect(texts(['10: a\n at x\n', ' at y\n11: b\n'], { startPattern: DATED })).toEqual(['10: a\n at x\n', ' at y\n', '11: b\n'])
  expect(texts(['10: a\n at', ' x\n at y\n11: b\n'], { startPattern: DATED })).toEqual(['10: a\n at x\n at y\n', '11: b\n'])
})

test('polls that end within lines give the records of the whole; no poll loses or doubles a byte', () => {
  const dated = fc.array(fc.tuple(fc.boolean(), line), { maxLength: 12 }).map((lines) => lines.map(([starts, text]) => (starts ? `10:${text}` : text)).join('\n'))
  fc.assert(
    fc.property(dated, fc.array(fc.nat(), { maxLength: 8 }), (text, cuts) => {
      const bytes = encoder.encode(text)
      const whole = feed(createSplitter(0), [bytes], { startPattern: DATED })
      const withinLines = cuts.filter((cut) => bytes[(cut % (bytes.length + 1)) - 1] !== 0x0a)
      expect(feed(createSplitter(0), cutAt(bytes, withinLines), { startPattern: DATED })).toEqual(whole)

      const splitter = createSplitter(0)
      const torn = feed(splitter, cutAt(bytes, cuts), { startPattern: DATED })
      expect(textsOf(torn).join('') + decoder.decode(splitter.pending)).toBe(text)
      expect(torn.length).toBeGreaterThanOrEqual(whole.length)
      expect(torn.every(({ bytes: own }) => own.length > 0)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('files larger than the buffer, in lines that fit, lose nothing', () => {
  fc.assert(
    fc.property(file, fc.array(fc.nat(), { maxLength: 4 }), fc.integer({ min: 30, max: 40 }), (text, cuts, bufferBytes) => {
      const lines = text.split('\n').slice(0, -1)
      expect(textsOf(feed(createSplitter(0), cutAt(encoder.encode(text), cuts), { bufferBytes }))).toEqual(lines.map((one) => `${one}\n`))
    }),
  )
})

test('a record that fills the buffer is cut off there, and its rest thrown away up to the next', () => {
  expect(texts([`${'x'.repeat(25)}\nb\n`], { bufferBytes: 10 })).toEqual(['x'.repeat(10), 'b\n'])
  expect(texts([`${'x'.repeat(9)}\nb\n`], { bufferBytes: 10 })).toEqual([`${'x'.repeat(9)}\n`, 'b\n'])
  expect(texts([`10: ${'x\n'.repeat(20)}11: b\n`], { bufferBytes: 10, startPattern: DATED })).toEqual(['10: x\nx\nx\n', '11: b\n'])
})

test('the rest of such a record that is written later counts as a record', () => {
  expect(texts(['x'.repeat(25), 'yy\nb\n'], { bufferBytes: 10 })).toEqual(['x'.repeat(10), 'yy\n', 'b\n'])
})

test('the buffer is that of the agent', () => {
  const bytes = new Uint8Array(AGENT_PARSER_BUFFER_BYTES + 10).fill(0x78)
  bytes.set([0x0a, 0x62, 0x0a], bytes.length - 3)
  expect(feed(createSplitter(0), [bytes]).map((record) => [record.bytes.length, record.endsAt])).toEqual([
    [AGENT_PARSER_BUFFER_BYTES, AGENT_PARSER_BUFFER_BYTES],
    [2, bytes.length],
  ])
})

test('a record longer than the service once took is cut, key included, and ends its line', () => {
  const bytes = new Uint8Array(AGENT_RECORD_BYTES_MAX).fill(0x78)
  expect(truncateRecord(bytes, 0)).toBe(bytes)
  const cut = truncateRecord(bytes, 17)
  expect([cut.length, cut.at(-2), cut.at(-1), bytes.at(-18)]).toEqual([AGENT_RECORD_BYTES_MAX - 17, 0x78, 0x0a, 0x78])
  const korean = encoder.encode('한'.repeat(AGENT_RECORD_BYTES_MAX / 3 + 1))
  expect(decoder.decode(truncateRecord(korean, 0)).slice(-3)).toBe('한한\n')
  expect(decoder.decode(truncateRecord(korean, 1)).slice(-2)).toBe('\ufffd\n')
})
