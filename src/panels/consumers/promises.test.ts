import { describe, expect, it } from 'vitest'
import type { CheckName } from '../../engine/consumers/checkState'
import type { ApplicationRow, CheckRow } from '../../engine/summary'
import { brokenPromises, CHECKS } from './promises'

const KEPT: CheckRow = { records: 0, first: null }

function application(applicationIndex: number, broken: Partial<Record<CheckName, number>> = {}): Pick<ApplicationRow, 'name' | 'applicationIndex' | 'checks'> {
  const row = (check: CheckName): CheckRow => {
    const atMs = broken[check]
    return atMs === undefined ? KEPT : { records: 3, first: { atMs, shardId: 'shardId-000000000001', reason: 'overtaken' } }
  }
  return { name: `app-${applicationIndex}`, applicationIndex, checks: { orderPerKey: row('orderPerKey'), parentsFirst: row('parentsFirst'), atLeastOnce: row('atLeastOnce'), nothingExpired: row('nothingExpired') } }
}

describe('broken promises', () => {
  it('are none where all are kept', () => {
    expect(brokenPromises([application(0), application(1)])).toEqual([])
  })

  it('come in order of time, whoever broke them, each promise of each application once', () => {
    const rows = brokenPromises([application(0, { orderPerKey: 9_000, parentsFirst: 4_000 }), application(3, { atLeastOnce: 5_000, orderPerKey: 1_000 })])
    expect(rows.map(({ application: name, applicationIndex, check, first }) => [name, applicationIndex, check, first.atMs])).toEqual([
      ['app-3', 3, 'orderPerKey', 1_000],
      ['app-0', 0, 'parentsFirst', 4_000],
      ['app-3', 3, 'atLeastOnce', 5_000],
      ['app-0', 0, 'orderPerKey', 9_000],
    ])
  })

  it('leave out none of the four', () => {
    const all = Object.fromEntries(CHECKS.map((check, at) => [check, at])) as Record<CheckName, number>
    expect(brokenPromises([application(0, all)])).toHaveLength(4)
    expect(new Set(CHECKS).size).toBe(4)
  })
})
