import { describe, expect, it } from 'vitest'
import { storeBatch } from '../../operations/records/storeBatch'
import { silentSink } from '../../sink'
import { batchOf, type Meant } from '../../testing/readingRun'
import { EPOCH_MS } from '../../testing/quietWorld'
import { SDK_READER_DEFAULTS } from '../sdk/settings'
import { SHARD_FETCH_EVERY_US } from './constants'
import { javaHashCode, subtaskByHashCode } from './flinkKinesisConsumer'
import { distinct, drain, runCounting, sorted, type CountingRun, type Run } from './testing/countingRun'
import { randomHistory } from './testing/randomHistory'

const SOURCES = ['KinesisStreamsSource', 'FlinkKinesisConsumer'] as const
const OLD = { source: 'FlinkKinesisConsumer' } as const
const SPLIT = { type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: '0', NewStartingHashKey: String(1n << 127n) } } as const

function store(run: Run, ...entries: Meant[]): void {
  storeBatch(run.world, run.world.streams[0]!, batchOf(entries), silentSink)
}

function both(settings: CountingRun, act: (run: Run) => void): [Run, Run] {
  return SOURCES.map((source) => {
    const run = runCounting({ ...settings, source })
    act(run)
    return run
  }) as [Run, Run]
}

const broken = (run: Run) => Object.fromEntries(Object.entries(run.application.checks).map(([name, { records }]) => [name, records]))

describe('the subtask of a shard', () => {
  it('comes from the hash codes of Java', () => {
    expect(['', 'a', 'hello', 'polygenelubricants'].map(javaHashCode)).toEqual([0, 97, 99_162_322, -2_147_483_648])
    for (const [streamName, shardIndex, subtasks] of [['s', 0, 4], ['clicks', 17, 3], ['a-much-longer-name', 123_456, 64]] as const) {
      const hash = (text: string) => Array.from(text).reduce((sum, char) => BigInt.asIntN(32, 31n * sum + BigInt(char.charCodeAt(0))), 0n)
      const wanted = BigInt.asIntN(32, 37n * BigInt.asIntN(32, 37n * 17n + hash(streamName)) + hash(`shardId-${String(shardIndex).padStart(12, '0')}`)) % BigInt(subtasks)
      expect(subtaskByHashCode(streamName, shardIndex, subtasks)).toBe(Number(wanted < 0n ? -wanted : wanted))
    }
  })

  it('has nothing to do with its hash range: after some splits one subtask has most of the shards', () => {
    const [fresh, old] = both({ shardCount: 1, parallelism: 2, ratePerSecond: 200, outOfOrdernessMs: 60_000 }, (run) => {
      // Each time the last child, from the middle of its range on: 2, 4, 6.
      for (let split = 0; split < 4; split++) {
        const NewStartingHashKey = String((1n << 128n) - (1n << BigInt(127 - split)))
        run.act({ type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: String(2 * split), NewStartingHashKey } }).goTo(15_000 * (split + 1))
      }
      run.goTo(90_000)
    })
    const shardsOf = (run: Run) => run.details().subtasks.map(({ shards }) => shards.map(({ shardId }) => Number(shardId.slice(-3))).toSorted((left, right) => left - right))
    expect(shardsOf(old)).toEqual([[8], [1, 3, 5, 7]])
    expect(shardsOf(fresh)).toEqual([[1], [3, 5, 7, 8]])
    expect([fresh, old].map((run) => run.details().source.assignsBy)).toEqual(['hashKeyRange', 'hashCode'])
  })
})

describe('children', () => {
  it('are read as soon as they are found, beside a parent that lags: keys get out of order', () => {
    // Far more than a subtask can count, until the split.
    const [fresh, old] = both({ shardCount: 1, ratePerSecond: 400, workUs: 4_000, parallelism: 2, outOfOrdernessMs: 600_000 }, (run) => {
      run.goTo(30_000).act(SPLIT).goTo(45_000)
    })
    expect(fresh.details().waiting.map(({ shardId }) => shardId.slice(-1))).toEqual(['1', '2'])
    expect(old.details().waiting).toEqual([])
    for (const run of [fresh, old]) run.goTo(70_000)
    expect(broken(fresh)).toEqual({ orderPerKey: 0, parentsFirst: 0, atLeastOnce: 0, nothingExpired: 0 })
    expect(broken(old).parentsFirst).toBeGreaterThan(500)
    expect(old.application.checks.parentsFirst.first?.reason).toBe('childFirst')
    expect([old, fresh].map((run) => run.details().source.childrenWaitForParents)).toEqual([false, true])
  })

  it('are found by every subtask for itself, every 10 s', () => {
    const [fresh, old] = both({ shardCount: 2, parallelism: 5 }, (run) => run.goTo(35_000))
    expect(fresh.details().source).toMatchObject({ listers: 1, listShardsCalls: 4 })
    expect(old.details().source).toMatchObject({ listers: 5, listShardsCalls: 20 })
  })
})

