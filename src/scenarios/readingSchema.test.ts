import { describe, expect, it } from 'vitest'
import type { KclSettings } from '../engine/consumers/kcl/settings'
import { analytics, morningRush } from './morningRush'
import { actSchema, readScenario } from './scenarioSchema'
import * as v from 'valibot'

function withApplication(change: object) {
  return readScenario({ ...morningRush, applications: [{ ...analytics, ...change }] })
}

describe('how an application reads, in a scenario file', () => {
  it('need not be said: files from before it could be said stay what they were', () => {
    const old: Partial<KclSettings> = { ...analytics }
    delete old.deaggregation
    delete old.deduplication
    expect(readScenario({ ...morningRush, applications: [old] })).toEqual({ scenario: { ...morningRush, applications: [{ ...analytics, deaggregation: true, deduplication: null }] } })
  })

  it.each([
    [{ deaggregation: 'no' }, 'applications.0.deaggregation'],
    [{ deduplication: { idsMax: 0, windowMs: 1, workUs: 0 } }, 'applications.0.deduplication.idsMax'],
    [{ deduplication: { idsMax: 1_000_001, windowMs: 1, workUs: 0 } }, 'applications.0.deduplication.idsMax'],
    [{ deduplication: { idsMax: 1, windowMs: 0.5, workUs: 0 } }, 'applications.0.deduplication.windowMs'],
    [{ deduplication: { idsMax: 1, windowMs: 1, workUs: -1 } }, 'applications.0.deduplication.workUs'],
    [{ deduplication: { idsMax: 1, windowMs: 1 } }, 'applications.0.deduplication.workUs'],
  ])('is refused as %o', (change, place) => {
    const result = withApplication(change)
    expect('problems' in result ? result.problems.join() : 'accepted').toContain(`${place}: `)
  })

  it('can change by acts', () => {
    const deduplication = { idsMax: 1_000_000, windowMs: 365 * 86_400_000, workUs: 0 }
    for (const act of [
      { type: 'SetDeduplication', application: 'a', deduplication },
      { type: 'SetDeduplication', application: 'a', deduplication: null },
      { type: 'SetDeaggregation', application: 'a', deaggregation: false },
    ]) {
      expect(v.parse(actSchema, act)).toEqual(act)
    }
    expect(v.is(actSchema, { type: 'SetDeduplication', application: 'a' })).toBe(false)
  })
})
