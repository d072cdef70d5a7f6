import { afterAll, describe, expect, it } from 'vitest'
import { silentSink } from '../../sink'
import { restoreWorld, saveWorld } from '../../snapshot'
import { NOWHERE } from '../../testing/nowhere'
import { goTo, resumeTimeline } from '../../timeline'
import { distinct, drain, runCounting, sorted } from './testing/countingRun'
import { randomHistory } from './testing/randomHistory'

const FIXED = [1, 2, 3, 4, 5, 6, 7, 8, 2_049_320_157]
/** More of them in a long run: `SEEDS=200 npx vitest run src/engine/consumers/flink/histories`. */
const SEEDS = [...FIXED, ...Array.from({ length: Number(process.env.SEEDS ?? 1) }, () => Math.floor(Math.random() * 2 ** 31))]

/** What came about in all runs together: otherwise they were too tame to tell anything. */
const met = { readAgain: 0, writtenAgain: 0, children: 0, restores: 0 }

/** A split that no checkpoint knows, and a crash right after: who is down for longer than its watermark lags has gone on without the children. */
it.each([
  { downMs: 20_000, comesLate: false },
  { downMs: 70_000, comesLate: true },
])('a job that was down for $downMs ms looks for shards an interval after it is back (seed 2049320157)', ({ downMs, comesLate }) => {
  const run = runCounting({ shardCount: 2, window: { kind: 'tumbling', sizeMs: 5_000 }, outOfOrdernessMs: 60_000, checkpointIntervalMs: 20_000, shardDiscoveryIntervalMs: 10_000, outputShards: 2 })
  run.goTo(61_000).act({ type: 'Call', operation: 'SplitShard', input: { StreamName: 's', ShardToSplit: 'shardId-000000000000', NewStartingHashKey: String(1n << 125n) } })
  drain(run.goTo(69_000).crash().goTo(69_000 + downMs).restart().goTo(240_000))
  const [parent, ...others] = run.world.streams[0]!.shards
  const { totals, restoredFrom } = run.details()
  const sumOf = (counts: ReadonlyMap<string, number>) => Array.from(counts.values()).reduce((sum, count) => sum + count, 0)
  expect(parent!.childShardIndexes).toEqual([2, 3])
  expect(run.application.checkpoints.history.find(({ checkpoint }) => checkpoint === restoredFrom!.checkpoint)!.takenUs).toBeLessThan(others[1]!.openedAtUs)
  expect(totals.recordsLate > 0).toBe(comesLate)
  expect(sumOf(run.expected()) - sumOf(distinct(run.results()))).toBe(totals.recordsLate)
  expect(totals.recordsLate).toBeLessThan(others[1]!.recordsStored + others[2]!.recordsStored)
})

describe('whatever happens to a job', () => {
  it.each(SEEDS)('its counts are those of the stored records, each record once: seed %i', (seed) => {
    let restores = 0
    const run = randomHistory(seed, ({ application }) => {
      restores += application.job.restoredFrom === null ? 0 : 1
    })
    const { totals, jobStatus } = run.details()
    const stream = run.world.streams[0]!
    const stored = stream.shards.reduce((sum, { recordsStored }) => sum + recordsStored, 0)
    const results = run.results()
    const different = distinct(results)
    expect(jobStatus).toBe('RUNNING')
    expect(totals.recordsLate).toBe(0)
    expect(sorted(different)).toEqual(sorted(run.expected()))
    expect(different.size).toBeGreaterThan(500)
    expect(results.length - different.size).toBe(totals.resultsWrittenAgain)
    expect(run.world.streams[1]!.shards.reduce((sum, { copiesStored }) => sum + copiesStored, 0)).toBe(totals.resultsWrittenAgain)
    // All are processed, and what was processed twice was read again after a crash.
    expect(run.application.recordsProcessed - run.application.recordsProcessedAgain).toBe(stored)
    expect(Object.values(run.application.checks).map(({ records }) => records)).toEqual([0, 0, 0, 0])
    met.readAgain += run.application.recordsProcessedAgain
    met.writtenAgain += totals.resultsWrittenAgain
    met.children += stream.shards.filter(({ parentShardIndex }) => parentShardIndex !== null).length
    met.restores += restores
  })

  it.each([1, 3, 6])('a saved world goes on as the one that it was saved from: seed %i', (seed) => {
    const { timeline } = randomHistory(seed)
    const endUs = timeline.world.nowUs
    let restored = resumeTimeline(timeline.recording, NOWHERE, restoreWorld(worldAt(timeline, 0)))
    for (let part = 1; part <= 12; part++) {
      const atUs = Math.floor((endUs * part) / 12) - 7 * part
      goTo(restored, atUs, silentSink)
      const bytes = saveWorld(restored.world)
      expect(Buffer.from(bytes).equals(Buffer.from(worldAt(timeline, atUs))), `at ${atUs} us`).toBe(true)
      restored = resumeTimeline(timeline.recording, NOWHERE, restoreWorld(bytes))
    }
  })
})

function worldAt(timeline: ReturnType<typeof randomHistory>['timeline'], atUs: number): ArrayBuffer {
  goTo(timeline, atUs, silentSink)
  return saveWorld(timeline.world)
}

afterAll(() => {
  expect(met.readAgain).toBeGreaterThan(5_000)
  expect(met.writtenAgain).toBeGreaterThan(50)
  expect(met.children).toBeGreaterThan(20)
  expect(met.restores).toBeGreaterThan(5)
})
