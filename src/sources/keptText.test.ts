/** Each record has its own text again, byte for byte, whatever became of its row on the way. */
import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineOf, type Source } from '../engine/source'
import { loadDataSet } from './dataSets'
import { createKeptText, keepText, textOfRecords, TEXT_BYTES_MAX } from './keptText'
import { readSource } from './readSource'
import type { SourceForm } from './sourceForm'

const decoder = new TextDecoder('utf-8', { fatal: true })

function lines(source: Source): string[] {
  return Array.from(source.offsetMs, (_, record) => decoder.decode(lineOf(source, record)!))
}

async function read(input: string | Uint8Array, { fileName = 'file.txt', form }: { fileName?: string; form?: SourceForm } = {}): Promise<Source> {
  const result = await readSource(input, { sourceId: 'test', fileName, ...(form === undefined ? {} : { form }) })
  if (result.type !== 'Read') throw new Error(JSON.stringify(result))
  return result.source
}

async function readBytes(path: string): Promise<ArrayBuffer> {
  return new Uint8Array(await readFile(new URL(`../../public/data/${path}`, import.meta.url))).buffer
}

test('CSV rows keep quotes and line breaks, not their line ends; the header stands apart', async () => {
  const source = await read('\ufeffts,"이\n름",note\r\n1700000000,샤드,"a ""b"", c"\r\n1700000001,🚀,"two\r\nlines"', { fileName: 'x.csv' })
  expect(source.header).toBe('ts,"이\n름",note')
  expect(lines(source)).toEqual(['1700000000,샤드,"a ""b"", c"', '1700000001,🚀,"two\r\nlines"'])
  expect([...source.bytes]).toEqual(lines(source).map((line) => Buffer.byteLength(line)))
})

test('records sorted by time take their text along; left-out lines leave none', async () => {
  const good = '1700000050,z\n'.repeat(150)
  const source = await read(`t,id\n1700000005,a\noops\n1700000003,b\n${good}`, { fileName: 'x.csv' })
  expect(lines(source).slice(0, 3)).toEqual(['1700000003,b', '1700000005,a', '1700000050,z'])
  expect(source.text?.ends.length).toBe(152)
})

test('logs and JSON lines have no header; a byte that is no UTF-8 becomes what it means', async () => {
  const log = await read('a - - [01/Aug/1995:00:00:01 -0400] "GET / HTTP/1.0" 200 1\r\n')
  expect([log.header, ...lines(log)]).toEqual([null, 'a - - [01/Aug/1995:00:00:01 -0400] "GET / HTTP/1.0" 200 1'])
  expect(lines(await read('{"a":1}\n\n  {"a":2}\r\n', { fileName: 'x.jsonl' }))).toEqual(['{"a":1}', '{"a":2}'])
  // "한" in EUC-KR: two bytes in the file, three in UTF-8, for every line of a file that has nothing else.
  const korean = Uint8Array.from(Array.from({ length: 500 }, () => [0xc7, 0xd1, 0x0a]).flat())
  const source = await read(korean)
  expect(new Set(lines(source))).toEqual(new Set(['한']))
  expect(source.bytes.every((bytes) => bytes === 3)).toBe(true)
})

test('a weighted row lends its text to each of its records, one of weight 0 to none', async () => {
  const form: SourceForm = { format: 'csv', encoding: 'utf-8', quoting: true, time: { column: 'at', unit: 'epochS' }, keyColumns: ['k'], sizeColumn: null, weight: { column: 'n', bucketSeconds: 60 } }
  const source = await read('at,k,n\n0,a,2\n0,b,1\n0,c,0\n', { fileName: 'w.csv', form })
  expect(lines(source)).toEqual(['0,a,2', '0,b,1', '0,a,2'])
})

test('there is no record before the first and behind the last', async () => {
  const source = await read('hello\n')
  expect([lineOf(source, -1), lineOf(source, 1), lineOf({ ...source, text: null }, 0)]).toEqual([null, null, null])
})

test.each(['wikipedia-edits', 'nasa-http', 'iot-telemetry', 'flights-day'])('%s: sizes are those of the text', async (id) => {
  const result = await loadDataSet(id, readBytes)
  if (result.type !== 'Read') throw new Error(JSON.stringify(result))
  const { bytes, text } = result.source
  expect(bytes.findIndex((size, record) => size !== text!.ends[record]! - (text!.ends[record - 1] ?? 0))).toBe(-1)
  expect(text!.bytes.length).toBe(text!.ends.at(-1))
})

test('CloudTrail events state the size of the original, which is not that of the line', async () => {
  const result = await loadDataSet('cloudtrail-attack', readBytes)
  if (result.type !== 'Read') throw new Error(JSON.stringify(result))
  const { source } = result
  const event = JSON.parse(decoder.decode(lineOf(source, 7)!)) as { bytes: number }
  expect(source.bytes[7]).toBe(event.bytes)
  expect(lineOf(source, 7)!.length).not.toBe(event.bytes)
})

test('any rows in any order', () => {
  const rows = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(rows, fc.nat({ max: 40 }), fc.array(fc.nat(), { maxLength: 20 }), (texts, fileBytes, picks) => {
      const kept = createKeptText(fileBytes)
      expect(texts.map((text) => keepText(kept, text))).toEqual(texts.map((text) => Buffer.byteLength(text)))
      for (const rowOfRecord of [Uint32Array.from(texts.keys()), Uint32Array.from(picks, (pick) => pick % texts.length)]) {
        const { bytes, ends } = textOfRecords({ kept, rowOfRecord })!
        expect(Array.from(ends, (end, record) => decoder.decode(bytes.subarray(ends[record - 1] ?? 0, end)))).toEqual(Array.from(rowOfRecord, (row) => texts[row]))
        expect(bytes.length).toBe(ends.at(-1) ?? 0)
      }
    }),
  )
})

test('too much text is not kept: of the file, of what it becomes in UTF-8, of all its records', () => {
  expect(createKeptText(TEXT_BYTES_MAX + 1).bytes).toBeNull()
  const grows = createKeptText(8)
  expect(keepText(grows, 'x'.repeat(TEXT_BYTES_MAX - 1))).toBe(TEXT_BYTES_MAX - 1)
  const weighted = textOfRecords({ kept: grows, rowOfRecord: Uint32Array.of(0, 0) })
  expect(weighted).toBeNull()
  expect(keepText(grows, '한')).toBeNull()
  expect(textOfRecords({ kept: grows, rowOfRecord: Uint32Array.of(0) })).toBeNull()
})
