import { describe, expect, it } from 'vitest'
import { createArrivalsSeen, noteArrivals, takeArrivals } from './arrivalsSeen'
import { runCounting, type Run } from './consumers/flink/testing/countingRun'
import { writerOf } from './frame'
import { frameOf } from './frameOf'
import { goOnFollowing, journeyOf, startFollow } from './follow/follow'
import { describeRecord } from './inspect'
import { findStream } from './naming'
import { packResultId } from './recordId'
import { forEachRecord } from './shardLog'
import { summaryOf } from './summaryOf'
import { goTo } from './timeline'
import { windowOf } from './window'

const producersOf = (run: Run, streamName: string) => frameOf(run.world, findStream(run.world, streamName), 1, windowOf(null, { fromMs: 0, toMs: 0, recordsMax: 1 })).producers
const writersOf = (run: Run) => summaryOf(run.world, findStream(run.world, 'out')).writers

describe('a job that writes to a stream', () => {
  it('stands among its producers, and not among those of the stream that it reads', () => {
    const run = runCounting().goTo(30_000)
    expect(Array.from(producersOf(run, 'out').producerIndex, writerOf)).toEqual([0])
    expect(producersOf(run, 'out').kind).toEqual(['flink'])
    expect(Array.from(producersOf(run, 's').producerIndex, writerOf)).toEqual([null, null])
    const { resultsWritten } = run.details().totals
    expect(resultsWritten).toBeGreaterThan(0)
    expect(writersOf(run)).toMatchObject([{ applicationIndex: 0, producerId: 'application-1', name: 'job', state: 'RUNNING', readsFrom: 's', writesTo: 'out', resultsWritten, isRefused: false }])
    run.crash()
    expect(Array.from(producersOf(run, 'out').isCrashed)).toEqual([1])
  })

  it('is still named by what it has written once it writes elsewhere, or is gone', () => {
    const run = runCounting().goTo(30_000).set({ outputStreamName: null }).goTo(40_000)
    expect(producersOf(run, 'out').kind).toEqual([])
    expect(writersOf(run)).toMatchObject([{ name: 'job', writesTo: null, state: 'RUNNING' }])
    run.act({ type: 'RemoveApplication', application: 'job' })
    expect(writersOf(run)).toMatchObject([{ name: 'job', state: 'STOPPED' }])
    expect(runCounting({ outputStreamName: null }).goTo(20_000).application.applicationIndex).toBe(0)
    expect(writersOf(runCounting({ outputStreamName: null }).goTo(20_000))).toEqual([])
  })
})

describe('its results', () => {
  it('are told as its own wherever records are: on their way, in the water, in detail', () => {
    const run = runCounting()
    const arrivals = createArrivalsSeen(0)
    goTo(run.timeline, 30_000_000, {
      event: () => undefined,
      batchArrived: (world, stream, batch, outcome) => {
        if (stream.streamName === 'out') noteArrivals(arrivals, world.nowUs / 1_000, batch, outcome)
      },
    })
    const out = findStream(run.world, 'out')!
    const flown = takeArrivals(arrivals, 30_000)
    const stored = windowOf(out, { fromMs: 0, toMs: 30_000, recordsMax: 10_000 })
    for (const { count, producerIndex } of [flown, stored]) {
      expect(count).toBe(run.details().totals.resultsWritten)
      expect(new Set(Array.from(producerIndex, writerOf))).toEqual(new Set([0]))
    }
    const ids = new Set<string>()
    const [shard] = out.shards
    forEachRecord(shard!.log, 1, shard!.log.nextOrdinal, (columns, at, ordinal, arrivalUs, segment) => {
      ids.add(describeRecord(run.world, shard!, { columns, at, ordinal, arrivalUs, segment }).producerId)
    })
    expect(ids).toEqual(new Set(['application-1']))
  })

  it('can be followed from the job on', () => {
    const run = runCounting().goTo(30_000)
    const follow = startFollow(run.timeline, packResultId(0, 3))
    expect(goOnFollowing(follow, Infinity)).toBe(true)
    const { recordId, steps } = journeyOf(follow)
    expect(recordId).toBe('application-1/3')
    expect(steps[0]).toMatchObject({ kind: 'made', producerId: 'application-1' })
    expect(steps.map(({ kind }) => kind)).toContain('stored')
  })
})
