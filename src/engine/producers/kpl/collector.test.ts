import { describe, expect, it } from 'vitest'
import { KIB } from '../../../base/units'
import { addToCollector, createCollector, flushCollector } from './collector'
import { KPL_DEFAULTS } from './settings'
import { addUserRecord, createUserRecords, makeSingle, NONE, type UserRecords } from './userRecords'

const KEY_BYTES = 10

function arrive(records: UserRecords, { dataBytes = 100, shard = NONE, deadlineUs = 0 }): number {
  const slot = addUserRecord(records, 0, 1, dataBytes, KEY_BYTES, 1)
  records.shard[slot] = shard
  records.deadlineUs[slot] = deadlineUs
  records.expiryUs[slot] = Infinity
  makeSingle(records, slot)
  return slot
}

describe('the collector', () => {
  it('is full at CollectionMaxCount, 500', () => {
    const records = createUserRecords()
    const collector = createCollector()
    for (let count = 1; count < 500; count++) expect(addToCollector(records, collector, arrive(records, {}), KPL_DEFAULTS)).toBeNull()
    expect(addToCollector(records, collector, arrive(records, {}), KPL_DEFAULTS)).toHaveLength(500)
    expect(collector).toEqual(createCollector())
  })

  it('is full at 256 KiB for one predicted shard, whatever is in it for others', () => {
    const records = createUserRecords()
    const collector = createCollector()
    const dataBytes = 64 * KIB
    for (let shard = 0; shard < 5; shard++) {
      for (let count = 1; count < 4; count++) expect(addToCollector(records, collector, arrive(records, { shard, dataBytes }), KPL_DEFAULTS)).toBeNull()
    }
    expect(addToCollector(records, collector, arrive(records, { shard: 3, dataBytes: dataBytes - 1 }), KPL_DEFAULTS)).toBeNull()
    expect(addToCollector(records, collector, arrive(records, { shard: 3, dataBytes: 1 }), KPL_DEFAULTS)).toHaveLength(17)
    expect(collector.shardBytes.size).toBe(0)
  })

  it('does not count bytes of records without a prediction against a shard', () => {
    const records = createUserRecords()
    const collector = createCollector()
    for (let count = 0; count < 20; count++) expect(addToCollector(records, collector, arrive(records, { dataBytes: 64 * KIB }), KPL_DEFAULTS)).toBeNull()
    expect(collector.bytes).toBe(20 * (64 * KIB + KEY_BYTES))
  })

  it('is full at CollectionMaxSize, keys counted, and leaves behind what is too much', () => {
    const records = createUserRecords()
    const collector = createCollector()
    const settings = { ...KPL_DEFAULTS, collectionMaxSizeBytes: 10_000 }
    const heads = Array.from({ length: 5 }, (_, at) => arrive(records, { dataBytes: 2_390, deadlineUs: 50 - at, shard: at }))
    for (const head of heads.slice(0, 4)) expect(addToCollector(records, collector, head, settings)).toBeNull()
    expect(collector.bytes).toBe(9_600)
    // By deadline; the first that came has the latest, and stays.
    expect(addToCollector(records, collector, heads[4]!, settings)).toEqual([heads[4], heads[3], heads[2], heads[1]])
    expect(collector).toMatchObject({ heads: [heads[0]], bytes: 2_400, deadlineUs: 50 })
    expect([...collector.shardBytes]).toEqual([[0, 2_390]])
    expect(flushCollector(records, collector, settings)).toEqual([heads[0]])
    expect(flushCollector(records, collector, settings)).toBeNull()
  })
})
