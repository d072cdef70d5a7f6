import { describe, expect, it } from 'vitest'
import { EPOCH_MS } from '../../testing/quietWorld'
import { distinct, drain, runCounting, sorted } from './testing/countingRun'

/** All records have one key: the other shard has none. */
const LOPSIDED = { shardCount: 2, keyCount: 1 }

describe('the watermark', () => {
  it('is as far as the largest event time less the out-of-orderness, and windows fire when it has passed their end', () => {
    const run = runCounting({ outOfOrdernessMs: 3_000 })
    for (let ms = 1_000; ms < 30_000; ms += 100) {
      run.goTo(ms)
      const { watermarkMs, firedWindows, subtasks } = run.details()
      const maxEventMs = subtasks[0]!.shards[0]?.maxEventMs ?? null
      if (watermarkMs !== null) expect(watermarkMs).toBeLessThanOrEqual(maxEventMs! - 3_000 - 1)
      expect(firedWindows.length).toBe(watermarkMs === null ? 0 : Math.max(0, Math.floor((watermarkMs + 1 - EPOCH_MS) / 10_000)))
    }
    expect(run.details().firedWindows.length).toBe(2)
  })

  it.each([1, 2])('is held back by a shard without records, with %i subtasks', (parallelism) => {
    const run = runCounting({ ...LOPSIDED, parallelism }).goTo(90_000)
    const { watermarkMs, heldBackBy, totals, openWindows, subtasks } = run.details()
    const busy = subtasks.flatMap(({ shards }) => shards).find(({ maxEventMs }) => maxEventMs !== null)!
    expect(watermarkMs).toBeNull()
    expect(totals.windowsFired).toBe(0)
    expect(openWindows.length).toBe(9)
    expect(heldBackBy?.shardId).not.toBeNull()
    expect(heldBackBy?.shardId).not.toBe(busy.shardId)
  })

  it.each([1, 2])('passes a shard that is idle, with %i subtasks', (parallelism) => {
    const run = runCounting({ ...LOPSIDED, parallelism, idlenessMs: 4_000 }).goTo(4_000)
    expect(run.details().watermarkMs).toBeNull()
    run.goTo(60_500)
    expect(run.details().totals.windowsFired).toBe(6)
    expect(run.details().subtasks.flatMap(({ shards }) => shards).filter(({ isIdle }) => isIdle).length).toBe(1)
    expect(sorted(distinct(drain(run).results()))).toEqual(sorted(run.expected()))
  })

  it('is held back by a subtask without a shard, unless that may be idle', () => {
    const held = runCounting({ parallelism: 3 }).goTo(60_000)
    expect(held.details()).toMatchObject({ watermarkMs: null, heldBackBy: { subtask: 'subtask-0', shardId: null } })
    const released = runCounting({ parallelism: 3, idlenessMs: 1_000 }).goTo(60_500)
    expect(released.details().totals.windowsFired).toBe(6)
    expect(released.details().heldBackBy?.shardId).toBe('shardId-000000000000')
  })

  it('goes to the furthest one when all are idle, and the last window waits for the next record', () => {
    const run = runCounting({ shardCount: 2, parallelism: 2, idlenessMs: 1_000 }).goTo(25_300)
    const last = Math.max(...run.silence().goTo(35_000).details().subtasks.map(({ shards }) => shards[0]!.maxEventMs!))
    expect(run.details()).toMatchObject({ watermarkMs: last - 1, heldBackBy: null })
    run.goTo(100_000)
    expect(run.details()).toMatchObject({ watermarkMs: last - 1, totals: { windowsFired: 2 } })
    expect(run.details().openWindows.length).toBe(1)
    run.act({ type: 'Call', operation: 'PutRecord', input: { StreamName: 's', PartitionKey: 'late riser', Data: new Uint8Array(1) } }).goTo(101_000)
    expect(run.details().totals).toMatchObject({ windowsFired: 3, recordsLate: 0 })
  })

  it('never goes back', () => {
    const run = runCounting({ shardCount: 3, parallelism: 2, idlenessMs: 400, ratePerSecond: 3, keyCount: 5 })
    let before = 0
    for (let ms = 500; ms < 60_000; ms += 100) {
      const { watermarkMs } = run.goTo(ms).details()
      expect(watermarkMs ?? 0).toBeGreaterThanOrEqual(before)
      before = watermarkMs ?? before
    }
    expect(before).toBeGreaterThan(EPOCH_MS + 50_000)
  })

  it('leaves the records of a child behind that is found after others went on: they are late, counted, and dropped', () => {
    const run = runCounting({ shardCount: 4, window: { kind: 'tumbling', sizeMs: 1_000 }, shardDiscoveryIntervalMs: 10_000 }).goTo(12_000)
    run.act({ type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: 'shardId-000000000000', NewStartingHashKey: String(1n << 125n) } })
    drain(run.goTo(60_000))
    const { recordsLate } = run.details().totals
    const missing = sum(run.expected()) - sum(distinct(run.results()))
    expect(recordsLate).toBeGreaterThan(0)
    expect(missing).toBe(recordsLate)
    expect(run.application.recordsProcessed).toBe(run.world.streams[0]!.shards.reduce((records, shard) => records + shard.recordsStored, 0))
  })
})

function sum(counts: ReadonlyMap<string, number>): number {
  return Array.from(counts.values()).reduce((left, right) => left + right, 0)
}
