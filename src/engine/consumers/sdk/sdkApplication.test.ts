import { describe, expect, it } from 'vitest'
import { DELETE_STREAM_US } from '../../../kinesis/limits'
import { KEPT, pollingRun, processed } from '../testing/pollingRun'
import { DISCOVERY_INTERVAL_MS, POLL_INTERVAL_MS, SAVE_INTERVAL_MS } from './settings'

const OFTEN = { pollIntervalMs: 200, discoveryIntervalMs: 500, checkpointIntervalMs: 200, workUs: 1_000 }

describe('an application on the plain SDK', () => {
  it('reads everything once, in order, a call and its pause after another', () => {
    const run = pollingRun({ settings: { pollIntervalMs: 1_000 } }).add()
    run.put(3).wait(50).put(4).wait(10_000)
    expect(run.fates()).toEqual(processed(1, 7))
    // Each second a call, each call 10 to 30 ms.
    expect(run.sdk.reads.getRecordsCalls).toBeGreaterThanOrEqual(9)
    expect(run.sdk.reads.getRecordsCalls).toBeLessThanOrEqual(11)
    expect(run.sdk.reads).toMatchObject({ recordsRead: 7, callsRefused: 0, callsEmpty: run.sdk.reads.getRecordsCalls - 2 })
    expect(run.checks()).toEqual(KEPT)
  })

  it('takes no more than its limit, and no more while it works', () => {
    const run = pollingRun({ settings: { ...OFTEN, maxRecords: 10, workUs: 50_000 } })
    run.put(25).add().wait(400)
    expect(run.sdk.reads).toMatchObject({ getRecordsCalls: 1, recordsRead: 10 })
    expect(run.details().shards[0]).toMatchObject({ recordsPending: 6, state: 'READING', reader: { isHeld: true, isSubscribed: false } })
    expect(run.details()).toMatchObject({ shardsBusy: 1 })
    run.wait(3_000)
    expect(run.fates()).toEqual(processed(1, 25))
    expect(run.details()).toMatchObject({ shardsBusy: 0, workedMs: 25 * 50 })
  })

  it('leaves aggregates whole unless it takes them apart', () => {
    const run = pollingRun({ settings: OFTEN }).add().add('apart', { ...OFTEN, deaggregation: true })
    run.store([{ keyId: 1, number: 1 }, { keyId: 2, number: 2 }], { keyId: 1, number: 3 }).wait(1_000)
    expect(run.fates()).toEqual(['unread #1', 'processed #3'])
    expect(run.fates('apart')).toEqual(processed(1, 3))
    expect([run.sdk.recordsProcessed, run.named('apart').recordsProcessed]).toEqual([2, 2])
  })
})

