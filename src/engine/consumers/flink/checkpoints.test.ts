import { describe, expect, it } from 'vitest'
import { US_PER_SECOND } from '../../../base/units'
import { CHECKPOINT_US, RESTART_US } from './constants'
import { FLINK_READER_DEFAULTS } from './settings'
import { distinct, drain, runCounting, sorted } from './testing/countingRun'

describe('a checkpoint of a job', () => {
  it('is begun every 60 s, and 5 s after the last one at the earliest', () => {
    expect([FLINK_READER_DEFAULTS.checkpointIntervalMs, FLINK_READER_DEFAULTS.minPauseBetweenCheckpointsMs]).toEqual([60_000, 5_000])
    const run = runCounting().goTo(185_000)
    expect(run.details().checkpoints.completed.map(({ atMs }) => atMs)).toEqual([180_000, 120_000, 60_000])
    expect(run.events.filter(({ kind }) => kind === 'JobCheckpointed').map(({ at }) => Math.round(at))).toEqual([1, 2, 3].map((minute) => 60_000 * minute + CHECKPOINT_US / 1_000))
    const pausing = runCounting({ checkpointIntervalMs: 1_000, minPauseBetweenCheckpointsMs: 3_000 }).goTo(10_000)
    const [third, second, first] = pausing.details().checkpoints.completed
    expect(first!.atMs).toBe(1_000)
    expect(second!.atMs).toBeCloseTo(first!.atMs + first!.durationMs + 3_000, 6)
    expect(third!.atMs).toBeCloseTo(second!.atMs + second!.durationMs + 3_000, 6)
  })

  it('is what a crash goes back to: records since are read again and count once, results since are written again', () => {
    const run = runCounting({ checkpointIntervalMs: 20_000, seed: 3 }).goTo(57_000)
    const written = run.results().length
    // The window that ended at 50 s has lingered for 5 s.
    expect(written).toBe(5 * 20)
    run.crash().goTo(58_000)
    expect(run.details()).toMatchObject({ jobStatus: 'CRASHED', subtasks: [], watermarkMs: null, keysHeld: 0 })
    const before = run.application.recordsProcessed
    run.restart().goTo(65_000)
    expect(run.details().restoredFrom).toEqual({ checkpoint: 2, takenAtMs: 40_000, atMs: 58_000, hasPositions: true })
    expect(run.application.recordsProcessedAgain).toBeGreaterThan(3_000)
    expect(run.application.recordsProcessedAgain).toBeLessThanOrEqual(before - 40 * 200 + 20)
    drain(run.goTo(80_000))
    const results = run.results()
    const different = distinct(results)
    expect(sorted(different)).toEqual(sorted(run.expected()))
    // The windows that ended at 40 s and 50 s: the first was not sent at 40 s.
    expect(results.length - different.size).toBe(2 * 20)
    expect(run.details().totals).toMatchObject({ resultsWritten: results.length, resultsWrittenAgain: 40, recordsLate: 0 })
    expect(run.world.streams[1]!.shards[0]!.copiesStored).toBe(40)
    expect(Object.values(run.application.checks).map(({ records }) => records)).toEqual([0, 0, 0, 0])
  })

  it('counts for nothing until it is complete', () => {
    const run = runCounting({ checkpointIntervalMs: 20_000 }).goTo(40_000 + CHECKPOINT_US / 2_000)
    expect(run.details().checkpoints.isUnderWay).toBe(true)
    run.crash().restart().goTo(41_000)
    expect(run.details().restoredFrom?.takenAtMs).toBe(20_000)
    expect(run.details().checkpoints.completed.length).toBe(1)
  })

  it('is all that a job has: without one it begins anew, at LATEST behind what came', () => {
    const fromStart = runCounting().goTo(30_000)
    fromStart.crash().restart().goTo(50_000)
    expect(fromStart.details().restoredFrom).toBeNull()
    expect(sorted(distinct(drain(fromStart).results()))).toEqual(sorted(fromStart.expected()))
    const fromTip = runCounting({ initialPosition: 'LATEST' }).goTo(30_000)
    fromTip.crash().goTo(40_000).restart().goTo(50_000)
    expect(fromTip.application.checks.atLeastOnce).toMatchObject({ first: { reason: 'latest' } })
    expect(fromTip.application.checks.atLeastOnce.records).toBeGreaterThan(1_900)
  })

  it('keeps what de-duplication has seen, of the same instant as the counts', () => {
    const deduplication = { idsMax: 1_000_000, windowMs: 3_600_000, workUs: 0 }
    const run = runCounting({ deduplication, checkpointIntervalMs: 20_000 }).goTo(33_000)
    run.crash().restart().goTo(60_000)
    expect(sorted(distinct(drain(run).results()))).toEqual(sorted(run.expected()))
    expect(run.application.tally.duplicatesDropped).toBe(0)
    expect(run.application.recordsProcessedAgain).toBeGreaterThan(2_000)
  })
})

