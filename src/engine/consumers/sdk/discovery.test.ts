import { describe, expect, it } from 'vitest'
import { KEPT, pollingRun } from '../testing/pollingRun'

const OFTEN = { pollIntervalMs: 200, discoveryIntervalMs: 500, checkpointIntervalMs: 200, workUs: 1_000 }
const THREE_QUARTERS = String((1n << 127n) + (1n << 126n))

const SOME_KEY = 3

/** Shards in the order in which their first records were processed. */
function shardsInOrder(slices: readonly string[]): number[] {
  return [...new Set(slices.map((slice) => Number(slice.split(':')[0])))]
}

describe('children', () => {
  it('are begun when their parent is read and worked through, not before', () => {
    const run = pollingRun({ settings: { ...OFTEN, workUs: 100_000 } }).add().wait(100)
    run.put(60, 1).split(0).wait(4_000).put(2, run.keyIn(0, 2)).put(2, run.keyIn(1, 2))
    expect(run.details().shards.map(({ state }) => state)).toEqual(['READING', 'WAITING', 'WAITING'])
    run.wait(8_000)
    expect(shardsInOrder(run.slices)[0]).toBe(0)
    expect(run.sdk.recordsProcessed).toBe(64)
    expect(run.checks()).toEqual(KEPT)
    expect(run.details().shards.map(({ state, isSavedAsFinished }) => [state, isSavedAsFinished])).toEqual([['ENDED', true], ['READING', false], ['READING', false]])
  })

  it('are learned of at the end of the parent, long before the next look', () => {
    const run = pollingRun({ settings: { ...OFTEN, discoveryIntervalMs: 3_600_000 } }).add().wait(100).put(1).split(0).wait(6_000)
    expect(run.details().shards.map(({ shardId, parentShardIds }) => [shardId.slice(-1), parentShardIds.map((id) => id.slice(-1))])).toEqual([['0', []], ['1', ['0']], ['2', ['0']]])
  })

  it('of a merge wait for both parents', () => {
    const run = pollingRun({ settings: { ...OFTEN, workUs: 100_000 }, shardCount: 2 }).add().wait(100)
    const [lower, upper] = [run.keyIn(0, 2), run.keyIn(1, 2)]
    run.put(2, lower).put(80, upper).merge(0, 1).wait(4_000).put(3, upper).wait(3_000)
    expect(run.details().shards.map(({ state }) => state)).toEqual(['ENDED', 'READING', 'WAITING'])
    run.wait(8_000)
    expect(run.sdk.recordsProcessed).toBe(85)
    expect(run.checks()).toEqual(KEPT)
  })

  it('of a merge wait for a parent that nobody has told of yet', () => {
    const run = pollingRun({ settings: { ...OFTEN, discoveryIntervalMs: 3_600_000, workUs: 200_000 }, shardCount: 2 }).add().wait(100)
    const key = run.keyIn(2, 4)
    // Shard 1 keeps it busy while its child 2 merges with shard 0, which is soon read to its end and names the child 4 of both.
    run.put(100, key).split(1, THREE_QUARTERS).wait(5_000).put(5, key).merge(0, 2).wait(5_000).put(5, key).wait(2_000)
    expect(run.world.streams[0]!.shards[4]).toMatchObject({ parentShardIndex: 0, adjacentParentShardIndex: 2 })
    expect(run.slices.every((slice) => slice.startsWith('1:'))).toBe(true)
    run.wait(30_000)
    expect(shardsInOrder(run.slices)).toEqual([1, 2, 4])
    expect(run.fates().map((fate) => Number(fate.split('#')[1]))).toEqual(Array.from({ length: 110 }, (_, at) => at + 1))
    expect(run.checks()).toEqual(KEPT)
  })

  it('begun at once overtake their parent, and every record of it is counted', () => {
    const run = pollingRun({ settings: { ...OFTEN, shardOrder: 'atOnce', workUs: 100_000 } }).add().wait(100)
    const [lower, upper] = [run.keyIn(0, 2), run.keyIn(1, 2)]
    run.put(80, lower).split(0).wait(5_000).put(4, lower).put(5, upper).wait(1_500)
    // Of the key that the parent still holds four, of the other none; all nine before their parent was done.
    expect(run.checks()).toEqual([4, 9, 0, 0])
    expect(run.sdk.checks.orderPerKey.first).toMatchObject({ reason: 'overtaken', shardIndex: 1, ordinal: 1 })
    expect(run.sdk.checks.parentsFirst.first).toMatchObject({ reason: 'childFirst', ordinal: 1 })
    run.wait(20_000).put(3, lower).wait(2_000)
    expect(run.checks()).toEqual([4, 9, 0, 0])
    expect(run.sdk.recordsProcessed).toBe(92)
  })

  it('after a crash still wait for what the parent has to give again', () => {
    const run = pollingRun({ settings: { ...OFTEN, checkpointIntervalMs: null } }).add().wait(100)
    run.put(30).split(0).wait(6_000).put(2, run.keyIn(0, 2)).wait(1_000)
    expect(run.sdk.recordsProcessed).toBe(32)
    run.crash().restart().wait(20)
    expect(run.details().shards.map(({ state }) => state).slice(1)).toEqual(['WAITING', 'WAITING'])
    run.wait(3_000)
    expect(shardsInOrder(run.slices)).toEqual([0, 1])
    expect(run.sdk).toMatchObject({ recordsProcessed: 64, recordsProcessedAgain: 32 })
    expect(run.checks()).toEqual(KEPT)
  })

  it('of a shard that is saved as finished begin at once after a crash', () => {
    const run = pollingRun({ settings: OFTEN }).add().wait(100).put(30).split(0).wait(6_000).crash().put(2, SOME_KEY).restart().wait(1_000)
    expect(run.sdk).toMatchObject({ recordsProcessed: 32, recordsProcessedAgain: 0 })
    expect(run.details().shards[0]).toMatchObject({ state: 'ENDED', isSavedAsFinished: true, saved: null, reader: null })
  })
})