describe('GetRecords', () => {
  it('is called by each shard for itself, five times a second, and leaves nothing to other polling applications', () => {
    expect(SHARD_FETCH_EVERY_US).toBe(200_000)
    const [fresh, old] = both({ shardCount: 4, parallelism: 1, ratePerSecond: 0 }, (run) => {
      run.goTo(10_000).act({ type: 'AddApplication', settings: { ...SDK_READER_DEFAULTS, name: 'neighbour', initialPosition: 'LATEST' } }).goTo(70_000)
    })
    const calls = (run: Run) => run.application.reads.getRecordsCalls - run.application.reads.callsRefused
    const refusals = (run: Run) => run.world.applications.map(({ reads }) => reads.callsRefused).reduce((left, right) => left + right)
    expect(calls(old)).toBeGreaterThan(0.75 * 4 * 5 * 70)
    expect(refusals(old)).toBeGreaterThan(50)
    // One thread for all of its shards, 250 ms after each empty answer.
    expect(calls(fresh)).toBeLessThan(4 * 4 * 70)
    expect(refusals(fresh)).toBe(0)
    expect([fresh, old].map((run) => [run.details().source.fetchesFor, run.details().source.fetchEveryMs])).toEqual([['subtask', 250], ['shard', 200]])
  })

  it('waits until what it brought is counted, shard by shard in turn', () => {
    const run = runCounting({ ...OLD, shardCount: 2, ratePerSecond: 1_000, workUs: 5_000 }).goTo(20_000)
    const [subtask] = run.details().subtasks
    for (const { recordsPending } of subtask!.shards) expect(recordsPending).toBeGreaterThan(0)
    const done = subtask!.shards.map(({ shardId }) => run.world.streams[0]!.shards[Number(shardId.slice(-1))]!.recordsStored - run.application.progress.get(Number(shardId.slice(-1)))!.handedTo)
    expect(Math.max(...done)).toBeGreaterThan(0)
    const worked = [0, 1].map((shardIndex) => firstEventMs(run, shardIndex) - EPOCH_MS)
    expect(Math.abs(worked[0]! - worked[1]!)).toBeLessThan(1_500)
  })
})

/** How far a shard is counted. */
function firstEventMs(run: Run, shardIndex: number): number {
  return run.details().subtasks.flatMap(({ shards }) => shards).find(({ shardId }) => shardId.endsWith(String(shardIndex)))!.maxEventMs!
}

