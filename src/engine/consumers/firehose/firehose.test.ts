import { gunzipSync, gzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { MIB, US_PER_MS } from '../../../base/units'
import { encodeAggregate } from '../../../kinesis/encodeAggregate'
import { LATENCY_BOUNDS_MS } from '../latency'
import { POLL_US, PUT_US, ZERO_INTERVAL_US } from './constants'
import { openObject } from './objects'
import { FIREHOSE_DEFAULTS } from './settings'
import { firehoseRun, textOf } from './testing/firehoseRun'

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
/** From a record's arrival until S3 has it, beside the interval: a poll, its answer, a put. */
const DELIVERED_MS = (POLL_US + 30_000 + PUT_US.max) / US_PER_MS

describe('what AWS sets', () => {
  it('buffers 5 MiB or 300 s by default, plain, without a delimiter', () => {
    expect(FIREHOSE_DEFAULTS).toMatchObject({ bufferSizeInMBs: 5, bufferIntervalInSeconds: 300, appendDelimiter: false, compression: 'UNCOMPRESSED', transform: null })
  })

  it.each([
    [{ bufferSizeInMBs: 0 }, { key: 'notWithin', values: { setting: 'firehose.bufferSizeInMBs', value: 0, min: 1, max: 128 } }],
    [{ bufferSizeInMBs: 129 }, { key: 'notWithin', values: { setting: 'firehose.bufferSizeInMBs', value: 129, min: 1, max: 128 } }],
    [{ bufferIntervalInSeconds: 901 }, { key: 'notWithin', values: { setting: 'firehose.bufferIntervalInSeconds', value: 901, min: 0, max: 900 } }],
    [{ prefix: 'logs/!{timestamp:yyyy}/' }, { key: 'prefixExpression', values: { prefix: 'logs/!{timestamp:yyyy}/' } }],
    [{ deduplication: { idsMax: 10, windowMs: 10, workUs: 0 } }, { key: 'firehoseDeduplication', values: {} }],
    [{ s3FailsPercent: 60, s3LosesAnswersPercent: 41 }, { key: 's3Percent', values: { percent: 101 } }],
    [{ transform: { bufferSizeInMBs: 0.1, invokeMs: 1, droppedPercent: 0, failedPercent: 0, invocationFailsPercent: 0 } }, { key: 'notWithin', values: { setting: 'firehose.transformBufferSizeInMBs', value: 0.1, min: 0.2, max: 3 } }],
    [{ transform: { bufferSizeInMBs: 1, invokeMs: 1, droppedPercent: 60, failedPercent: 41, invocationFailsPercent: 0 } }, { key: 'transformPercent', values: { percent: 101 } }],
  ])('refuses %j', (change, reason) => {
    const run = firehoseRun().set(change)
    expect(run.events).toContainEqual(expect.objectContaining({ kind: 'CommandRefused', reason }))
    expect(run.application.settings).toEqual({ ...FIREHOSE_DEFAULTS, name: 'f', bufferIntervalInSeconds: 60 })
  })
})

describe('reading', () => {
  it('begins at the tip: what was there before is neither delivered nor owed', () => {
    const run = firehoseRun().put('a', 'old')
    run.act({ type: 'RemoveApplication', application: 'f' }).act({ type: 'AddApplication', settings: { ...FIREHOSE_DEFAULTS, name: 'g', bufferIntervalInSeconds: 0 } })
    const second = run.timeline.world.applications[1]!
    run.put('a', 'new').wait(10_000)
    expect(second).toMatchObject({ kind: 'firehose', totals: { recordsDelivered: 1 }, checks: { atLeastOnce: { records: 0 }, nothingExpired: { records: 0 } } })
  })

  it('asks each shard once a second, and no more', () => {
    const run = firehoseRun({ shardCount: 3 })
    const before = run.application.reads.getRecordsCalls
    run.wait(100_000)
    expect(run.application.reads.getRecordsCalls - before).toBe(3 * 100)
    expect(run.application.reads.callsRefused).toBe(0)
  })
})

describe('objects', () => {
  it('are the records end to end, with no delimiter, under the UTC hour and second of the oldest', () => {
    const run = firehoseRun().put('a', 'one').wait(2_000).put('b', '').put('c', 'two\n').wait(61_000)
    const [object] = run.objects()
    // EPOCH_MS is 09:00:00; the first record came a second later.
    expect(object?.key).toMatch(new RegExp(`^2026/01/05/09/f-1-2026-01-05-09-00-01-${UUID}$`))
    expect(textOf(run.bytesOf(object!.key))).toBe('onetwo\n')
    expect(object).toMatchObject({ records: 3, dataBytes: 7, bytes: 7, duplicateOf: null, isAnswerLost: false })
  })

  it('change their hour with the oldest record, their version with the configuration alone', () => {
    const run = firehoseRun().wait(3_598_000)
    run.put('a', 'x').wait(62_000)
    run.set({ s3FailsPercent: 0, workUs: 3 }).put('a', 'y').wait(62_000)
    run.set({ prefix: 'logs/raw-', bufferIntervalInSeconds: 61 }).put('a', 'z').wait(63_000)
    run.set({ prefix: '' }).put('a', 'z').wait(63_000)
    expect(run.objects().map(({ key }) => key.slice(0, -37))).toEqual([
      '2026/01/05/09/f-1-2026-01-05-09-59-59',
      '2026/01/05/10/f-1-2026-01-05-10-01-01',
      'logs/raw-2026/01/05/10/f-2-2026-01-05-10-02-03',
      '2026/01/05/10/f-3-2026-01-05-10-03-06',
    ])
  })

  it('end each record with a line feed where that is asked, empty ones too', () => {
    const run = firehoseRun({ settings: { appendDelimiter: true } }).put('a', 'one').put('b', '').put('c', 'two').wait(62_000)
    expect(run.bucket()).toBe('one\n\ntwo\n')
    expect(run.objects()[0]).toMatchObject({ dataBytes: 9, bytes: 9 })
  })

  it('are gzip where that is asked: what is unpacked is what was put, and the size is the real one', () => {
    const text = 'the same line again\n'.repeat(500)
    const run = firehoseRun({ settings: { compression: 'GZIP' }, gzip: (bytes) => gzipSync(bytes, { mtime: 0 }) }).put('a', text).put('b', 'end').wait(62_000)
    const [object] = run.objects()
    const bytes = run.bytesOf(object!.key)
    expect(object?.key).toMatch(/\.gz$/)
    expect(Buffer.from(gunzipSync(bytes)).toString()).toBe(`${text}end`)
    expect(object).toMatchObject({ dataBytes: text.length + 3, bytes: bytes.length })
    expect(bytes.length).toBeLessThan(text.length / 10)
  })

  it('hold the members of aggregates, those that came as bytes and those of the KPL', () => {
    const members = ['m1', 'm2'].map((data) => ({ partitionKey: data, explicitHashKey: null, data: Buffer.from(data) }))
    const run = firehoseRun().put('a', encodeAggregate(members))
    run.store([{ keyId: 3, number: 1 }, { keyId: 4, number: 2 }], { keyId: 3, number: 3 }).wait(62_000)
    const text = run.bucket()
    expect(text.startsWith('m1m2{"id":"producer-1/1"')).toBe(true)
    expect([...text.matchAll(/"id":"(producer-1\/\d)"/g)].map(([, id]) => id)).toEqual(['producer-1/1', 'producer-1/2', 'producer-1/3'])
    // 100 bytes with the key `user-3`.
    expect(run.objects()[0]).toMatchObject({ records: 5, dataBytes: 2 + 2 + 90 + 90 + 94 })
    expect(run.application.tally).toMatchObject({ userRecordsProcessed: 5, aggregatesUnread: 0, recordsDiscarded: 0 })
  })

  it('say how long they are to the byte, whatever keys and sizes', () => {
    const run = firehoseRun({ shardCount: 3, settings: { bufferSizeInMBs: 1 } })
    for (const keyId of [0, 9, 10, 99, 12_345, 999_999_999]) run.storeBytes(keyId, 700_000 + (keyId % 977)).wait(1_000)
    run.put('한글 키', 'x').wait(65_000)
    expect(run.objects().length).toBeGreaterThan(1)
    for (const { key, bytes, dataBytes } of run.objects()) expect([bytes, dataBytes]).toEqual([run.bytesOf(key).length, run.bytesOf(key).length])
    expect(run.application.totals.bytesDelivered).toBe(run.bucket().length)
  })

  it('cannot be opened once their records are gone, nor under another name, nor once the stream is deleted', () => {
    const run = firehoseRun().put('a', 'one').wait(62_000)
    const [object] = run.objects()
    const open = (key: string) => openObject(run.timeline.world, run.environment, run.application, key)
    expect(open('2026/01/05/09/f')).toBeNull()
    expect(run.details().objects[0]).toMatchObject({ canBeOpened: true })
    run.wait(25 * 3_600_000)
    expect(open(object!.key)).toBeNull()
    expect(run.details().objects[0]).toMatchObject({ key: object!.key, canBeOpened: false })
    run.put('a', 'two').wait(62_000)
    expect(open(run.objects()[1]!.key)).not.toBeNull()
    run.act({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } }).wait(60_000)
    expect(open(run.objects()[1]!.key)).toBeNull()
  })
})

