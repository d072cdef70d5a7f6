import type { TFunction } from 'i18next'
import { describe, expect, it } from 'vitest'
import type { ShardRow, Summary } from '../engine/summary'
import { riverNotes } from './riverWords'

const say = ((key: string, values: object) => `${key} ${JSON.stringify(values)}`) as unknown as TFunction<'river'>

function notesOf(shard: Pick<ShardRow, 'throttledPerSecond' | 'hottestKey' | 'hottestKeyPercent'>): string[] {
  const summary = { applications: [], producers: [], writers: [], leases: [], totals: { copiesStored: 0 }, shards: [{ shardIndex: 3, faultPercent: 0, ...shard }] }
  return riverNotes(say, summary as unknown as Summary).gates.map(({ text }) => text)
}

describe('the key that is named at a gate', () => {
  it('is hot with more than half of its shard, else merely the first', () => {
    for (const [hottestKeyPercent, word] of [
      [2, 'topKey'],
      [50, 'topKey'],
      [50.1, 'hotKey'],
      [100, 'hotKey'],
    ] as const) {
      expect(notesOf({ throttledPerSecond: 5, hottestKey: 'user-0', hottestKeyPercent })).toEqual([`${word} ${JSON.stringify({ partitionKey: 'user-0', percent: Math.round(hottestKeyPercent) })}`])
    }
  })

  it('is not named where nothing is refused', () => {
    expect(notesOf({ throttledPerSecond: 0, hottestKey: 'user-0', hottestKeyPercent: 90 })).toEqual([])
    expect(notesOf({ throttledPerSecond: 5, hottestKey: null, hottestKeyPercent: 0 })).toEqual([])
  })
})