describe('a crash', () => {
  it('brings back what was processed since the position was saved, and nothing else', () => {
    const run = pollingRun({ settings: { ...OFTEN, checkpointIntervalMs: 1_000 } }).add()
    run.put(5).wait(1_050).put(4).wait(400)
    expect(run.details().shards[0]).toMatchObject({ saved: 6, recordsUnsaved: 4 })
    run.crash().wait(500)
    expect(run.sdk.state).toBe('CRASHED')
    expect(run.details()).toMatchObject({ shards: [] })
    run.put(2).restart().wait(1_000)
    expect(run.fates()).toEqual([...processed(1, 9), ...processed(6, 11)])
    expect(run.sdk).toMatchObject({ recordsProcessed: 15, recordsProcessedAgain: 4, tally: { duplicatesProcessed: 4 } })
    expect(run.checks()).toEqual(KEPT)
  })

  it('in the middle of a slice or of a call leaves nothing of either behind', () => {
    const run = pollingRun({ settings: { ...OFTEN, workUs: 100_000, checkpointIntervalMs: null } }).add()
    run.put(1).wait(60)
    expect(run.details().shardsBusy).toBe(1)
    run.crash().restart().wait(2_000)
    expect(run.fates()).toEqual(processed(1, 1))
    // The call of the second life is on its way.
    run.crash().restart().wait(5).crash().wait(3_000)
    expect(run.fates()).toEqual(processed(1, 1))
    run.restart().wait(2_000)
    expect(run.fates()).toEqual([...processed(1, 1), ...processed(1, 1)])
  })

  it('once more, and a restart of one that runs, change nothing', () => {
    const run = pollingRun({ settings: OFTEN }).add().put(3).wait(1_000)
    run.restart().wait(500)
    expect(run.sdk.recordsProcessed).toBe(3)
    run.crash().crash().wait(200).restart().restart().wait(1_000)
    expect([run.count('ApplicationCrashed'), run.count('ApplicationRestarted')]).toEqual([1, 1])
    expect(run.sdk.recordsProcessedAgain).toBe(0)
    // One loop of calls: five a second at most.
    const { getRecordsCalls } = run.sdk.reads
    run.wait(2_000)
    expect(run.sdk.reads.getRecordsCalls - getRecordsCalls).toBeLessThanOrEqual(10)
  })

  it('before anything was saved begins anew, at the trim horizon without a loss', () => {
    const run = pollingRun({ settings: { ...OFTEN, checkpointIntervalMs: null } }).add().put(6).wait(500)
    run.crash().put(1).restart().wait(1_000)
    expect(run.fates()).toEqual([...processed(1, 6), ...processed(1, 7)])
    expect(run.checks()).toEqual(KEPT)
  })

  it('before anything was saved begins anew, at LATEST with the loss of what came meanwhile', () => {
    const run = pollingRun({ settings: { ...OFTEN, initialPosition: 'LATEST', checkpointIntervalMs: null } }).put(3).add().wait(100)
    run.put(4).wait(500).crash().put(5).restart().wait(500).put(2).wait(1_000)
    expect(run.fates()).toEqual([...processed(4, 7), ...processed(13, 14)])
    expect(run.checks()).toEqual([0, 0, 5, 0])
    expect(run.sdk.checks.atLeastOnce.first).toMatchObject({ reason: 'latest', shardIndex: 0, ordinal: 8 })
    expect(run.events.filter(({ kind }) => kind === 'CheckFailed')).toHaveLength(1)
  })

  it('at LATEST after a save loses nothing, of a shard without a record neither', () => {
    const run = pollingRun({ settings: { ...OFTEN, initialPosition: 'LATEST' }, shardCount: 2 }).put(3).add().wait(100)
    const [lower, upper] = [run.keyIn(0, 2), run.keyIn(1, 2)]
    run.put(1, lower).wait(1_000).crash().put(2, lower).put(3, upper).restart().wait(2_000)
    expect(run.sdk.recordsProcessed).toBe(6)
    expect(run.checks()).toEqual(KEPT)
  })

  it('at LATEST that was never saved loses the children of what it read before, and is told so', () => {
    const run = pollingRun({ settings: { ...OFTEN, initialPosition: 'LATEST', checkpointIntervalMs: null } }).add().wait(100)
    run.put(2).wait(300).split(0).wait(4_000).crash()
    run.put(4, run.keyIn(0, 2)).put(5, run.keyIn(1, 2)).restart().wait(2_000)
    expect(run.fates()).toEqual(processed(1, 2))
    expect(run.checks()).toEqual([0, 0, 9, 0])
  })
})

describe('LATEST', () => {
  it('passes over what is there, closed shards too, and reads what comes', () => {
    const run = pollingRun({ settings: { ...OFTEN, initialPosition: 'LATEST' } }).put(3).split(0).wait(4_000).put(2)
    run.add().wait(300).put(6).wait(1_000)
    expect(run.fates()).toEqual(processed(6, 11))
    expect(run.details().shards.map(({ shardId, state }) => `${Number(shardId.slice(-2))} ${state}`)).toEqual(['0 ENDED', '1 READING', '2 READING'])
    expect(run.checks()).toEqual(KEPT)
  })

  it('goes for the first start alone: children of later splits are read whole', () => {
    const run = pollingRun({ settings: { ...OFTEN, initialPosition: 'LATEST', discoveryIntervalMs: 60_000, pollIntervalMs: 3_000 } }).add().wait(100)
    run.put(2).split(0).wait(5_000).put(3).wait(10_000)
    expect(run.fates()).toEqual(processed(1, 5))
    expect(run.checks()).toEqual(KEPT)
  })
})