describe('size or interval, whichever comes first', () => {
  it('delivers after the interval what does not fill the buffer', () => {
    const run = firehoseRun({ settings: { bufferIntervalInSeconds: 90 } }).put('a', 'x')
    run.wait(90_000)
    expect(run.objects()).toEqual([])
    expect(run.details()).toMatchObject({ buffer: { bytes: 1, records: 1, isRaised: false, isWaiting: false }, delivery: null })
    run.wait(DELIVERED_MS)
    expect(run.objects()).toHaveLength(1)
    expect(run.details()).toMatchObject({ buffer: { bytes: 0, ageMs: null, flushAtMs: null } })
  })

  it('delivers at once what fills it, cut at the record that does', () => {
    const run = firehoseRun({ settings: { bufferSizeInMBs: 2, bufferIntervalInSeconds: 900 } })
    run.storeBytes(1, MIB).wait(2_000).storeBytes(1, MIB).wait(2_000)
    // Keys are no data: two records of 1 MiB each with their key are twelve bytes short of 2 MiB.
    expect(run.objects()).toEqual([])
    run.storeBytes(1, MIB).wait(DELIVERED_MS)
    expect(run.objects().map(({ records, dataBytes }) => [records, dataBytes])).toEqual([[3, 3 * (MIB - 6)]])
    expect(run.details().buffer.bytes).toBe(0)
  })

  it('delivers within seconds where the interval is 0', () => {
    const run = firehoseRun({ settings: { bufferIntervalInSeconds: 0 } }).put('a', 'x').wait(ZERO_INTERVAL_US / US_PER_MS + DELIVERED_MS)
    expect(run.bucket()).toBe('x')
  })

  it('keeps to a new interval, shorter or longer, for the buffer that is open', () => {
    const shorter = firehoseRun({ settings: { bufferIntervalInSeconds: 900 } }).put('a', 'x').wait(10_000).set({ bufferIntervalInSeconds: 20 })
    shorter.wait(10_000 + DELIVERED_MS)
    expect(shorter.objects()).toHaveLength(1)
    const longer = firehoseRun({ settings: { bufferIntervalInSeconds: 20 } }).put('a', 'x').wait(10_000).set({ bufferIntervalInSeconds: 60 })
    longer.wait(48_000)
    expect(longer.objects()).toEqual([])
    longer.wait(2_000 + DELIVERED_MS)
    expect(longer.objects()).toHaveLength(1)
  })

  it('has one buffer for all shards', () => {
    const run = firehoseRun({ shardCount: 4 })
    for (let keyId = 0; keyId < 20; keyId++) run.put(`key ${keyId}`, 'x')
    run.wait(62_000)
    expect(run.objects()).toMatchObject([{ records: 20 }])
    expect(run.objects()[0]?.pieces?.map(({ shardIndex }) => shardIndex).sort()).toEqual([0, 1, 2, 3])
  })
})

describe('latency', () => {
  it('is measured from the arrival to S3: the interval and what comes on top', () => {
    const run = firehoseRun().put('a', 'x').wait(62_000)
    const { delivered } = run.application
    expect(delivered.records).toBe(1)
    expect(delivered.sumMs).toBeGreaterThan(60_000)
    expect(delivered.sumMs).toBeLessThan(60_000 + DELIVERED_MS)
    const { latency } = run.details()
    expect(latency.p50Ms).toBe(LATENCY_BOUNDS_MS.find((bound) => bound >= delivered.sumMs))
    expect(latency).toMatchObject({ records: 1, meanMs: delivered.sumMs })
  })

  it('counts a record that is written twice once', () => {
    const run = firehoseRun({ settings: { s3LosesAnswersPercent: 100 } }).put('a', 'x').wait(100_000)
    expect(run.application.totals.objectsDuplicated).toBeGreaterThan(1)
    expect(run.application.delivered.records).toBe(1)
  })
})