describe('other settings', () => {
  it('mean a stop with a savepoint, and a start from it with nothing read or written again', () => {
    const run = runCounting({ shardCount: 4 }).goTo(33_333)
    run.set({ parallelism: 4 })
    expect(run.details()).toMatchObject({ jobStatus: 'RESTARTING', restartsAtMs: 33_333 + RESTART_US / 1_000, subtasks: [] })
    const { recordsProcessed } = run.application
    run.goTo(33_333 + RESTART_US / 1_000 - 1)
    expect(run.application.recordsProcessed).toBe(recordsProcessed)
    run.goTo(50_000)
    expect(run.details().subtasks.map(({ shards }) => shards.length)).toEqual([1, 1, 1, 1])
    expect(run.details().checkpoints.completed[0]).toMatchObject({ isSavepoint: true, atMs: 33_333 })
    run.set({ retrieval: 'fanOut' }).goTo(110_000)
    expect(run.world.streams[0]!.consumers.length).toBe(1)
    run.set({ retrieval: 'polling' }).goTo(150_000)
    expect(run.world.streams[0]!.consumers.length).toBe(0)
    drain(run)
    expect(run.application.recordsProcessedAgain).toBe(0)
    expect(run.details().totals.resultsWrittenAgain).toBe(0)
    expect(sorted(distinct(run.results()))).toEqual(sorted(run.expected()))
    expect(Object.values(run.application.checks).map(({ records }) => records)).toEqual([0, 0, 0, 0])
  })

  it('of its work are taken at once', () => {
    const run = runCounting({ workUs: 20_000 }).goTo(10_000)
    run.set({ workUs: 0 }).goTo(11_000)
    expect(run.details().jobStatus).toBe('RUNNING')
    expect(run.application.recordsProcessed).toBeGreaterThan(2_000)
  })

  it('with other windows begin to count anew', () => {
    const run = runCounting().goTo(25_000)
    run.set({ window: { kind: 'tumbling', sizeMs: 5_000 } }).goTo(60_000)
    expect(new Set(run.results().map(({ windowEnd, windowStart }) => windowEnd - windowStart))).toEqual(new Set([10_000, 5_000]))
    // What was counted for the old ones, about 1,000 records since 20 s, is in none of the new.
    const first = run.results().filter(({ windowEnd, windowStart }) => windowEnd - windowStart === 5_000 && windowStart - run.world.epochMs < 25_000)
    expect(first.reduce((sum, { count }) => sum + count, 0)).toBeLessThan(100)
    expect(run.application.recordsProcessedAgain).toBe(0)
  })

  it('hold in a job that is down once it is up again', () => {
    const run = runCounting().goTo(25_000)
    run.crash().set({ parallelism: 2 }).goTo(30_000)
    expect(run.details().jobStatus).toBe('CRASHED')
    run.restart().goTo(40_000)
    expect(run.details().subtasks.length).toBe(2)
  })
})

describe('a job whose stream goes', () => {
  it('fails every 10 s until there is one of that name, and starts on it with nothing', () => {
    const run = runCounting({ checkpointIntervalMs: 5_000 }).goTo(12_000)
    run.act({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } }).goTo(60_000)
    expect(run.details()).toMatchObject({ jobStatus: 'RESTARTING', lastFailure: 'stream', restoredFrom: null })
    const failures = run.events.filter((event) => event.kind === 'ApplicationFailed' && event.failure === 'stream')
    expect(failures.length).toBeGreaterThan(2)
    expect(failures[1]!.at - failures[0]!.at).toBe(RESTART_US / (US_PER_SECOND / 1_000))
    run.act({ type: 'Call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 2 } }).goTo(120_000)
    expect(run.details()).toMatchObject({ jobStatus: 'RUNNING', lastFailure: 'stream' })
    expect(run.details().totals.windowsFired).toBeGreaterThan(2)
  })
})
