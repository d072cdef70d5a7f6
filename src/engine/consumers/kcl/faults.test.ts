import { describe, expect, it } from 'vitest'
import { NO_KCL_FAULTS } from './settings'
import { KEPT, kclRun } from './testing/kclRun'

/** The leader itself may be asleep: then its lock has to lapse before anybody assigns leases. */
const SLEEP_MS = { '2.x': 90_000, '3.x': 220_000 }
const SEEDS = [1, 2, 3, 914_191_718, Math.floor(Math.random() * 2 ** 31)]

describe.each(SEEDS)('what the application gets wrong, seed %i', (seed) => {
  it('an exception in processRecords skips its batch, and the next checkpoint passes over it', () => {
    const run = kclRun({ seed, shardCount: 2, ratePerSecond: 200, faults: { ...NO_KCL_FAULTS, exceptionsPerThousand: 200 } }).until(240)
    run.set({ faults: NO_KCL_FAULTS }).wait(30).quiet().wait(15)
    const { exceptions, recordsProcessed, recordsProcessedAgain, checks } = run.application()
    expect(exceptions).toBeGreaterThan(10)
    expect(recordsProcessedAgain).toBe(0)
    // Skipped for ever, to the last one; nothing else is missing.
    expect(checks.atLeastOnce.records).toBe(run.stored() - recordsProcessed)
    expect(checks.atLeastOnce.records).toBeGreaterThan(500)
    expect(checks.atLeastOnce.first!.reason).toBe('skipped')
    const told = run.told('ProcessRecordsFailed')
    expect(told.length).toBeGreaterThan(1)
    told.slice(1).forEach(({ at }, place) => expect(at - told[place]!.at).toBeGreaterThanOrEqual(5_000))
  })

  it('what was skipped before the last checkpoint comes again after a crash', () => {
    const run = kclRun({ seed, shardCount: 1, workerCount: 1, ratePerSecond: 100, checkpointIntervalMs: 3_600_000, faults: { ...NO_KCL_FAULTS, exceptionsPerThousand: 500 } }).until(120)
    expect(run.application().exceptions).toBeGreaterThan(3)
    run.set({ faults: NO_KCL_FAULTS }).act({ type: 'CrashApplication', application: 'app' }).act({ type: 'RestartApplication', application: 'app' }).wait(60).quiet().wait(15)
    expect(run.broken()).toMatchObject({ atLeastOnce: 0 })
    expect(run.application().recordsProcessed - run.application().recordsProcessedAgain).toBe(run.stored())
  })

  it('SHARD_END is not checkpointed: the children wait until it is', () => {
    const run = kclRun({ seed, shardCount: 1, faults: { ...NO_KCL_FAULTS, forgetsShardEnd: true } }).until(70).split(0).wait(300)
    expect(run.told('ShardEndForgotten')).toHaveLength(1)
    expect(run.told('LeaseCreated', 70_000).map(({ shardId }) => shardId.slice(-1))).toEqual(['1', '2'])
    expect(run.told('ParentAwaited').map(({ shardId }) => shardId.slice(-1)).sort()).toEqual(['1', '2'])
    expect(run.told('ShardConsumerStarted', 70_000)).toEqual([])
    run.set({ faults: NO_KCL_FAULTS }).wait(15).quiet().wait(15)
    expect(run.told('ShardEnded')).toHaveLength(1)
    expect(run.told('ShardConsumerStarted', 70_000)).toHaveLength(2)
    expect(run.application().recordsProcessed).toBe(run.stored())
    expect(run.broken()).toEqual(KEPT)
  })
})

describe.each(['2.x', '3.x'] as const)('a worker with KCL %s that stands still for long', (version) => {
  const zombieRun = (seed: number, forMs: number) => {
    const run = kclRun({ seed, shardCount: 4, workerCount: 2, ratePerSecond: 400, workUs: 6_000, version }).until(300 + (seed % 10))
    const worker = run.application().workers[run.spread().findIndex((leases) => leases > 0)]!
    for (let looks = 0; worker.threadsBusy === 0; looks++) run.wait(looks < 1_000 ? 0.05 : NaN)
    const zombie = worker.workerId
    const atMs = run.nowMs()
    run.act({ type: 'PauseWorker', application: 'app', workerId: zombie, forMs })
    return { run, zombie, atMs, wakesMs: atMs + forMs }
  }

  it.each(SEEDS)('loses its leases, works off what it has in hand, and its checkpoint is refused, seed %i', (seed) => {
    const { run, zombie, atMs, wakesMs } = zombieRun(seed, SLEEP_MS[version])
    run.wait(SLEEP_MS[version] / 1_000 - 1)
    expect(run.processed.filter((slice) => slice.workerId === zombie && slice.atMs > atMs)).toEqual([])
    const lost = run.told('LeaseTaken', atMs).filter(({ from }) => from === zombie)
    expect(lost.length).toBeGreaterThan(0)
    for (const { how, at } of lost) expect([how, at - atMs >= 10_000, at - atMs <= SLEEP_MS[version]]).toEqual(['expired', true, true])
    run.wait(60).quiet().act({ type: 'SetWorkPerRecord', application: 'app', workUs: 10 }).wait(120)
    const inHand = run.processed.filter((slice) => slice.workerId === zombie && slice.atMs >= wakesMs && slice.atMs <= wakesMs + 50)
    expect(inHand.length).toBeGreaterThan(0)
    const refused = run.told('CheckpointRefused')
    expect(refused.length).toBeGreaterThan(0)
    for (const { at, workerId } of refused) expect([workerId, at - wakesMs >= 0, at - wakesMs <= 50]).toEqual([zombie, true, true])
    expect(run.broken()).toEqual(KEPT)
    expect(run.application().recordsProcessedAgain).toBeGreaterThan(0)
    expect(run.application().recordsProcessed - run.application().recordsProcessedAgain).toBe(run.stored())
  })

  it('keeps them after a short pause, and repeats nothing', () => {
    const { run } = zombieRun(3, 5_000)
    const { recordsProcessedAgain } = run.application()
    run.wait(60)
    expect(run.told('LeaseLost', 304_000)).toEqual([])
    expect(run.told('CheckpointRefused')).toEqual([])
    expect(run.application().recordsProcessedAgain).toBe(recordsProcessedAgain)
    expect(run.told('WorkerPaused')).toMatchObject([{ forMs: 5_000 }])
  })

  it('begins again at its checkpoint where nobody else has taken its leases', () => {
    const run = kclRun({ seed: 4, shardCount: 2, workerCount: 1, version, ratePerSecond: 100 }).until(100).act({ type: 'PauseWorker', application: 'app', workerId: 'w-1', forMs: 12_000 }).wait(60).quiet().wait(20)
    expect(run.told('LeaseLost').map(({ at }) => at >= 112_000)).toEqual([true, true])
    expect(run.application().recordsProcessed - run.application().recordsProcessedAgain).toBe(run.stored())
    expect(run.broken()).toEqual(KEPT)
  })

  it('leaves as in a crash when it is removed meanwhile', () => {
    const { run, zombie } = zombieRun(5, 60_000)
    run.act({ type: 'RemoveWorker', application: 'app', workerId: zombie })
    expect(run.told('WorkerStopped')).toEqual([])
    expect(run.told('WorkerCrashed')).toHaveLength(1)
    expect(run.owners()).toContain(zombie)
    run.wait(SLEEP_MS[version] / 1_000)
    expect(run.owners()).not.toContain(zombie)
  })
})