describe('the watermark of the old source', () => {
  it.each([1, 2, 3])('does not wait for a subtask without a shard (parallelism %i)', (parallelism) => {
    const run = runCounting({ ...OLD, parallelism }).goTo(60_500)
    expect(run.details().totals.windowsFired).toBe(6)
    expect(run.details().heldBackBy?.shardId).toBe('shardId-000000000000')
    expect(run.details().subtasks.filter(({ isIdle }) => isIdle).length).toBe(parallelism - 1)
  })

  it('does not wait for a silent shard beside others, but for a subtask whose shards are all silent', () => {
    const one = runCounting({ ...OLD, shardCount: 2, keyCount: 1, parallelism: 1 }).goTo(60_500)
    expect(one.details().totals.windowsFired).toBe(6)
    const two = runCounting({ ...OLD, shardCount: 2, keyCount: 1, parallelism: 2 }).goTo(60_500)
    expect(two.details()).toMatchObject({ watermarkMs: null, totals: { windowsFired: 0 } })
    const held = two.details().heldBackBy!
    expect(firstEventMsOf(two, held.shardId!)).toBeNull()
    expect(runCounting({ ...OLD, shardCount: 2, keyCount: 1, parallelism: 2, idlenessMs: 2_000 }).goTo(60_500).details().totals.windowsFired).toBe(6)
  })

  it('leaves a shard behind that pauses: what it brings then is too late, unless an idle interval covers the pause', () => {
    const late = [0, 20_000].map((idlenessMs) => {
      const run = runCounting({ ...OLD, shardCount: 2, ratePerSecond: 0, idlenessMs, workUs: 0, window: { kind: 'tumbling', sizeMs: 1_000 } })
      const [upper, lower] = twoKeys(run)
      let number = 0
      // Read at the same pace, but the lower shard's reader is refused for a while.
      for (let ms = 1_000; ms < 10_000; ms += 100) {
        run.goTo(ms)
        store(run, { keyId: upper, number: ++number }, { keyId: lower, number: ++number })
        if (ms === 4_000) refuseReads(run, 1, 3_000)
      }
      drain(run, 30_000)
      return run.details().totals.recordsLate
    })
    expect(late[0]).toBeGreaterThan(10)
    expect(late[1]).toBe(0)
  })

  it('never goes back', () => {
    const run = runCounting({ ...OLD, shardCount: 3, parallelism: 2, idlenessMs: 400, ratePerSecond: 3, keyCount: 5 })
    let before = 0
    for (let ms = 500; ms < 60_000; ms += 100) {
      const { watermarkMs } = run.goTo(ms).details()
      expect(watermarkMs ?? 0).toBeGreaterThanOrEqual(before)
      before = watermarkMs ?? before
    }
    expect(before).toBeGreaterThan(EPOCH_MS + 50_000)
  })
})

function firstEventMsOf(run: Run, shardId: string): number | null {
  return run.details().subtasks.flatMap(({ shards }) => shards).find((shard) => shard.shardId === shardId)!.maxEventMs
}

/** Of two shards, a key of each. */
function twoKeys(run: Run): [number, number] {
  const keys = Array.from({ length: 50 }, (_, keyId) => keyId + 1)
  for (const [at, keyId] of keys.entries()) store(run, { keyId, number: 10_000 + at })
  const heldBy = (shardIndex: number) => keys.find((keyId) => run.world.streams[0]!.shards[shardIndex]!.log.segments.some(({ columns }) => columns?.keyId.includes(keyId)))!
  return [heldBy(0), heldBy(1)]
}

/** As after an answer of 10 MB. */
function refuseReads(run: Run, shardIndex: number, ms: number): void {
  const { read } = run.world.streams[0]!.shards[shardIndex]!
  Object.assign(read, { refusedUntilUs: run.world.nowUs + 1_000 * ms })
}

describe('LATEST', () => {
  it('stays LATEST in the checkpoints of a shard without records: what comes while the job is down is lost', () => {
    const [fresh, old] = both({ ratePerSecond: 0, initialPosition: 'LATEST', checkpointIntervalMs: 1_000, minPauseBetweenCheckpointsMs: 0 }, (run) => {
      run.goTo(5_500).crash()
      store(run, { keyId: 1, number: 1 }, { keyId: 2, number: 2 })
      run.restart().goTo(10_000)
      store(run, { keyId: 3, number: 3 })
      run.goTo(30_000)
    })
    expect([fresh, old].map((run) => run.application.recordsProcessed)).toEqual([3, 1])
    expect(broken(fresh).atLeastOnce).toBe(0)
    expect(broken(old).atLeastOnce).toBe(2)
    expect(old.application.checks.atLeastOnce.first?.reason).toBe('latest')
  })

  it('is a place once a record was counted', () => {
    const run = runCounting({ ...OLD, ratePerSecond: 0, initialPosition: 'LATEST', checkpointIntervalMs: 1_000, minPauseBetweenCheckpointsMs: 0 }).goTo(3_000)
    store(run, { keyId: 1, number: 1 })
    run.goTo(6_000).crash()
    store(run, { keyId: 2, number: 2 })
    run.restart().goTo(20_000)
    expect(run.application.recordsProcessed).toBe(2)
    expect(broken(run).atLeastOnce).toBe(0)
  })

  it('is the end of a shard that was closed before, and all of what is opened later is read', () => {
    const run = runCounting({ ...OLD, ratePerSecond: 100, outputShards: 0, outputStreamName: null, parallelism: 2, outOfOrdernessMs: 60_000 }).goTo(2_000)
    run.act({ type: 'RemoveApplication', application: 'job' }).act(SPLIT).goTo(12_000)
    const stored = run.world.streams[0]!.shards.map(({ recordsStored }) => recordsStored)
    run.act({ type: 'AddApplication', settings: { ...run.application.settings, name: 'later', initialPosition: 'LATEST' } }).goTo(30_000)
    const later = run.world.applications[1]!
    expect(Array.from(later.progress.values(), ({ phase }) => phase)).toEqual(['ended', 'reading', 'reading'])
    expect(later.recordsProcessed).toBeLessThanOrEqual(18 * 100 + 50)
    expect(later.recordsProcessed).toBeGreaterThan(17 * 100)
    expect(stored[0]).toBeGreaterThan(0)
    expect(Object.values(later.checks).map(({ records }) => records)).toEqual([0, 0, 0, 0])
  })
})