describe('retention', () => {
  const DAY_MS = 86_400_000

  it('takes what a crashed application has not read, and it is told how much', () => {
    const run = pollingRun({ settings: { ...OFTEN, discoveryIntervalMs: 3_600_000, checkpointIntervalMs: 3_600_000 } }).add().put(3).wait(1_000).crash()
    run.put(7).wait(DAY_MS + 61_000)
    expect(run.checks()).toEqual([0, 0, 0, 7])
    run.put(2).restart().wait(1_000)
    // Never saved: it begins at the trim horizon, where only the last two are left.
    expect(run.sdk.recordsProcessed).toBe(5)
    expect(run.checks()).toEqual([0, 0, 0, 7])
  })

  it('takes a shard with all that it holds, but not what is in hand: that is processed, and then the children begin', () => {
    const run = pollingRun({ settings: { ...OFTEN, discoveryIntervalMs: 3_600_000, checkpointIntervalMs: 3_600_000, maxRecords: 60, workUs: 60_000_000 } })
    run.put(100).split(0).wait(DAY_MS - 1_800_000).add().wait(1_900_000)
    const [parent] = run.world.streams[0]!.shards
    expect(parent!.expired).toBe(true)
    expect(run.checks()).toEqual([0, 0, 0, 40])
    expect(run.details().shards.map(({ state, recordsPending }) => [state, recordsPending])).toEqual([['READING', 29], ['WAITING', 0], ['WAITING', 0]])
    run.put(1, SOME_KEY).wait(3_600_000)
    expect(run.details().shards.filter(({ state }) => state === 'READING')).toHaveLength(2)
    expect(run.sdk).toMatchObject({ recordsProcessed: 61, recordsProcessedAgain: 0, tally: { duplicatesProcessed: 0 } })
    expect(run.checks()).toEqual([0, 0, 0, 40])
  })

  it('takes also what was in hand when a crash lost it', () => {
    const run = pollingRun({ settings: { ...OFTEN, discoveryIntervalMs: 3_600_000, checkpointIntervalMs: 3_600_000, maxRecords: 60, workUs: 60_000_000 } })
    run.put(100).split(0).wait(DAY_MS - 1_800_000).add().wait(1_900_000).crash()
    expect(run.checks()).toEqual([0, 0, 0, 69])
    expect(run.sdk.recordsProcessed).toBe(31)
  })

  it('has taken nothing from one that is a day behind and reads at the horizon but what it was never handed', () => {
    const run = pollingRun({ settings: { ...OFTEN, pollIntervalMs: 200, checkpointIntervalMs: 200, maxRecords: 10, workUs: 1_000_000 } })
    for (let round = 0; round < 60; round++) run.put(10).wait(2_000)
    // Of two minutes' worth the first hundred records were gone before its time; what is left goes faster than it is worked through.
    run.wait(DAY_MS - 100_000).add().wait(200_000)
    const lost = run.sdk.checks.nothingExpired.records
    expect(lost).toBeGreaterThan(100)
    expect(run.sdk.recordsProcessed + lost).toBe(500)
    expect(run.sdk).toMatchObject({ recordsProcessedAgain: 0, tally: { duplicatesProcessed: 0 } })
    expect(run.checks().slice(0, 3)).toEqual([0, 0, 0])
  })

  it('takes finished shards off its list', () => {
    const run = pollingRun({ settings: { ...OFTEN, pollIntervalMs: 60_000, discoveryIntervalMs: 3_600_000, checkpointIntervalMs: 3_600_000 } }).add().put(3).wait(100).split(0).wait(DAY_MS + 7_300_000)
    expect(run.details().shards.map(({ shardId }) => Number(shardId.slice(-1)))).toEqual([1, 2])
    expect([...run.sdk.saved.keys()].sort()).toEqual([1, 2])
    expect(run.checks()).toEqual(KEPT)
  })
})
