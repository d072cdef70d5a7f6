import { describe, expect, it } from 'vitest'
import type { UserRecord } from '../../../kinesis/aggregatedRecord'
import { encodeAggregate } from '../../../kinesis/encodeAggregate'
import { HASH_KEY_MAX } from '../../../kinesis/hashKey'
import { kclOf } from '../../testing/kclOf'
import { applicationOf, readingRun, type Meant } from '../../testing/readingRun'

const REMEMBERS_ALL = { idsMax: 1_000_000, windowMs: 86_400_000, workUs: 0 }

function record(number: number, change: Partial<Meant> = {}): Meant {
  return { keyId: 1, number, ...change }
}

function records(from: number, count: number): Meant[] {
  return Array.from({ length: count }, (_, at) => record(from + at))
}

describe('an aggregate of the KPL', () => {
  it('is taken apart by the KCL: work for each user record, in order, one sequence number', () => {
    const run = readingRun([applicationOf('kcl', { workUs: 500 }), applicationOf('raw', { workUs: 500, deaggregation: false })])
    run.store(record(1), records(2, 3), record(5)).wait(2_000)
    expect(run.fates('kcl')).toEqual(['processed #1', 'processed #2.0', 'processed #3.1', 'processed #4.2', 'processed #5'])
    expect(run.fates('raw')).toEqual(['processed #1', 'unread #2', 'processed #5'])
    const numbers = run.events.flatMap((event) => (event.kind === 'RecordProcessed' && event.application === 'kcl' ? [event.sequenceNumber] : []))
    expect(numbers[1]).toBe(numbers[3])
    expect(new Set(numbers).size).toBe(3)
    expect([run.workedUs(0), run.workedUs(1)]).toEqual([2_500, 1_500])
    expect(run.row(0)).toMatchObject({ userRecordsProcessed: 5, recordsProcessed: 3, aggregatesUnread: 0, recordsUnread: 0, duplicatesProcessed: 0, deaggregation: 'wholeInRange' })
    expect(run.row(1)).toMatchObject({ userRecordsProcessed: 2, recordsProcessed: 3, aggregatesUnread: 1, recordsUnread: 3, duplicatesProcessed: 0, deaggregation: 'none' })
  })

  it('is worked through at one go, though that is longer than a slice', () => {
    const run = readingRun([applicationOf('kcl', { workUs: 1_000, threadsPerWorker: 1 })])
    run.store(records(1, 490), record(491)).wait(1_500)
    const processedAt = run.events.flatMap(({ at, kind }) => (kind === 'RecordProcessed' ? [at] : []))
    expect(processedAt).toHaveLength(491)
    expect(new Set(processedAt.slice(0, 490)).size).toBe(1)
    expect(processedAt[490]).toBe(processedAt[489]! + 1)
  })

  it('becomes readable to those who begin to take it apart', () => {
    const run = readingRun([applicationOf('app', { deaggregation: false })])
    run.store(records(1, 3)).wait(1_000)
    run.act({ type: 'SetDeaggregation', application: 'app', deaggregation: true }).store(records(4, 3)).wait(1_000)
    run.act({ type: 'SetDeaggregation', application: 'app', deaggregation: false }).store(records(7, 3)).wait(1_000)
    expect(run.fates('app')).toEqual(['unread #1', 'processed #4.0', 'processed #5.1', 'processed #6.2', 'unread #7'])
    expect(run.row().processedPerSecond).toBe(1)
  })
})

