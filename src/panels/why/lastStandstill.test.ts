import { describe, expect, it } from 'vitest'
import type { SimEvent } from '../../engine/events'
import { lastStandstill, TOLD_WITHIN_MS } from './lastStandstill'

const crashed = (at: number, workerId: string, application = 'orders') => ({ kind: 'WorkerCrashed', application, workerId, at }) as SimEvent
const taken = (at: number, from: string | null, shardId = 's0', application = 'orders') => ({ kind: 'LeaseTaken', application, workerId: 'w-2', shardId, from, how: 'expired', at }) as SimEvent
const asked = { application: 'orders', shardId: null, atMs: 100_000 }

describe('the last standstill', () => {
  it('lasts from the crash until the last lease of that worker is taken', () => {
    expect(lastStandstill([crashed(10_000, 'w-1'), taken(30_000, 'w-1', 's0'), taken(50_000, 'w-1', 's1')], asked)).toEqual({ workerId: 'w-1', shardIds: ['s0', 's1'], fromMs: 10_000, untilMs: 50_000 })
  })

  it('is of the shard that was asked for', () => {
    expect(lastStandstill([crashed(10_000, 'w-1'), taken(30_000, 'w-1', 's0'), taken(50_000, 'w-1', 's1')], { ...asked, shardId: 's0' })).toMatchObject({ shardIds: ['s0'], untilMs: 30_000 })
  })

  it('is none while nobody has taken the lease, where it was stolen from a living worker, and of another application', () => {
    expect(lastStandstill([crashed(10_000, 'w-1')], asked)).toBeNull()
    expect(lastStandstill([taken(30_000, 'w-1'), taken(31_000, null)], asked)).toBeNull()
    expect(lastStandstill([crashed(10_000, 'w-1', 'other'), taken(30_000, 'w-1', 's0', 'other')], asked)).toBeNull()
  })

  it('knows nothing of what is still to come, and forgets what is long over', () => {
    const events = [crashed(10_000, 'w-1'), taken(30_000, 'w-1')]
    expect(lastStandstill(events, { ...asked, atMs: 29_999 })).toBeNull()
    expect(lastStandstill(events, { ...asked, atMs: 30_000 + TOLD_WITHIN_MS })).not.toBeNull()
    expect(lastStandstill(events, { ...asked, atMs: 30_001 + TOLD_WITHIN_MS })).toBeNull()
  })

  it('begins anew with a second crash', () => {
    const events = [crashed(10_000, 'w-1'), taken(30_000, 'w-1', 's0'), crashed(60_000, 'w-2'), taken(80_000, 'w-2', 's0')]
    expect(lastStandstill(events, asked)).toEqual({ workerId: 'w-2', shardIds: ['s0'], fromMs: 60_000, untilMs: 80_000 })
  })
})
