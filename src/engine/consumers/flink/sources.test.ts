import { describe, expect, it } from 'vitest'
import { storeBatch } from '../../operations/records/storeBatch'
import { silentSink } from '../../sink'
import { batchOf, type Meant } from '../../testing/readingRun'
import { FLINK_READER_DEFAULTS } from './settings'
import { distinct, runCounting, sorted, type Run } from './testing/countingRun'
import { whyFlinkBehind } from './whyBehind'

function store(run: Run, ...entries: (Meant | Meant[])[]): void {
  storeBatch(run.world, run.world.streams[0]!, batchOf(entries), silentSink)
}

function countsByKey(run: Run): Record<string, number> {
  return Object.fromEntries(run.details().firedWindows.flatMap(({ top }) => top).map(({ key, count }) => [key, count]))
}

const QUIET = { ratePerSecond: 0, idlenessMs: 0, window: { kind: 'tumbling', sizeMs: 1_000 } } as const
const CLOSER = { keyId: 99, number: 999 }

describe('aggregates of the KPL', () => {
  it('are nothing that KinesisStreamsSource can count, and their members what FlinkKinesisConsumer does', () => {
    for (const source of ['KinesisStreamsSource', 'FlinkKinesisConsumer'] as const) {
      const run = runCounting({ ...QUIET, source }).goTo(1_100)
      store(run, { keyId: 1, number: 1 }, [{ keyId: 1, number: 2 }, { keyId: 2, number: 3 }, { keyId: 1, number: 4 }])
      run.goTo(2_500)
      store(run, CLOSER)
      run.goTo(4_000)
      expect(countsByKey(run)).toEqual(source === 'KinesisStreamsSource' ? { 'user-1': 1 } : { 'user-1': 3, 'user-2': 1 })
      expect(run.application.tally.aggregatesUnread).toBe(source === 'KinesisStreamsSource' ? 1 : 0)
    }
    expect(FLINK_READER_DEFAULTS.source).toBe('KinesisStreamsSource')
  })

  it('move the watermark even where they cannot be read', () => {
    const run = runCounting(QUIET).goTo(1_100)
    store(run, { keyId: 1, number: 1 })
    run.goTo(2_500)
    store(run, [CLOSER, { keyId: 98, number: 998 }])
    run.goTo(4_000)
    expect(countsByKey(run)).toEqual({ 'user-1': 1 })
  })
})

describe('a key', () => {
  it('is its text, however it came into the stream', () => {
    const run = runCounting(QUIET).goTo(1_100)
    store(run, { keyId: 3, number: 1 }, { keyId: 3, number: 2 })
    const put = (PartitionKey: string, ExplicitHashKey?: string) => run.act({ type: 'Call', operation: 'PutRecord', input: { StreamName: 's', PartitionKey, Data: new Uint8Array(3), ...(ExplicitHashKey === undefined ? {} : { ExplicitHashKey }) } })
    put('user-3')
    put('user-3', '12345')
    put('user-03')
    put('사용자', '7')
    put('사용자')
    run.goTo(2_500)
    store(run, CLOSER)
    run.goTo(12_000)
    expect(Object.fromEntries(run.results().map(({ key, count }) => [key, count]))).toEqual({ 'user-3': 4, 'user-03': 1, 사용자: 2 })
    expect(run.results().length).toBe(3)
  })

  it('is dropped by de-duplication when its record comes again', () => {
    const run = runCounting({ ...QUIET, deduplication: { idsMax: 100, windowMs: 60_000, workUs: 0 } }).goTo(1_100)
    store(run, { keyId: 1, number: 1 }, { keyId: 1, number: 1, isCopy: true }, { keyId: 1, number: 2 })
    run.goTo(1_500)
    store(run, { keyId: 1, number: 2, isCopy: true })
    run.goTo(2_500)
    store(run, CLOSER)
    run.goTo(4_000)
    expect(countsByKey(run)).toEqual({ 'user-1': 2 })
    expect(run.application.tally.duplicatesDropped).toBe(2)
  })
})

