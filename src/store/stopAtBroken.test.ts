import { describe, expect, it, vi } from 'vitest'
import type { SimEvent } from '../engine/events'
import type { Summary } from '../engine/summary'
import { brokenOnTheWay, stopAtBroken } from './stopAtBroken'
import { createViewStore } from './viewStore'
import { createWorldStore } from './worldStore'

const SUMMARY = {} as Summary

function broken(at: number, application = 'orders', check: 'orderPerKey' | 'parentsFirst' = 'orderPerKey'): SimEvent {
  return { at, kind: 'CheckFailed', application, check, reason: 'overtaken', shardId: 'shardId-000000000000', sequenceNumber: '1', records: 1 }
}

function page(stopsAtBroken: boolean) {
  const world = createWorldStore()
  const view = createViewStore({ theme: 'light', language: 'en', stopsAtBroken })
  const playback = { pause: vi.fn(() => world.setState({ playing: false })), goTo: vi.fn() }
  stopAtBroken({ world, view, playback })
  world.setState({ summary: SUMMARY, atMs: 1_000, playing: true })
  return { world, view, playback }
}

describe('a promise broken on the way', () => {
  it.each<[string, SimEvent[], number, number, number | null]>([
    ['is the first one between the two instants', [broken(5_000), broken(7_000, 'billing')], 4_000, 8_000, 5_000],
    ['is none that was passed before', [broken(5_000), broken(7_000, 'billing')], 5_000, 8_000, 7_000],
    ['is none that is still to come', [broken(5_000)], 1_000, 4_999, null],
    ['is none that was broken before and is told again', [broken(5_000), broken(10_000)], 6_000, 12_000, null],
    ['is another promise of the same application', [broken(5_000), broken(10_000, 'orders', 'parentsFirst')], 6_000, 12_000, 10_000],
    ['is none on the way back', [broken(5_000)], 8_000, 4_000, null],
  ])('%s', (_, events, beforeMs, nowMs, expected) => {
    expect(brokenOnTheWay({ atMs: nowMs, events }, { atMs: beforeMs, summary: SUMMARY })?.at ?? null).toBe(expected)
  })

  it('does not count what happened before a run is looked at', () => {
    expect(brokenOnTheWay({ atMs: 60_000, events: [broken(5_000)] }, { atMs: 0, summary: null })).toBeNull()
  })
})

describe('the clock', () => {
  it('stops where a promise is first broken, and says why', () => {
    const { world, playback } = page(true)
    world.setState({ atMs: 6_000, events: [broken(5_250)] })
    expect(playback.pause).toHaveBeenCalledOnce()
    expect(playback.goTo).toHaveBeenCalledExactlyOnceWith(5_250)
    expect(world.getState().notices.map(({ text }) => text)).toEqual([{ key: 'promiseBroken', application: 'orders', atMs: 5_250 }])
  })

  it('runs on from there when it is started again', () => {
    const { world, playback } = page(true)
    world.setState({ atMs: 6_000, events: [broken(5_250)] })
    world.setState({ atMs: 5_250 })
    world.setState({ playing: true })
    world.setState({ atMs: 5_500 })
    world.setState({ atMs: 9_000 })
    expect(playback.pause).toHaveBeenCalledOnce()
  })

  it.each([
    ['nobody asked for it', false, true],
    ['it stands still', true, false],
  ])('is left alone while %s', (_, stopsAtBroken, playing) => {
    const { world, playback } = page(stopsAtBroken)
    world.setState({ playing })
    world.setState({ atMs: 6_000, events: [broken(5_250)] })
    expect(playback.pause).not.toHaveBeenCalled()
    expect(playback.goTo).not.toHaveBeenCalled()
  })

  it('obeys a wish that comes later', () => {
    const { world, view, playback } = page(false)
    world.setState({ atMs: 6_000, events: [broken(5_250)] })
    view.setState({ stopsAtBroken: true })
    world.setState({ atMs: 9_000, events: [broken(5_250), broken(8_000, 'billing')] })
    expect(playback.goTo).toHaveBeenCalledExactlyOnceWith(8_000)
  })
})
