import { describe, expect, it } from 'vitest'
import { US_PER_SECOND } from '../../../base/units'
import { cleanUpLeases } from './leaseCleanup'
import { CLEANUP_COMPLETED_US, CLEANUP_GARBAGE_US, CLEANUP_LOOK_US } from './defaults'
import { kclRun } from './testing/kclRun'

const LOOK_SECONDS = CLEANUP_LOOK_US / US_PER_SECOND

describe('the leases of finished shards', () => {
  it('go five minutes later, once their children have begun', () => {
    const run = kclRun({ seed: 1, shardCount: 1 }).until(90).split(0).wait(40)
    const endedAt = run.told('ShardEnded')[0]!.at
    run.wait(600)
    const [deleted] = run.told('LeaseDeleted')
    expect(deleted!.shardId).toBe('shardId-000000000000')
    expect(deleted!.at - endedAt).toBeGreaterThanOrEqual(CLEANUP_COMPLETED_US / 1_000)
    expect(deleted!.at - endedAt).toBeLessThanOrEqual((CLEANUP_COMPLETED_US + CLEANUP_LOOK_US) / 1_000)
  })

  it('stay while a child has not begun, and go as garbage half an hour later where the shard is gone', () => {
    const run = kclRun({ seed: 2, shardCount: 1, ratePerSecond: 5 }).until(90).split(0).wait(60)
    const application = run.application()
    // Nobody has read the children: a fleet that stands still for a day.
    for (const shardIndex of [1, 2]) Object.assign(application.leases.get(shardIndex)!, { checkpoint: { kind: 'TRIM_HORIZON' }, leaseOwner: 'nobody' })
    const [worker] = application.workers
    const look = (atUs: number) => {
      const told: string[] = []
      cleanUpLeases({ ...run.timeline.world, nowUs: atUs }, application, worker!, { event: ({ kind }) => told.push(kind) })
      return told
    }
    const startUs = worker!.garbageLookedUs
    expect(look(startUs + CLEANUP_GARBAGE_US - 1)).toEqual([])
    expect(look(startUs + CLEANUP_GARBAGE_US)).toEqual([])
    run.timeline.world.streams[0]!.shards[0]!.expired = true
    expect(look(startUs + 2 * CLEANUP_GARBAGE_US - 1)).toEqual([])
    expect(application.leases.has(0)).toBe(true)
    expect(look(startUs + 2 * CLEANUP_GARBAGE_US)).toEqual(['LeaseDeleted'])
    expect([application.leases.has(0), worker!.ended.has(0), worker!.shardConsumers.has(0)]).toEqual([false, false, false])
    expect(LOOK_SECONDS).toBe(60)
  })
})