describe('children', () => {
  const split = { type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: String(1n << 126n) } } as const

  it('are found by the next ListShards, 10 s apart, and not at the end of their parent', () => {
    expect(FLINK_READER_DEFAULTS.shardDiscoveryIntervalMs).toBe(10_000)
    const run = runCounting({ shardCount: 1, outOfOrdernessMs: 20_000 }).goTo(10_500).act(split).goTo(19_999)
    expect(run.world.streams[0]!.shards.length).toBe(3)
    expect(run.details()).toMatchObject({ waiting: [], discoversAtMs: 20_000, heldBackBy: { shardId: null } })
    expect(run.details().subtasks[0]!.shards).toEqual([])
    expect(whyFlinkBehind(run.world, run.application, 1)).toEqual({ kind: 'shardDiscovery', shardId: 'shardId-000000000001', looksAtMs: 20_000 })
    run.goTo(20_100)
    expect(run.details().subtasks[0]!.shards.map(({ shardId }) => shardId.slice(-1))).toEqual(['1', '2'])
    expect(whyFlinkBehind(run.world, run.application, 1)).toBeNull()
  })

  it('wait until all of their parents are counted to the end', () => {
    const run = runCounting({ shardCount: 2, workUs: 15_000, outOfOrdernessMs: 60_000, parallelism: 2, shardDiscoveryIntervalMs: 1_000 }).goTo(20_000)
    run.silence().act({ type: 'Call', operation: 'MergeShards', input: { StreamName: 's', ShardToMerge: '0', AdjacentShardToMerge: '1' } })
    let waited = 0
    for (let ms = 20_500; ms < 60_000; ms += 100) {
      run.goTo(ms)
      const [left, right, child] = [0, 1, 2].map((shardIndex) => run.application.progress.get(shardIndex)?.phase)
      if (child === 'waiting') waited++
      if (left !== 'ended' || right !== 'ended') expect(child === undefined || child === 'none' || child === 'waiting').toBe(true)
    }
    expect(waited).toBeGreaterThan(5)
    expect(run.application.progress.get(2)?.phase).toBe('reading')
    expect(Object.values(run.application.checks).map(({ records }) => records)).toEqual([0, 0, 0, 0])
  })

  it('of shards that were finished in the checkpoint are not read again', () => {
    const run = runCounting({ shardCount: 2, outOfOrdernessMs: 40_000, checkpointIntervalMs: 2_000, minPauseBetweenCheckpointsMs: 0 }).goTo(5_000).act(split).goTo(30_000)
    run.crash().restart().goTo(45_000)
    expect(run.application.recordsProcessedAgain).toBeLessThan(2_500 / 5)
    expect(run.details().subtasks[0]!.shards.map(({ shardId }) => shardId.slice(-1)).sort()).toEqual(['1', '2', '3'])
  })
})

describe('two jobs that write to one stream', () => {
  it('write no copies of each other', () => {
    const run = runCounting().goTo(1_000)
    run.act({ type: 'AddApplication', settings: { ...run.application.settings, name: 'other' } }).goTo(40_000)
    const written = (by: string) => new Set(run.events.flatMap((event) => (event.kind === 'RecordStored' && event.recordId.startsWith(by) ? [event.recordId] : []))).size
    expect(run.world.streams[1]!.shards[0]!.copiesStored).toBe(0)
    expect(run.world.streams[1]!.shards[0]!.recordsStored).toBe(2 * run.details().totals.resultsWritten)
    expect(written('application-1/')).toBe(run.details().totals.resultsWritten)
    expect(written('application-2/')).toBe(run.details().totals.resultsWritten)
    expect(sorted(distinct(run.results())).length).toBe(run.details().totals.resultsWritten)
  })
})