describe('its settings', () => {
  it('begin to save when there is an interval, and stop when there is none', () => {
    const run = pollingRun({ settings: { ...OFTEN, checkpointIntervalMs: null } }).add().put(3).wait(1_000)
    expect(run.sdk.saved.size).toBe(0)
    run.set({ checkpointIntervalMs: 300 }).wait(400)
    expect([...run.sdk.saved]).toEqual([[0, 4]])
    run.set({ checkpointIntervalMs: null }).put(2).wait(1_000)
    expect([...run.sdk.saved]).toEqual([[0, 4]])
    // To and fro within one interval: still one loop.
    run.set({ checkpointIntervalMs: 1_000 }).set({ checkpointIntervalMs: null }).set({ checkpointIntervalMs: 500 }).wait(600)
    expect([...run.sdk.saved]).toEqual([[0, 6]])
    const saves = run.world.agenda.heap.filter(({ task }) => task.type === 'ApplicationTimer' && task.timer.kind === 'sdk' && task.timer.due === 'save')
    expect(saves.filter(({ task }) => task.type === 'ApplicationTimer' && task.timer.kind === 'sdk' && task.timer.due === 'save' && task.timer.setNumber === run.sdk.loopsSet.save)).toHaveLength(1)
  })

  it('hold for the next call and the next look at shards, however long the last were', () => {
    const run = pollingRun({ settings: { ...OFTEN, maxRecords: 1, discoveryIntervalMs: 3_600_000, shardOrder: 'atOnce' } }).add().put(30).wait(300)
    run.set({ maxRecords: 10_000, discoveryIntervalMs: 200 }).wait(400)
    expect(run.sdk.recordsProcessed).toBe(30)
    run.split(0).wait(4_000)
    expect(run.details().shards).toHaveLength(3)
  })

  it('let waiting children begin when order is given up', () => {
    const run = pollingRun({ settings: { ...OFTEN, maxRecords: 1, pollIntervalMs: 5_000 } }).put(50).split(0).wait(4_000).add().wait(500)
    expect(run.details().shards.map(({ state }) => state)).toEqual(['READING', 'WAITING', 'WAITING'])
    expect([...run.sdk.progress.values()].map(({ phase }) => phase)).toEqual(['reading', 'waiting', 'waiting'])
    run.set({ shardOrder: 'atOnce' }).wait(500)
    expect(run.details().shards.map(({ state }) => state)).toEqual(['READING', 'READING', 'READING'])
  })

  it.each([
    ['pollIntervalMs', 0],
    ['pollIntervalMs', POLL_INTERVAL_MS.max + 1],
    ['pollIntervalMs', 10.5],
    ['discoveryIntervalMs', DISCOVERY_INTERVAL_MS.min - 1],
    ['checkpointIntervalMs', SAVE_INTERVAL_MS.min - 1],
    ['maxRecords', 0],
    ['maxRecords', 10_001],
    ['workUs', -1],
    ['workUs', Number.NaN],
    ['workUs', 60_000_001],
  ])('are refused with %s %d, new or changed', (name, value) => {
    const run = pollingRun().add('app', { [name]: value })
    expect(run.world.applications).toHaveLength(0)
    run.add('app', {}).set({ [name]: value })
    expect(run.count('CommandRefused')).toBe(2)
    expect(run.sdk.settings[name as 'workUs']).not.toBe(value)
  })
})

describe('a stream that is deleted', () => {
  it('and made again under its name is read anew, and no slice of the first one is taken for one of the second', () => {
    const run = pollingRun({ settings: { ...OFTEN, workUs: 20_000_000 } }).add().put(2).wait(200)
    expect(run.details().shardsBusy).toBe(1)
    run.act({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } }).wait(DELETE_STREAM_US / 1_000 + 500)
    expect(run.details().shards).toEqual([])
    run.act({ type: 'Call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } }).wait(4_000).put(3).wait(1_000)
    // The slice of the first stream would be done at 20 s, that of the second takes until later.
    run.wait(14_500)
    expect(run.slices).toEqual([])
    run.set({ workUs: 10 }).wait(30_000)
    expect(run.fates()).toEqual(processed(3, 5))
    expect(run.checks()).toEqual(KEPT)
  })

  it('while it is down takes its saved positions along', () => {
    const run = pollingRun({ settings: OFTEN }).add().put(9).wait(1_000).crash()
    expect([...run.sdk.saved]).toEqual([[0, 10]])
    run.act({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's' } }).wait(4_000)
    run.act({ type: 'Call', operation: 'CreateStream', input: { StreamName: 's', ShardCount: 1 } }).wait(4_000).put(3).restart().wait(2_000)
    expect(run.fates()).toEqual(processed(1, 12))
  })
})
