/** Resharding a stream whose application lags: what children wait for, against facts F5. */
import { expect, it } from 'vitest'
import { takeIntervalUs } from '../engine/consumers/kcl/defaults'
import type { ParentWait } from '../engine/consumers/kcl/parentWaits'
import { openStory, rowOf } from '../hosts/testing/storyRun'

function isOver(wait: ParentWait): wait is { [Field in keyof ParentWait]: Exclude<ParentWait[Field], null> } {
  return wait.closedAtMs !== null && wait.drainedAtMs !== null && wait.endedAtMs !== null && wait.leasedAtMs !== null && wait.startedAtMs !== null
}

it('does not help until the parents are drained; then children begin within a taker tick and a parent poll', async () => {
  const story = await openStory('reshard-under-lag')
  const before = story.goTo(59)
  const { settings } = rowOf(before, 'orders')
  if (settings.kind !== 'kcl') throw new Error('not on the KCL')
  const { parentShardPollIntervalMs, dispatchPollIntervalMs, workUs, threadsPerWorker, workerCount } = settings
  // What two workers can do is less than what comes.
  const perSecondMax = (workerCount * threadsPerWorker * 1_000_000) / workUs
  expect(perSecondMax).toBeLessThan(1_200)
  const resharded = story.goTo(66)
  expect(resharded.stream.openShardCount).toBe(4)
  const late = story.goTo(118)
  const waiting = story.consumer('kcl', 'orders').waits
  expect(waiting).toHaveLength(4)
  for (const wait of waiting) expect(wait).toMatchObject({ drainedAtMs: null, leasedAtMs: null, startedAtMs: null })
  // Twice as many shards, and nothing is faster: children have no lease yet, and all that comes now waits.
  expect(late.leases).toHaveLength(2)
  const seconds = (late.atMs - resharded.atMs) / 1_000
  expect((rowOf(late, 'orders').recordsProcessed - rowOf(resharded, 'orders').recordsProcessed) / seconds / perSecondMax).toBeCloseTo(1, 1)
  expect(rowOf(late, 'orders').backlogRecords - rowOf(resharded, 'orders').backlogRecords).toBeGreaterThan(0.9 * (1_200 - perSecondMax) * seconds)

  story.goTo(240)
  const waits = story.consumer('kcl', 'orders').waits
  expect(waits).toHaveLength(11)
  const takeMs = takeIntervalUs(settings) / 1_000
  for (const wait of waits) {
    if (!isOver(wait)) throw new Error(`${wait.shardId} has not begun`)
    const { shardId, closedAtMs, drainedAtMs, endedAtMs, leasedAtMs, startedAtMs, parentShardIds } = wait
    expect(drainedAtMs, shardId).toBeGreaterThanOrEqual(closedAtMs)
    // SHARD_END a dispatch tick or two later, with the pause between reads before it.
    expect(endedAtMs - drainedAtMs, shardId).toBeGreaterThan(0)
    expect(endedAtMs - drainedAtMs).toBeLessThanOrEqual(2 * dispatchPollIntervalMs + settings.idleTimeBetweenReadsMs)
    // The lease is there with the first parent's end, so one of two parents may still be read when it is taken.
    if (parentShardIds.length === 1) expect(leasedAtMs, shardId).toBeGreaterThanOrEqual(endedAtMs)
    expect(leasedAtMs - endedAtMs).toBeLessThanOrEqual(takeMs)
    expect(startedAtMs - Math.max(leasedAtMs, endedAtMs), shardId).toBeLessThanOrEqual(parentShardPollIntervalMs + 2 * dispatchPollIntervalMs)
  }
  for (const check of ['orderPerKey', 'parentsFirst', 'atLeastOnce'] as const) expect(story.application('orders').checks[check], check).toEqual({ records: 0, first: null })
  expect(story.application('orders').iteratorAgeMs).toBeLessThan(3_000)
})
