import { describe, expect, it } from 'vitest'
import { SUBSCRIPTION_LIFE_US } from '../../../kinesis/limits'
import { PENDING_EVENTS_MAX } from './defaults'
import { KEPT, kclRun } from './testing/kclRun'

const SEEDS = [1, 2, 3, Math.floor(Math.random() * 2 ** 31)]

describe.each(SEEDS)('a KCL application with enhanced fan-out, seed %i', (seed) => {
  it('registers under its own name, and processes each record once, in order', () => {
    const run = kclRun({ seed, shardCount: 3, workerCount: 2, retrieval: 'fanOut', ratePerSecond: 200 }).until(700).quiet().wait(5)
    const [stream] = run.timeline.world.streams
    expect(stream!.consumers.map(({ consumerName, consumerStatus }) => [consumerName, consumerStatus])).toEqual([['app', 'ACTIVE']])
    const { reads, recordsProcessed, latencies } = run.application()
    expect(reads.getRecordsCalls).toBe(0)
    // Five minutes each, three shards; and again where a lease was stolen.
    expect(reads.subscribeCalls).toBeGreaterThanOrEqual(3 * Math.floor(640 / (SUBSCRIPTION_LIFE_US / 1e6)))
    expect(recordsProcessed - run.application().recordsProcessedAgain).toBe(run.stored())
    expect(latencies.polling.records).toBe(0)
    expect(run.broken()).toEqual(KEPT)
  })

  it('changes over to polling and back while it runs, without losing or repeating a record', () => {
    const run = kclRun({ seed, shardCount: 2, retrieval: 'polling', ratePerSecond: 300, workUs: 2_000 }).until(80)
    const { recordsProcessedAgain } = run.application()
    for (const retrieval of ['fanOut', 'polling', 'fanOut', 'polling', 'fanOut'] as const) run.set({ retrieval }).wait(4 + (seed % 7) / 3)
    run.quiet().wait(20)
    expect(run.application().reads.subscribeCalls).toBeGreaterThan(2)
    expect(run.application().recordsProcessedAgain).toBe(recordsProcessedAgain)
    expect(run.application().recordsProcessed - recordsProcessedAgain).toBe(run.stored())
    expect(run.broken()).toEqual(KEPT)
    for (const shardIndex of [0, 1]) {
      const ranges = run.processed.filter((slice) => slice.shardIndex === shardIndex)
      ranges.slice(1).forEach(({ fromOrdinal }, at) => expect(fromOrdinal).toBe(ranges[at]!.toOrdinal))
    }
  })

  it('meets the end of a shard, and its children after it', () => {
    const run = kclRun({ seed, shardCount: 1, retrieval: 'fanOut' }).until(70).split(0).wait(90).quiet().wait(10)
    expect(run.told('ShardEnded')).toHaveLength(1)
    expect(run.told('ShardConsumerStarted').map(({ shardId }) => shardId.slice(-1))).toEqual(['0', '1', '2'])
    expect(run.application().recordsProcessed).toBe(run.stored())
    expect(run.broken()).toEqual(KEPT)
  })
})

describe('a subscription', () => {
  it('is held while ten events wait, and goes on when they are worked off', () => {
    const run = kclRun({ seed: 5, shardCount: 1, retrieval: 'fanOut', ratePerSecond: 400, workUs: 20_000, threadsPerWorker: 1 }).until(120)
    const consumer = [...run.application().workers[0]!.shardConsumers.values()][0]!
    expect(consumer.pending.length).toBeGreaterThanOrEqual(PENDING_EVENTS_MAX - 1)
    // One more may be on its way when it is held.
    expect(consumer.pending.length).toBeLessThanOrEqual(PENDING_EVENTS_MAX + 1)
    run.act({ type: 'SetWorkPerRecord', application: 'app', workUs: 10 }).quiet().wait(60)
    expect(run.application().recordsProcessed).toBe(run.stored())
    expect(consumer.pending).toEqual([])
  })

  it('goes with its worker: the next owner waits out the five seconds, and reads from the checkpoint', () => {
    const run = kclRun({ seed: 6, shardCount: 2, workerCount: 2, retrieval: 'fanOut' }).until(200)
    const [owner] = run.owners()
    run.act({ type: 'CrashWorker', application: 'app', workerId: owner! })
    expect(run.application().readers.size).toBe(run.owners().filter((other) => other !== owner).length)
    run.wait(100).quiet().wait(5)
    expect(run.application().recordsProcessed - run.application().recordsProcessedAgain).toBe(run.stored())
    expect(run.broken()).toEqual(KEPT)
    expect(run.application().readers.size).toBe(2)
    run.act({ type: 'RemoveApplication', application: 'app' })
    expect(run.application().readers.size).toBe(0)
  })

  it('ends with the stream', () => {
    const run = kclRun({ seed: 7, shardCount: 2, retrieval: 'fanOut' }).until(60)
    run.act({ type: 'Call', operation: 'DeleteStream', input: { StreamName: 's', EnforceConsumerDeletion: true } }).wait(60)
    expect(run.told('ShardEnded')).toHaveLength(2)
    expect(run.application().readers.size).toBe(0)
  })
})

describe('the Connector Library', () => {
  it.each([{ version: '3.x' }, { retrieval: 'fanOut' }] as const)('runs on KCL 1.x, and is refused with %o', (change) => {
    const connector = { keptPercent: 100, bufferRecordsMax: 10, bufferBytesMax: 10, bufferMsMax: 0, emitFailsPercent: 0 }
    const run = kclRun({ seed: 1, shardCount: 1 }).set({ ...change, connector })
    expect(run.told('CommandRefused').map(({ reason }) => reason)).toEqual([{ key: 'connectorLibrary', values: {} }])
    expect(run.application().settings).toMatchObject({ version: '2.x', retrieval: 'polling', connector: null })
  })
})
