import { describe, expect, it } from 'vitest'
import { stateStretches } from './stateStretches'

const change = (atMs: number, from: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA', to: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA') => ({ atMs, from, to, reason: '' })
const HISTORY = [change(10, 'INSUFFICIENT_DATA', 'OK'), change(30, 'OK', 'ALARM')]

describe('the states of an alarm', () => {
  it('follow each other without gaps, the first one from before it changed', () => {
    expect(stateStretches({ state: 'ALARM', history: HISTORY }, { fromMs: 0, toMs: 50 })).toEqual([
      { state: 'INSUFFICIENT_DATA', fromMs: 0, toMs: 10 },
      { state: 'OK', fromMs: 10, toMs: 30 },
      { state: 'ALARM', fromMs: 30, toMs: 50 },
    ])
  })

  it('are cut to what is shown', () => {
    expect(stateStretches({ state: 'ALARM', history: HISTORY }, { fromMs: 20, toMs: 25 })).toEqual([{ state: 'OK', fromMs: 20, toMs: 25 }])
    expect(stateStretches({ state: 'OK', history: [] }, { fromMs: 0, toMs: 5 })).toEqual([{ state: 'OK', fromMs: 0, toMs: 5 }])
  })
})
