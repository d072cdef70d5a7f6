import { describe, expect, it } from 'vitest'
import { summaryOf } from '../../summaryOf'
import { kclRun, type KclRun } from './testing/kclRun'

const renewedAt = ({ timeline: { world } }: KclRun) => summaryOf(world, world.streams[0]!).leases.map(({ renewedAtMs }) => renewedAtMs)

describe('when a lease was renewed last', () => {
  it('is told from the crash of its owner until another worker takes it, and not before', () => {
    const run = kclRun({ seed: 1, shardCount: 1, workerCount: 2, failoverTimeMs: 10_000 }).until(60)
    expect(renewedAt(run)).toEqual([null])
    const [owner] = run.owners()
    run.act({ type: 'CrashWorker', application: 'app', workerId: owner! }).wait(5)
    const [first] = renewedAt(run)
    expect(first).toBeLessThanOrEqual(60_000)
    expect(first).toBeGreaterThan(50_000)
    run.wait(2)
    expect(renewedAt(run)).toEqual([first])
    run.wait(60)
    expect(run.owners()).not.toContain(owner)
    const [taken] = run.told('LeaseTaken', 60_000)
    expect(taken!.at).toBeGreaterThanOrEqual(first! + 10_000)
    expect(renewedAt(run)).toEqual([null])
  })

  it('is told while its owner sleeps, too', () => {
    const run = kclRun({ seed: 1, shardCount: 1, workerCount: 1 }).until(60)
    run.act({ type: 'PauseWorker', application: 'app', workerId: run.owners()[0]!, forMs: 5_000 }).wait(2)
    expect(renewedAt(run)[0]).not.toBeNull()
    run.wait(10)
    expect(renewedAt(run)).toEqual([null])
  })
})
