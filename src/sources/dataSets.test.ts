/** The shipped data sets give the figures that their READMEs state. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import * as v from 'valibot'
import { dataSetManifestSchema } from './dataSetManifest'
import { loadDataSet, readManifest } from './dataSets'
import type { KeyColumn } from '../engine/source'

async function readBytes(path: string): Promise<ArrayBuffer> {
  return new Uint8Array(await readFile(new URL(`../../public/data/${path}`, import.meta.url))).buffer
}

async function load(id: string) {
  const result = await loadDataSet(id, readBytes)
  if (result.type !== 'Read') throw new Error(JSON.stringify(result))
  return result
}

/** Per cent of records on each of 4 equal hash ranges. */
function sharesOfFour({ values, valueIndex }: KeyColumn): number[] {
  const shardOfValue = values.map((value) => (createHash('md5').update(value).digest()[0] ?? 0) >> 6)
  const records = [0, 0, 0, 0]
  for (const index of valueIndex) records[shardOfValue[index]!]!++
  return records.map((count) => Math.round((1_000 * count) / valueIndex.length) / 10)
}

const HOUR_MS = 3_600_000

type Figure = readonly [distinct: number, topPercent: number, shares: readonly number[]]

/** By column: distinct, top 1 %, shares of four equal shards; as in the READMEs, but events without an access key are `(empty)` here. */
const FIGURES: readonly { id: string; records: number; spanHours: number; columns: Readonly<Record<string, Figure>> }[] = [
  { id: 'wikipedia-edits', records: 39_244, spanHours: 23.2, columns: { channel: [51, 29.4, [13.6, 43, 30.9, 12.5]], user: [10_531, 8.6, [23.9, 22.5, 28.2, 25.4]], page: [35_143, 0.1, [24.6, 25.4, 24.8, 25.2]] } },
  { id: 'nasa-http', records: 30_969, spanHours: 12.9, columns: { host: [2_365, 1.2, [24, 26.3, 25.7, 24]], url: [2_088, 6.9, [24.2, 40.8, 18.6, 16.3]] } },
  { id: 'iot-telemetry', records: 25_335, spanHours: 12, columns: { device_id: [3, 46.2, [0, 72.5, 27.5, 0]] } },
  { id: 'cloudtrail-attack', records: 2_900, spanHours: 0.9, columns: { principal: [19, 91.1, [91.7, 4.5, 2.3, 1.5]], eventSource: [29, 30.8, [70.4, 13.8, 15.6, 0.2]], eventName: [260, 6.1, [29.1, 34.8, 23, 13.2]], accessKey: [134, 72.6, [78.3, 9.4, 9.7, 2.7]] } },
  { id: 'flights-day', records: 17_548, spanHours: 24, columns: { origin: [221, 5.7, [26.6, 19.7, 16.3, 37.4]], 'origin+destination': [3_144, 0.3, [24.7, 27.4, 23.6, 24.4]] } },
  { id: 'ticker-mentions', records: 519_790, spanHours: 168, columns: { ticker: [10, 52.6, [31.9, 4.5, 52.6, 11]] } },
]

test.each(FIGURES)('$id', async ({ id, records, spanHours, columns }) => {
  const { source, facts } = await load(id)
  expect(facts.records).toBe(records)
  expect(source.spanMs / HOUR_MS).toBeCloseTo(spanHours, 0)
  expect(facts.columns.slice(0, Object.keys(columns).length).map(({ name }) => name)).toEqual(Object.keys(columns))
  for (const [name, [distinct, topPercent, shares]] of Object.entries(columns)) {
    const column = facts.columns.find((candidate) => candidate.name === name)
    expect({ name, distinct: column?.distinct }).toEqual({ name, distinct })
    expect(column?.topPercent.toFixed(1)).toBe(topPercent.toFixed(1))
    expect(sharesOfFour(source.keyColumns.get(name)!)).toEqual(shares)
  }
  expect(source.offsetMs.every((offset, at) => at === 0 || offset >= source.offsetMs[at - 1]!)).toBe(true)
  expect(facts.warnings.filter(({ key }) => key !== 'keysEmpty')).toEqual([])
})

test('CloudTrail events have the sizes of the original events', async () => {
  const { bytes } = (await load('cloudtrail-attack')).source
  expect(bytes.reduce((max, size) => Math.max(max, size), 0)).toBe(5_377)
  expect(Math.round(bytes.reduce((sum, size) => sum + size, 0) / bytes.length)).toBe(1_261)
})

test('mentions are spread evenly over their five minutes: 13,479 of AAPL in the busiest', async () => {
  const { offsetMs, keyColumns } = (await load('ticker-mentions')).source
  const { values, valueIndex } = keyColumns.get('ticker')!
  const apple = offsetMs.filter((_, at) => values[valueIndex[at]!] === 'AAPL')
  const gaps = apple.subarray(1).filter((offset, at) => Math.abs(offset - apple[at]! - 300_000 / 13_479) < 0.000_01)
  expect(gaps.length).toBe(13_478)
})

test('the manifest tells the truth about the files', async () => {
  const manifest = await readManifest(readBytes)
  const { dataSets } = v.parse(dataSetManifestSchema, manifest)
  expect(dataSets.map(({ id }) => id)).toEqual(FIGURES.map(({ id }) => id))
  for (const { id, file, sha256, bytes, licenceFile } of dataSets) {
    const content = await readBytes(`${id}/${file}`)
    expect(content.byteLength).toBe(bytes)
    expect(createHash('sha256').update(new Uint8Array(content)).digest('hex')).toBe(sha256)
    if (licenceFile !== null) expect((await readBytes(`licenses/${licenceFile}`)).byteLength).toBeGreaterThan(500)
  }
})

test('an unknown set, a missing file and a cut file are refused', async () => {
  const missing = await loadDataSet('nasa-http', (path) => (path === 'manifest.json' ? readBytes(path) : Promise.reject(new Error('404'))))
  const cut = await loadDataSet('nasa-http', async (path) => (path === 'manifest.json' ? readBytes(path) : (await readBytes(path)).slice(0, 1_000)))
  for (const result of [await loadDataSet('no-such-set', readBytes), missing, cut]) {
    expect(result).toMatchObject({ type: 'Refused', line: null, problem: { key: 'unreadable' } })
  }
})
