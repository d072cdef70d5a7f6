import { describe, expect, it } from 'vitest'
import { effectOf, trialsUntil, withTrial, type Trial } from './trials'

const trial: Trial = { cure: 'shards', atMs: 100_000, before: 1_000, after: null }

describe('what came of a cure', () => {
  it.each([
    [114_000, 0, 'measuring'],
    [115_000, 0, 'ended'],
    [115_000, 20, 'ended'],
    [115_000, 300, 'less'],
    [115_000, 700, 'asBefore'],
    [115_000, 9_000, 'asBefore'],
  ])('at %d ms with %d refusals a second: %s', (atMs, refused, effect) => {
    expect(effectOf(trial, { atMs, refused }).effect).toBe(effect)
  })

  it('stays what it was when the next cure is tried', () => {
    const trials = withTrial([trial], { cure: 'key', atMs: 130_000, refusedNow: 990 })
    expect(trials).toHaveLength(2)
    expect(effectOf(trials[0]!, { atMs: 200_000, refused: 0 })).toEqual({ effect: 'asBefore', after: 990 })
    expect(effectOf(trials[1]!, { atMs: 200_000, refused: 0 })).toEqual({ effect: 'ended', after: 0 })
  })

  it('is undone by who travels back before the click, and only then', () => {
    const trials = withTrial([trial], { cure: 'key', atMs: 130_000, refusedNow: 990 })
    expect(trialsUntil(trials, 130_000)).toBe(trials)
    expect(trialsUntil(trials, 120_000).map(({ cure }) => cure)).toEqual(['shards'])
  })

  it('of many is kept for the last ones', () => {
    let trials: Trial[] = []
    for (let at = 1; at < 10; at++) trials = withTrial(trials, { cure: 'backoff', atMs: at, refusedNow: 1 })
    expect(trials.map(({ atMs }) => atMs)).toEqual([6, 7, 8, 9])
  })
})
