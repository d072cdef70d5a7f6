import { describe, expect, it } from 'vitest'
import { US_PER_SECOND } from '../../base/units'
import { batchOf, type Meant } from '../testing/readingRun'
import { storeBatch } from '../operations/records/storeBatch'
import { progressOf } from '../progress'
import { silentSink } from '../sink'
import type { Application } from './application'
import { noteBroken } from './checks'
import { TOLD_EVERY_US } from './checkState'
import { beginShard, finishRecords, noteHanded, noteSavedPosition } from './finishing'
import { KEPT, pollingRun, type Polling } from './testing/pollingRun'

/** An application that does nothing by itself: what it is done with is told. */
function idle(shardCount = 1): Polling {
  return pollingRun({ settings: { discoveryIntervalMs: 3_600_000 }, shardCount }).add().crash()
}

/** Keys 10, 11 … in order, or the several of an aggregate. */
function storeKeys(run: Polling, ...keys: (number | number[])[]): void {
  let number = 0
  const meant = (keyId: number): Meant => ({ keyId, number: ++number })
  storeBatch(run.world, run.world.streams[0]!, batchOf(keys.map((key) => (Array.isArray(key) ? key.map(meant) : meant(key)))), silentSink)
}

function finish(run: Polling, fromOrdinal: number, toOrdinal: number, shardIndex = 0): number {
  const [stream] = run.world.streams
  return finishRecords(run.world, run.sdk, stream!, stream!.shards[shardIndex]!, { fromOrdinal, toOrdinal, workerId: 'w' }, silentSink)
}

function save(run: Polling, ordinal: number, shardIndex = 0): void {
  noteSavedPosition(run.world, run.sdk, run.world.streams[0]!.shards[shardIndex]!, ordinal, 'skipped', silentSink)
}

describe('order for each key', () => {
  it('is kept by whoever does the keys of a gap later, and broken by those alone that share one with it', () => {
    const run = idle()
    storeKeys(run, 10, 11, 10, 12, 11)
    expect(finish(run, 4, 5)).toBe(1)
    expect(run.checks()).toEqual(KEPT)
    finish(run, 3, 4)
    expect(run.checks()).toEqual([1, 0, 0, 0])
    expect(run.sdk.checks.orderPerKey.first).toMatchObject({ ordinal: 3, reason: 'overtaken' })
    finish(run, 1, 3)
    finish(run, 5, 6)
    expect(run.checks()).toEqual([1, 0, 0, 0])
  })

  it('counts only what a slice does for the first time', () => {
    const run = idle()
    storeKeys(run, ...Array.from({ length: 12 }, () => 10))
    finish(run, 1, 3)
    finish(run, 5, 8)
    expect(run.checks()).toEqual([3, 0, 0, 0])
    // 6 and 7 again, then 8 and 9 before 3 and 4.
    expect(finish(run, 6, 10)).toBe(2)
    expect(run.checks()).toEqual([5, 0, 0, 0])
    // The gap itself, with some of what is behind it again.
    expect(finish(run, 2, 12)).toBe(4)
    expect(run.checks()).toEqual([5, 0, 0, 0])
    expect(run.sdk).toMatchObject({ recordsProcessed: 19, recordsProcessedAgain: 8 })
  })

  it('counts an aggregate as the one record that it is in the shard, for any of its keys', () => {
    const run = idle()
    storeKeys(run, [10, 11], 12, [13, 11, 10], [13, 12])
    finish(run, 3, 5)
    expect(run.checks()).toEqual([2, 0, 0, 0])
  })

  it('asks for nothing of what was given up, or is not owed', () => {
    const run = idle()
    storeKeys(run, 10, 10, 10, 10, 10)
    progressOf(run.sdk, 0).owedFrom = 3
    finish(run, 4, 5)
    expect(run.checks()).toEqual([1, 0, 0, 0])
    save(run, 5)
    expect(run.checks()).toEqual([1, 0, 1, 0])
    finish(run, 5, 6)
    finish(run, 1, 4)
    expect(run.checks()).toEqual([1, 0, 1, 0])
  })
})