describe('an aggregate with a member that belongs to another shard', () => {
  it('is discarded whole by the KCL, wherever that member stands, at no cost', () => {
    const run = readingRun([applicationOf('kcl'), applicationOf('raw', { deaggregation: false })], 2)
    const [lower, upper] = [run.keyIn('lower'), run.keyIn('upper')]
    run.store([record(1, { keyId: lower }), record(2, { keyId: upper })]).store([record(3, { keyId: upper }), record(4, { keyId: upper }), record(5, { keyId: lower })])
    run.store([record(6, { keyId: upper }), record(7, { keyId: upper })]).wait(1_000)
    expect(run.row(0)).toMatchObject({ aggregatesDiscarded: 2, recordsDiscarded: 5, userRecordsProcessed: 2, recordsProcessed: 3 })
    expect(run.fates('kcl').filter((line) => line.startsWith('discarded')).sort()).toEqual(['discarded #1.0', 'discarded #2.1', 'discarded #3.0', 'discarded #4.1', 'discarded #5.2'])
    expect(run.workedUs(0)).toBe(2_000)
    expect(run.row(1)).toMatchObject({ aggregatesDiscarded: 0, aggregatesUnread: 3, recordsUnread: 7 })
  })

  it('is within one that ends just there', () => {
    const run = readingRun([applicationOf('kcl')])
    const [keyA, keyB] = [1, 2]
    run.store([record(1, { keyId: keyA }), record(2, { keyId: keyB })]).wait(1_000)
    expect(run.row()).toMatchObject({ userRecordsProcessed: 2, aggregatesDiscarded: 0 })
  })

  it('leaves no duplicate behind when the KPL sends its records again, whichever is read first', () => {
    for (const copyFirst of [false, true]) {
      const run = readingRun([applicationOf('kcl')], 2)
      const [lower, upper] = [run.keyIn('lower'), run.keyIn('upper')]
      const stale = [record(1, { keyId: lower }), record(2, { keyId: upper })]
      const fresh = stale.map((sent) => ({ ...sent, isCopy: true }))
      if (copyFirst) run.store(...fresh).wait(1_000).store(stale)
      else run.store(stale).wait(1_000).store(...fresh)
      run.wait(1_000)
      expect(run.row()).toMatchObject({ userRecordsProcessed: 2, recordsDiscarded: 2, duplicatesProcessed: 0 })
      // A third time is once too often.
      run.store(...fresh).wait(1_000)
      expect(run.row()).toMatchObject({ userRecordsProcessed: 4, duplicatesProcessed: 2 })
    }
  })
})

describe('a record that a producer has stored twice', () => {
  it('is processed twice by who does not look, once by who does', () => {
    const run = readingRun([applicationOf('plain', { workUs: 1_000 }), applicationOf('once', { workUs: 1_000, deduplication: { ...REMEMBERS_ALL, workUs: 50 } })])
    run.store(record(1), record(2)).wait(1_000)
    run.store(record(1, { isCopy: true }), records(3, 2), [record(4, { isCopy: true }), record(5)]).wait(1_000)
    expect(run.row(0)).toMatchObject({ userRecordsProcessed: 7, duplicatesProcessed: 2, duplicatesDropped: 0, deduplication: null })
    expect(run.row(1)).toMatchObject({ userRecordsProcessed: 5, duplicatesProcessed: 0, duplicatesDropped: 2 })
    expect(run.row(1).deduplication).toMatchObject({ idsHeld: 5, bytesHeld: 500 })
    expect(run.fates('once')).toEqual(['processed #1', 'processed #2', 'duplicate #1', 'processed #3.0', 'processed #4.1', 'duplicate #4.0', 'processed #5.1'])
    // The second 4 is in one slice with the first: nobody knows it yet when the slice begins.
    expect([run.workedUs(0), run.workedUs(1)]).toEqual([7_000, 7 * 50 + 6_000])
  })

  it('passes a memory that is too small, or too short', () => {
    const run = readingRun([
      applicationOf('small', { deduplication: { idsMax: 2, windowMs: 86_400_000, workUs: 0 } }),
      applicationOf('short', { deduplication: { idsMax: 100, windowMs: 5_000, workUs: 0 } }),
    ])
    run.store(record(1), record(2), record(3)).wait(4_000)
    run.store(record(3, { isCopy: true }), record(1, { isCopy: true })).wait(1_000)
    expect(run.fates('small').slice(3)).toEqual(['duplicate #3', 'processed #1'])
    expect(run.fates('short').slice(3)).toEqual(['duplicate #3', 'duplicate #1'])
    run.wait(5_000).store(record(3, { isCopy: true }), record(2, { isCopy: true })).wait(1_000)
    expect(run.fates('small').slice(5)).toEqual(['duplicate #3', 'processed #2'])
    expect(run.fates('short').slice(5)).toEqual(['processed #3', 'processed #2'])
    expect(run.row(0)).toMatchObject({ duplicatesProcessed: 2, duplicatesDropped: 2 })
    expect(run.row(1)).toMatchObject({ duplicatesProcessed: 2, duplicatesDropped: 2 })
  })

  it('is remembered as far as new settings let it', () => {
    const run = readingRun([applicationOf('app', { deduplication: REMEMBERS_ALL })])
    const set = (deduplication: typeof REMEMBERS_ALL | null) => run.act({ type: 'SetDeduplication', application: 'app', deduplication })
    run.store(...records(1, 5)).wait(1_000)
    set({ ...REMEMBERS_ALL, idsMax: 2 })
    expect(run.row().deduplication).toMatchObject({ idsHeld: 2 })
    set({ idsMax: 7e9, windowMs: -1, workUs: 0.7 })
    expect(run.row().deduplication).toMatchObject({ idsMax: 1_000_000, windowMs: 1, workUs: 0, idsHeld: 0, oldestMs: null })
    set(null).store(record(6)).wait(1_000)
    set(REMEMBERS_ALL).store(record(6, { isCopy: true })).wait(1_000)
    expect(run.row()).toMatchObject({ duplicatesProcessed: 1, userRecordsProcessed: 7, deduplication: { idsHeld: 1 } })
  })

  it('comes again after a crash too: from the same place, that the stream holds once', () => {
    const settings = { workerCount: 2, checkpointIntervalMs: 60_000 }
    const run = readingRun([applicationOf('plain', settings), applicationOf('once', { ...settings, deduplication: REMEMBERS_ALL })])
    run.store(...records(1, 4), records(5, 3)).wait(1_000)
    for (const application of ['plain', 'once']) {
      const { leases } = kclOf(run.timeline.world.applications.find(({ settings: { name } }) => name === application)!)
      run.act({ type: 'CrashWorker', application, workerId: leases.get(0)!.leaseOwner! })
    }
    run.wait(20_000)
    expect(run.row(0)).toMatchObject({ recordsProcessedAgain: 5, userRecordsProcessed: 14, duplicatesProcessed: 7, duplicatesDropped: 0 })
    expect(run.row(1)).toMatchObject({ recordsProcessedAgain: 5, userRecordsProcessed: 7, duplicatesProcessed: 0, duplicatesDropped: 7 })
  })
})

