import { describe, expect, it } from 'vitest'
import type { ParentWait } from '../../../engine/consumers/kcl/parentWaits'
import { stretchesOf } from './waitStretches'

const WAIT: ParentWait = { shardId: 'shardId-000000000002', parentShardIds: ['shardId-000000000000'], closedAtMs: 10_000, drainedAtMs: null, endedAtMs: null, leasedAtMs: null, startedAtMs: null }
const said = (wait: Partial<ParentWait>, nowMs = 60_000) => stretchesOf({ ...WAIT, ...wait }, nowMs).stretches.map(({ stretch, ms }) => `${stretch} ${ms}`)

describe('the wait of a child', () => {
  it('has not begun while a parent is open', () => {
    expect(stretchesOf({ ...WAIT, closedAtMs: null }, 60_000)).toEqual({ stretches: [], totalMs: 0, isOver: false })
  })

  it('is all backlog until the parents are drained', () => {
    expect(said({})).toEqual(['backlog 50000'])
    expect(stretchesOf(WAIT, 60_000)).toMatchObject({ totalMs: 50_000, isOver: false })
  })

  it('is cut at each station, and the stretches are the whole', () => {
    const wait = { ...WAIT, drainedAtMs: 30_000, endedAtMs: 31_000, leasedAtMs: 45_000, startedAtMs: 46_500 }
    expect(said(wait)).toEqual(['backlog 20000', 'shardEnd 1000', 'lease 14000', 'look 1500'])
    const { stretches, totalMs, isOver } = stretchesOf(wait, 99_000)
    expect(stretches.reduce((sum, { ms }) => sum + ms, 0)).toBe(totalMs)
    expect(isOver).toBe(true)
  })

  it('has no stretch for a lease that was taken before the parents were done', () => {
    expect(said({ drainedAtMs: 30_000, endedAtMs: 31_000, leasedAtMs: 12_000, startedAtMs: 39_000 })).toEqual(['backlog 20000', 'shardEnd 1000', 'look 8000'])
  })

  it('goes on in the stretch whose end has not come', () => {
    expect(said({ drainedAtMs: 30_000, endedAtMs: 31_000 })).toEqual(['backlog 20000', 'shardEnd 1000', 'lease 29000'])
  })
})