describe('a job that changes its source', () => {
  it('cannot read the positions of the other one: it begins anew, and its windows stay', () => {
    const run = runCounting({ ...OLD, window: { kind: 'tumbling', sizeMs: 60_000 } }).goTo(20_000).set({ source: 'KinesisStreamsSource' }).goTo(50_000)
    expect(run.details().restoredFrom).toMatchObject({ hasPositions: false })
    expect(run.application.recordsProcessedAgain).toBeGreaterThan(19 * 200)
    expect(run.details().openWindows[0]!.records).toBeGreaterThan((50 + 19) * 200)
    run.set({ parallelism: 2 }).goTo(70_000)
    expect(run.details().restoredFrom).toMatchObject({ hasPositions: true })
  })

  it('at LATEST misses what comes meanwhile', () => {
    const run = runCounting({ ...OLD, initialPosition: 'LATEST' }).goTo(20_000).set({ source: 'KinesisStreamsSource' }).goTo(60_000)
    expect(broken(run).atLeastOnce).toBeGreaterThan(9 * 200)
    expect(run.application.recordsProcessedAgain).toBe(0)
  })
})

describe('whatever happens to a job on the old source', () => {
  it.each([1, 2, 3, 4, 5, 6])('nothing is lost, and each record counts once: seed %i', (seed) => {
    const run = randomHistory(seed, () => undefined, 'FlinkKinesisConsumer')
    const stored = run.world.streams[0]!.shards.reduce((sum, { recordsStored }) => sum + recordsStored, 0)
    expect(run.application.recordsProcessed - run.application.recordsProcessedAgain).toBe(stored)
    expect(broken(run)).toMatchObject({ atLeastOnce: 0, nothingExpired: 0 })
    const missing = sum(run.expected()) - sum(distinct(run.results()))
    expect(missing).toBe(run.details().totals.recordsLate)
    if (run.details().totals.recordsLate === 0) expect(sorted(distinct(run.results()))).toEqual(sorted(run.expected()))
  })
})

function sum(counts: ReadonlyMap<string, number>): number {
  return Array.from(counts.values()).reduce((left, right) => left + right, 0)
}

it('is deprecated, and says what it does', () => {
  const [fresh, old] = both({ parallelism: 2 }, (run) => run.goTo(1_000))
  expect(fresh.details().source).toEqual({
    name: 'KinesisStreamsSource', isDeprecated: false, listers: 1, listShardsCalls: 1, assignsBy: 'hashKeyRange', childrenWaitForParents: true, fetchesFor: 'subtask', fetchEveryMs: 250, silentShardHoldsBackMs: null, emptySubtaskHoldsBackMs: null, deaggregates: false,
  })
  expect(old.details().source).toEqual({
    name: 'FlinkKinesisConsumer', isDeprecated: true, listers: 2, listShardsCalls: 2, assignsBy: 'hashCode', childrenWaitForParents: false, fetchesFor: 'shard', fetchEveryMs: 200, silentShardHoldsBackMs: 0, emptySubtaskHoldsBackMs: 0, deaggregates: true,
  })
  const [freshIdle, oldIdle] = both({ idlenessMs: 4_000, retrieval: 'fanOut' }, (run) => run.goTo(1_000))
  expect(freshIdle.details().source).toMatchObject({ fetchesFor: null, silentShardHoldsBackMs: 4_000, emptySubtaskHoldsBackMs: 4_000 })
  expect(oldIdle.details().source).toMatchObject({ fetchesFor: null, silentShardHoldsBackMs: 4_000, emptySubtaskHoldsBackMs: 0 })
})
