/** What holds for any file: tables come back as they were, and no bytes at all make the reader throw. */
import fc from 'fast-check'
import Papa from 'papaparse'
import { expect, test } from 'vitest'
import en from '../strings/en/sources.json'
import ko from '../strings/ko/sources.json'
import { readSource } from './readSource'
import type { SourceProblem, SourceWarning } from './sourceFacts'

const problems: Record<SourceProblem['key'], string>[] = [en, ko]
const warnings: Record<SourceWarning['key'], string>[] = [en.warning, ko.warning]

const cell = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', 'a', '샤', '🚀', ';', '\t', ' ', '\r\n'), minLength: 1, maxLength: 20 }),
)

test('a CSV table comes back cell by cell', async () => {
  const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom('\n', '\r\n'), async (rows, newline) => {
      fc.pre(rows.every((row) => row.every((text) => !text.includes('\0'))))
      const text = Papa.unparse([['n', 'one', 'other'], ...rows.map((row, at) => [at, ...row])], { newline, quotes: true })
      const result = await readSource(text, { sourceId: 'x', fileName: 'x.csv' })
      if (result.type !== 'Read') throw new Error(JSON.stringify(result))
      for (const [at, name] of ['one', 'other'].entries()) {
        const { values, valueIndex } = result.source.keyColumns.get(name)!
        expect(Array.from(valueIndex, (index) => values[index])).toEqual(rows.map((row) => row[at]))
      }
    }),
  )
})

const line = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('{"a":1}', '{"time":"2024-01-01","b":{"c":2}}', '{', 'time,user', '2024-01-01,a', '"', '1,2', '', '\t', '1700000000 x', '[01/Aug/1995:00:00:01 -0400]', 'a - - [01/Aug/1995:00:00:01 -0400] "GET / HTTP/1.0" 200 1'),
)
const file = fc.oneof(
  fc.array(line, { maxLength: 30 }).map((lines) => new TextEncoder().encode(lines.join('\n'))),
  fc.uint8Array({ maxLength: 300 }),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', 'a', '1', '{', '}', ':', '\t', ' ', '\r') }).map((text) => new TextEncoder().encode(text)),
)

test('any bytes give a source or a problem; offsets never fall, and every key is legal', async () => {
  const types = new Set<string>()
  await fc.assert(
    fc.asyncProperty(file, fc.constantFrom('x', 'x.csv', 'x.tsv', 'x.json', 'x.log'), async (bytes, fileName) => {
      const result = await readSource(bytes, { sourceId: 'x', fileName })
      types.add(result.type)
      if (result.type === 'Refused') for (const texts of problems) expect(texts[result.problem.key]).toBeTypeOf('string')
      if (result.type !== 'Read') return
      const { offsetMs, bytes: sizes, keyColumns, spanMs } = result.source
      expect(offsetMs[0]).toBe(0)
      expect(offsetMs.at(-1)).toBe(spanMs)
      expect(offsetMs.every((offset, at) => at === 0 || offset >= offsetMs[at - 1]!)).toBe(true)
      expect(sizes.every((size) => size > 0)).toBe(true)
      expect(keyColumns.size).toBeGreaterThan(0)
      for (const { values, valueIndex } of keyColumns.values()) {
        expect(valueIndex.length).toBe(offsetMs.length)
        expect(new Set(values).size).toBe(values.length)
        expect(new Set(valueIndex).size).toBe(values.length)
        for (const value of values) expect(Array.from(value).length).toBeGreaterThanOrEqual(1)
        for (const value of values) expect(Array.from(value).length).toBeLessThanOrEqual(256)
      }
      for (const { key } of result.facts.warnings) for (const texts of warnings) expect(texts[key]).toBeTypeOf('string')
    }),
    { numRuns: 600 },
  )
  expect([...types].toSorted()).toEqual(['Read', 'Refused'])
})

test('every sentence has the same values in both languages', () => {
  const placeholders = (text: string) => (text.match(/\{\{[^}]+\}\}/g) ?? []).toSorted()
  const flat = ({ warning, ...problem }: typeof en) => [...Object.entries(problem), ...Object.entries(warning)]
  expect(flat(ko).map(([key, text]) => [key, placeholders(text)])).toEqual(flat(en).map(([key, text]) => [key, placeholders(text)]))
})
