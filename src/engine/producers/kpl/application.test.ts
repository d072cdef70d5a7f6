import { gzipSync, gunzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { checkConservation } from '../../conservation'
import type { Source } from '../../source'
import { kplRun } from '../../testing/kplRun'
import { NOWHERE } from '../../testing/nowhere'
import { HELD_BACK_MAX, OUTSTANDING_RECORD_BYTES } from './constants'

const MS = 1_000
const gzipping = { ...NOWHERE, gzip: (bytes: Uint8Array) => gzipSync(bytes, { mtime: 0 }) }

describe('an application on the KPL', () => {
  it('that calls and waits has one record outstanding for each of its threads, and is slow', () => {
    const run = kplRun({ settings: { calls: 'sync', callingThreads: 5 }, traffic: { ratePerSecond: 1_000 } })
    for (let atMs = 60; atMs < 10_000; atMs += 13) {
      run.goTo(atMs)
      expect(run.daemon().records.count).toBeLessThanOrEqual(5)
      checkConservation(run.timeline.world)
    }
    const { books, recordsHeldBack, recordsNotMade } = run.kpl()
    // 120 ms in the KPL and some 20 on the wire for each thread's record.
    expect(books.recordsAcknowledged).toBeGreaterThan((5 * 9_800) / 150)
    expect(books.recordsAcknowledged).toBeLessThan((5 * 10_000) / 130)
    expect(books.recordsMeant + recordsHeldBack + recordsNotMade).toBeGreaterThan(9_800)
    expect(recordsNotMade).toBe(0)
  })

  it('that calls and goes on has no bound: an outage grows its memory until records expire', () => {
    const run = kplRun({ traffic: { ratePerSecond: 500 } })
    run.goTo(1_000)
    run.act({ type: 'SetPartition', producerIndex: 0, isPartitioned: true })
    run.goTo(29_000)
    expect(run.daemon().records.count).toBeGreaterThan(13_500)
    // Requests wait for connections longer than RecordTtl: what expired in them is only noticed after their own timeout.
    run.goTo(60_000)
    expect(run.kpl().books.recordsExpired).toBeGreaterThan(4_000)
    expect(run.daemon().records.count).toBeGreaterThan(20_000)
    expect(run.daemon().waiting.length).toBeGreaterThan(100)
    expect(run.kpl()).toMatchObject({ recordsHeldBack: 0, recordsNotMade: 0, daemonsDied: 0 })
    checkConservation(run.timeline.world)
  })

  it('that watches its outstanding records keeps rows back, and makes them when there is room', () => {
    const run = kplRun({ settings: { outstandingRecordsMax: 2_000, recordTtlMs: 600_000, requestTimeoutMs: 500 }, traffic: { ratePerSecond: 500 } })
    run.goTo(1_000)
    run.act({ type: 'SetPartition', producerIndex: 0, isPartitioned: true })
    let most = 0
    for (let atMs = 1_000; atMs < 20_000; atMs += 50) {
      run.goTo(atMs)
      most = Math.max(most, run.daemon().records.count)
    }
    run.goTo(20_000)
    expect(most).toBe(2_000)
    expect(run.kpl().recordsHeldBack).toBeGreaterThan(7_000)
    const owed = run.kpl().recordsHeldBack + run.kpl().books.recordsMeant
    run.act({ type: 'SetPartition', producerIndex: 0, isPartitioned: false })
    run.goTo(30_000)
    expect(run.kpl().recordsHeldBack).toBe(0)
    expect(run.kpl().books.recordsMeant).toBe(owed + 500 * 10)
    expect(run.kpl().books.recordsExpired).toBe(0)
    checkConservation(run.timeline.world)
  })

  it('never makes what it cannot keep', () => {
    const run = kplRun({ settings: { outstandingRecordsMax: 10, requestTimeoutMs: 500, recordTtlMs: 600_000 }, traffic: { ratePerSecond: 20_000 } })
    run.act({ type: 'SetPartition', producerIndex: 0, isPartitioned: true })
    run.goTo(10_000)
    const { recordsHeldBack, recordsNotMade, books } = run.kpl()
    expect(recordsHeldBack).toBe(HELD_BACK_MAX)
    expect(recordsNotMade + recordsHeldBack + books.recordsMeant).toBe(20_000 * 10)
    expect(books.recordsMeant).toBe(10)
  })

  it('loses its daemon when memory is full, with all that is outstanding, and gets another', () => {
    const run = kplRun({ settings: { recordTtlMs: 3_600_000 }, traffic: { ratePerSecond: 200, recordBytes: 1_000_000 } })
    run.act({ type: 'SetPartition', producerIndex: 0, isPartitioned: true })
    run.goTo(5_000)
    expect(run.kpl().daemonsDied).toBe(0)
    run.goTo(5_600)
    expect(run.kpl().daemonsDied).toBe(1)
    const crashed = run.events.find((event) => event.kind === 'ProducerCrashed')!
    expect(crashed.recordsLost * (1_000_000 + OUTSTANDING_RECORD_BYTES)).toBeGreaterThan(1_073_741_824)
    expect(run.kpl().books.recordsGivenUp).toBe(crashed.recordsLost)
    expect(run.events.some((event) => event.kind === 'ProducerRestarted')).toBe(true)
    checkConservation(run.timeline.world)
    run.act({ type: 'SetPartition', producerIndex: 0, isPartitioned: false })
    run.send({ ratePerSecond: 0 })
    run.goTo(30_000)
    expect(run.daemon().shardMap.state).toBe('READY')
    expect(run.daemon().records.count).toBeGreaterThan(0)
    checkConservation(run.timeline.world)
  })

  it('flushes when it is removed: the aggregator now, the collector 80 ms later', () => {
    const run = kplRun({ settings: { recordMaxBufferedTimeMs: 60_000 }, traffic: { ratePerSecond: 100 } })
    run.goTo(3_000)
    expect(run.seen.every(({ members }) => members[0]!.addedUs < run.daemon().shardMap.updatedUs)).toBe(true)
    run.act({ type: 'RemoveProducer', producerIndex: 0 })
    const { recordsMeant } = run.kpl().books
    run.goTo(3_200)
    expect(new Set(run.seen.filter(({ isAggregate }) => isAggregate).map(({ sentUs }) => sentUs / MS))).toEqual(new Set([3_080]))
    expect(run.kpl().books).toMatchObject({ recordsMeant, recordsAcknowledged: recordsMeant, recordsWaiting: 0 })
  })

  it('loses what is in its memory when it crashes, and begins anew without a shard map', () => {
    const run = kplRun({ traffic: { ratePerSecond: 1_000 } })
    run.goTo(3_000)
    const { recordsWaiting, recordsInFlight } = run.kpl().books
    run.act({ type: 'CrashProducer', producerIndex: 0 })
    expect(run.kpl()).toMatchObject({ daemon: null, books: { recordsWaiting: 0, recordsInFlight: 0, recordsGivenUp: recordsWaiting + recordsInFlight } })
    run.goTo(5_000)
    run.act({ type: 'RestartProducer', producerIndex: 0 })
    expect(run.daemon().shardMap).toMatchObject({ state: 'UPDATING', refreshes: 0 })
    run.goTo(6_000)
    expect(run.daemon().shardMap).toMatchObject({ state: 'READY', refreshes: 1 })
    expect(run.kpl().books.recordsAcknowledged).toBeGreaterThan(3_000)
    checkConservation(run.timeline.world)
  })

  it('compresses rows before it calls, as the KPL does not', () => {
    const run = kplRun({ settings: { compression: { algorithm: 'gzip', rowsPerRecord: 50 } }, traffic: { ratePerSecond: 5_000, recordBytes: 200 }, environment: gzipping })
    run.goTo(5_000)
    const { packing, books } = run.kpl()
    expect(packing.rowsPacked).toBeGreaterThan(24_000)
    expect(books.recordsMeant).toBe(Math.ceil(packing.rowsMade / 50))
    expect(packing.dataBytes * 3).toBeLessThan(packing.textBytes)
    const segments = run.timeline.world.streams[0]!.shards[0]!.log.segments
    const aggregate = segments.flatMap(({ aggregates }) => aggregates ?? []).find((one) => one !== null)!
    expect(aggregate.data!.map(({ length }) => length)).toEqual([...aggregate.dataBytes])
    for (const blob of aggregate.data!) expect(new TextDecoder().decode(gunzipSync(blob)).trimEnd().split('\n')).toHaveLength(50)
    checkConservation(run.timeline.world)
    // The last blob is not full, and goes out all the same.
    run.send({ ratePerSecond: 60 })
    run.goTo(5_200)
    expect(run.kpl().packing.pack).not.toBeNull()
    run.send({ ratePerSecond: 0 })
    run.goTo(7_000)
    expect(run.kpl().packing.pack).toBeNull()
    expect(run.kpl().books.recordsAcknowledged).toBe(run.kpl().books.recordsMeant)
    // The blobs are part of what the world's memory counts, and gone with the stream.
    const { memory } = run.timeline.world
    expect(memory.payloadBytesHeld).toBe(packing.dataBytes)
    run.act({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } })
    run.goTo(12_000)
    expect(memory).toMatchObject({ payloadBytesHeld: 0, recordsHeld: 0 })
  })

  it('leaves the lines of a file in it while it waits, and reads them all later', () => {
    const lines = 3_000
    const source: Source = {
      sourceId: 'log',
      offsetMs: Float64Array.from({ length: lines }, (_, line) => line),
      bytes: new Uint32Array(lines).fill(80),
      keyColumns: new Map([['user', { values: ['kim', 'lee'], valueIndex: Uint32Array.from({ length: lines }, (_, line) => line % 2) }]]),
      spanMs: lines - 1,
      text: null,
      header: null,
    }
    const run = kplRun({ settings: { outstandingRecordsMax: 20 }, environment: { ...NOWHERE, sources: new Map([['log', source]]) } })
    run.act({ type: 'SetProducerTraffic', producerIndex: 0, trafficPercent: 100, workload: { kind: 'replay', sourceId: 'log', keyColumn: 'user', speed: 1, startAtMs: 0, loop: false } })
    run.goTo(10_000)
    // 20 at a time, each time some 140 ms: all lines are due by now.
    expect(run.kpl().books.recordsMeant).toBeLessThan(1_600)
    expect(run.kpl().books.recordsMeant + run.kpl().recordsHeldBack).toBe(lines)
    run.goTo(40_000)
    expect(run.kpl()).toMatchObject({ recordsHeldBack: 0, recordsNotMade: 0, books: { recordsMeant: lines, recordsAcknowledged: lines } })
    expect(run.events.filter(({ kind }) => kind === 'SourceEnded')).toHaveLength(1)
  })

  it('goes on with its daemon when it comes back while it still flushes, and with another one later', () => {
    const run = kplRun({ traffic: { ratePerSecond: 100 } })
    run.goTo(3_000)
    const { beganUs } = run.daemon()
    run.act({ type: 'RemoveProducer', producerIndex: 0 })
    run.act({ type: 'RestartProducer', producerIndex: 0 })
    run.goTo(4_000)
    expect(run.daemon().beganUs).toBe(beganUs)
    run.act({ type: 'RemoveProducer', producerIndex: 0 })
    run.goTo(5_000)
    run.act({ type: 'RestartProducer', producerIndex: 0 })
    run.goTo(8_000)
    expect(run.daemon().beganUs).toBe(5_000_000)
    expect(run.daemon().shardMap.refreshes).toBe(1)
    run.send({ ratePerSecond: 0 })
    run.goTo(9_000)
    expect(run.kpl().books.recordsAcknowledged).toBe(run.kpl().books.recordsMeant)
  })

  it('gives columns back that only an outage needed, and loses nothing by it', () => {
    const run = kplRun({ traffic: { ratePerSecond: 2_000, recordBytes: 20 }, shardCount: 3, settings: { requestTimeoutMs: 500 } })
    run.goTo(1_000)
    run.act({ type: 'SetPartition', producerIndex: 0, isPartitioned: true })
    run.goTo(20_000)
    expect(run.daemon().records.next.length).toBeGreaterThanOrEqual(32_768)
    run.act({ type: 'SetPartition', producerIndex: 0, isPartitioned: false })
    for (let atMs = 20_000; atMs < 26_000; atMs += 100) {
      run.goTo(atMs)
      const { books } = run.kpl()
      expect(run.daemon().records.count).toBe(books.recordsWaiting + books.recordsInFlight)
    }
    expect(run.daemon().records.next.length).toBeLessThanOrEqual(16_384)
    run.send({ ratePerSecond: 0 })
    run.goTo(30_000)
    const { books } = run.kpl()
    expect(books.recordsAcknowledged + books.recordsExpired).toBe(books.recordsMeant)
    expect(run.daemon().records).toMatchObject({ count: 0, bytes: 0 })
  })
})