describe('an aggregate that a client puts as bytes', () => {
  const member = (partitionKey: string, explicitHashKey: string | null = null): UserRecord => ({ partitionKey, explicitHashKey, data: new Uint8Array(3) })

  function putInto(run: ReturnType<typeof readingRun>, ...blobs: Uint8Array[]) {
    for (const Data of blobs) run.act({ type: 'Call', operation: 'PutRecord', input: { StreamName: 's', PartitionKey: 'a', ExplicitHashKey: '0', Data } })
    return run.wait(1_000)
  }

  it('is taken apart, and discarded, like any other', () => {
    const run = readingRun([applicationOf('kcl'), applicationOf('raw', { deaggregation: false })], 2)
    putInto(run, encodeAggregate([member('x', '0'), member('y', '5')]), encodeAggregate([member('x', '0'), member('y', String(HASH_KEY_MAX))]), Uint8Array.of(1, 2, 3))
    expect(run.fates('kcl').map((line) => line.replace(/api\/\d+/, ''))).toEqual(['processed .0', 'processed .1', 'discarded .0', 'discarded .1', 'processed '])
    expect(run.row(0)).toMatchObject({ userRecordsProcessed: 3, recordsDiscarded: 2 })
    expect(run.row(1)).toMatchObject({ userRecordsProcessed: 1, aggregatesUnread: 2, recordsUnread: 4 })
    expect(run.workedUs(0)).toBe(3_000)
  })

  it('is an ordinary record where anything about it is wrong', () => {
    const run = readingRun([applicationOf('kcl')])
    const broken = encodeAggregate([member('x'), member('y')])
    broken[broken.length - 1]! ^= 1
    putInto(run, broken, broken.subarray(0, 4), broken.subarray(0, 10), encodeAggregate([member('x', '-5'), member('y')]))
    expect(run.row()).toMatchObject({ userRecordsProcessed: 4, recordsProcessed: 4, aggregatesUnread: 0, recordsDiscarded: 0 })
  })

  it('has members that are told apart by their place, and are no duplicates of each other', () => {
    const run = readingRun([applicationOf('once', { deduplication: REMEMBERS_ALL })])
    const same = encodeAggregate([member('x'), member('x'), member('x')])
    putInto(run, same, same)
    expect(run.row()).toMatchObject({ userRecordsProcessed: 6, duplicatesDropped: 0, deduplication: { idsHeld: 6 } })
  })
})
