import { describe, expect, it } from 'vitest'
import { US_PER_HOUR, US_PER_MS } from '../../base/units'
import { call } from '../call'
import { runUntil } from '../engine'
import type { Sink } from '../sink'
import { NOWHERE } from '../testing/nowhere'
import { quietWorld } from '../testing/quietWorld'
import { endOf, notePlaces, placeOf, type Place } from './places'

/** Stored in the first hour of a stream that keeps records for 24 hours. */
function stored(): { place: Place; change: (atHours: number, retentionPeriodHours: number) => void; remove: (atHours: number, streamName?: string) => void; end: (atHours: number) => unknown } {
  const world = quietWorld({ shardCount: 1 })
  const [stream] = world.streams
  world.nowUs = US_PER_HOUR
  const place = placeOf(world, stream!, stream!.shards[0]!, 1)
  const at = (hours: number) => (hours * US_PER_HOUR) / US_PER_MS
  return {
    place,
    change(hours, retentionPeriodHours) {
      stream!.retentionPeriodHours = retentionPeriodHours
      notePlaces([place], { at: at(hours), kind: 'StreamStatusChanged', streamName: 's', streamStatus: 'ACTIVE' }, stream)
    },
    remove(hours, streamName = 's') {
      notePlaces([place], { at: at(hours), kind: 'StreamDeleted', streamName }, undefined)
    },
    end: (hours) => endOf(place, hours * US_PER_HOUR).map(({ kind, atMs }) => [kind, (atMs * US_PER_MS) / US_PER_HOUR]),
  }
}

describe('the end of a place', () => {
  it('is there when retention is over, and not a moment before', () => {
    const { end } = stored()
    expect([end(25), end(25.001)]).toEqual([[], [['expired', 25]]])
  })

  it('moves with retention until it is past', () => {
    const { change, end } = stored()
    change(20, 48)
    expect([end(30), end(50)]).toEqual([[], [['expired', 49]]])
    change(40, 30)
    // A shorter period takes at once what is older.
    expect(end(50)).toEqual([['expired', 40]])
    change(45, 1_000)
    expect(end(50)).toEqual([['expired', 40]])
  })

  it('comes with the stream, where that is deleted before', () => {
    const { remove, change, end } = stored()
    remove(5, 'another')
    expect(end(6)).toEqual([])
    remove(7)
    // Another stream of that name.
    change(8, 1)
    remove(9)
    expect(end(100)).toEqual([['deleted', 7]])
  })

  it('was before, where retention was over then', () => {
    const { remove, end } = stored()
    remove(30)
    expect(end(100)).toEqual([['expired', 25]])
  })

  it('hears of another retention once it is in force', () => {
    const world = quietWorld({ shardCount: 1 })
    const [stream] = world.streams
    const place = placeOf(world, stream!, stream!.shards[0]!, 1)
    const sink: Sink = { event: (told, of) => notePlaces([place], told, of) }
    call(world, { operation: 'IncreaseStreamRetentionPeriod', input: { StreamName: 's', RetentionPeriodHours: 48 } }, sink)
    expect(place.expiresUs).toBe(24 * US_PER_HOUR)
    runUntil(world, NOWHERE, 60_000_000, sink)
    expect(place.expiresUs).toBe(48 * US_PER_HOUR)
  })
})