describe('at least once', () => {
  it('counts each record once that a saved position has passed', () => {
    const run = idle()
    storeKeys(run, ...Array.from({ length: 20 }, (_, at) => at))
    finish(run, 1, 5)
    finish(run, 8, 10)
    save(run, 10)
    save(run, 10)
    save(run, 4)
    expect(run.checks()).toEqual([0, 0, 3, 0])
    expect(run.sdk.checks.atLeastOnce.first).toMatchObject({ ordinal: 5, reason: 'skipped' })
    save(run, 21)
    expect(run.checks()).toEqual([0, 0, 14, 0])
    finish(run, 1, 21)
    expect(run.checks()).toEqual([0, 0, 14, 0])
  })

  it('takes what retention had taken before for expired, not for skipped', () => {
    const run = idle()
    storeKeys(run, ...Array.from({ length: 10 }, (_, at) => at))
    const [shard] = run.world.streams[0]!.shards
    beginShard(run.world, run.sdk, shard!, 0, silentSink)
    shard!.log.trimOrdinal = 6
    noteHanded(run.world, run.sdk, shard!, { from: 6, to: 9 }, silentSink)
    expect(run.checks()).toEqual([0, 0, 0, 5])
    shard!.log.trimOrdinal = 8
    // 6 to 8 are in hand.
    run.wait(1_000)
    expect(run.checks()).toEqual([0, 0, 0, 5])
    finish(run, 6, 9)
    save(run, 9)
    expect(run.checks()).toEqual([0, 0, 0, 5])
    expect(run.sdk.recordsProcessedAgain).toBe(0)
  })
})

describe('parents first', () => {
  function resharded(): Polling {
    const run = idle()
    storeKeys(run, 1, 2, 3)
    run.split(0).wait(5_000)
    storeKeys(run, ...Array.from({ length: 8 }, (_, at) => at))
    return run
  }

  it('is broken by each record of a child that is done before its parent, grandparents included', () => {
    const run = resharded()
    const [, left, right] = run.world.streams[0]!.shards
    run.merge(1, 2).wait(5_000)
    storeKeys(run, 50, 51)
    const [leftCount, rightCount] = [left!.log.nextOrdinal - 1, right!.log.nextOrdinal - 1]
    expect(leftCount + rightCount).toBe(8)
    finish(run, 1, 1 + leftCount, 1)
    expect(run.checks()[1]).toBe(leftCount)
    finish(run, 1, 1 + rightCount, 2)
    expect(run.checks()[1]).toBe(8)
    // Its parents are done, its grandparent is not.
    finish(run, 1, 2, 3)
    expect(run.checks()[1]).toBe(9)
    finish(run, 1, 4, 0)
    finish(run, 2, 3, 3)
    expect(run.checks()[1]).toBe(9)
    expect(progressOf(run.sdk, 3).ancestorsDone).toBe(true)
  })

  it('is kept where the parent was given up or has expired', () => {
    const run = resharded()
    save(run, 3)
    finish(run, 3, 4)
    finish(run, 1, 2, 1)
    expect(run.checks()).toEqual([0, 0, 2, 0])
    const later = resharded()
    later.world.streams[0]!.shards[0]!.expired = true
    finish(later, 1, 2, 1)
    expect(later.checks()).toEqual(KEPT)
  })
})

describe('news of a broken promise', () => {
  it('is told at once, then every five seconds at most, and counts on', () => {
    const run = idle().put(9)
    const told = () => run.events.flatMap((event) => (event.kind === 'CheckFailed' ? [event.records] : []))
    const sink = { event: (event: Polling['events'][number]) => run.events.push(event) }
    const broken = (application: Application) => {
      noteBroken(run.world, application, { check: 'orderPerKey', reason: 'overtaken', shard: run.world.streams[0]!.shards[0]!, ordinal: 4, records: 2 }, sink)
    }
    for (let second = 0; second < (2 * TOLD_EVERY_US) / US_PER_SECOND; second++) {
      broken(run.sdk)
      run.wait(1_000)
    }
    expect(told()).toEqual([2, 12])
    expect(run.sdk.checks.orderPerKey).toMatchObject({ records: 20, first: { atUs: 0, ordinal: 4 } })
  })
})
