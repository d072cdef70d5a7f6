import { afterAll, describe, expect, it } from 'vitest'
import { silentSink } from '../../sink'
import { restoreWorld, saveWorld } from '../../snapshot'
import { NOWHERE } from '../../testing/nowhere'
import { goTo, resumeTimeline } from '../../timeline'
import { distinct, sorted } from './testing/countingRun'
import { randomHistory } from './testing/randomHistory'

const FIXED = [1, 2, 3, 4, 5, 6, 7, 8]
/** More of them in a long run: `SEEDS=200 npx vitest run src/engine/consumers/flink/histories`. */
const SEEDS = [...FIXED, ...Array.from({ length: Number(process.env.SEEDS ?? 1) }, () => Math.floor(Math.random() * 2 ** 31))]

/** What came about in all runs together: otherwise they were too tame to tell anything. */
const met = { readAgain: 0, writtenAgain: 0, children: 0, restores: 0 }

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
