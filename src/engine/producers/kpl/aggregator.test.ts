import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeAggregate } from '../../../kinesis/encodeAggregate'
import { addToBuffer, createBuffer, flushBuffer } from './aggregator'
import { KPL_DEFAULTS, type KplSettings } from './settings'
import { addUserRecord, createUserRecords, NONE, type UserRecords } from './userRecords'

const KEY_BYTES = 10

function partitionKey(keyId: number): string {
  return `user-${keyId}`.padEnd(KEY_BYTES, '.')
}

function arrive(records: UserRecords, { keyId = 1, dataBytes = 100, deadlineUs = 0, expiryUs = 1_000 }): number {
  const slot = addUserRecord(records, 0, keyId, dataBytes, KEY_BYTES, 1)
  records.deadlineUs[slot] = deadlineUs
  records.expiryUs[slot] = expiryUs
  return slot
}

function membersOf({ next }: UserRecords, head: number): number[] {
  const members: number[] = []
  for (let slot = head; slot !== NONE; slot = next[slot]!) members.push(slot)
  return members
}

function settingsOf(more: Partial<KplSettings>): KplSettings {
  return { ...KPL_DEFAULTS, ...more }
}

describe('a buffer of the aggregator', () => {
  it('is full at AggregationMaxCount', () => {
    const records = createUserRecords()
    const buffer = createBuffer(3)
    const settings = settingsOf({ aggregationMaxCount: 4 })
    const slots = Array.from({ length: 3 }, () => arrive(records, {}))
    for (const slot of slots) expect(addToBuffer(records, buffer, slot, settings)).toBe(NONE)
    const last = arrive(records, {})
    expect(addToBuffer(records, buffer, last, settings)).toBe(slots[0])
    expect(membersOf(records, slots[0]!)).toEqual([...slots, last])
    expect(records.members[slots[0]!]).toBe(4)
    expect(flushBuffer(records, buffer, settings)).toBe(NONE)
  })

  it('is full when the KPL reckons AggregationMaxSize: data + 3 + 2 each, key + 3 each new one, 20', () => {
    const records = createUserRecords()
    const buffer = createBuffer(0)
    // 20 + 13 + 9 × 105 = 978; the tenth makes 1,083.
    const settings = settingsOf({ aggregationMaxSizeBytes: 1_083 })
    for (let count = 0; count < 9; count++) expect(addToBuffer(records, buffer, arrive(records, {}), settings)).toBe(NONE)
    expect(addToBuffer(records, buffer, arrive(records, {}), settings)).not.toBe(NONE)
  })

  it('leaves behind what does not fit by its true size, the latest deadlines first', () => {
    const records = createUserRecords()
    const buffer = createBuffer(0)
    const settings = settingsOf({ aggregationMaxSizeBytes: 1_000 })
    const slots = Array.from({ length: 12 }, (_, at) => arrive(records, { dataBytes: 90, keyId: at, deadlineUs: 100 - at }))
    let head = NONE
    let added = 0
    while (head === NONE) head = addToBuffer(records, buffer, slots[added++]!, settings)
    const members = membersOf(records, head)
    expect(members.map((slot) => records.deadlineUs[slot])).toEqual([...members.map((slot) => records.deadlineUs[slot]!)].sort((a, b) => a - b))
    expect(members).toContain(slots[added - 1])
    expect(members.length + buffer.slots.length).toBe(added)
    expect(buffer.slots).toEqual([slots[0]])
    expect(buffer.deadlineUs).toBe(100)
    expect(records.putBytes[head]).toBeLessThanOrEqual(1_000)
  })

  it('sends a large one alone, even where others came before', () => {
    const records = createUserRecords()
    const buffer = createBuffer(0)
    const small = arrive(records, { deadlineUs: 1 })
    const large = arrive(records, { dataBytes: 60_000, deadlineUs: 2 })
    addToBuffer(records, buffer, small, KPL_DEFAULTS)
    expect(addToBuffer(records, buffer, large, KPL_DEFAULTS)).toBe(small)
    expect([records.members[small], records.putBytes[small]]).toEqual([1, 100])
    expect(flushBuffer(records, buffer, KPL_DEFAULTS)).toBe(large)
    expect(records.putBytes[large]).toBe(60_000)
  })

  it('gives a Kinesis record the earliest deadline and expiry of its members', () => {
    const records = createUserRecords()
    const buffer = createBuffer(0)
    for (const [deadlineUs, expiryUs] of [[30, 900], [10, 950], [20, 400]]) addToBuffer(records, buffer, arrive(records, { deadlineUs: deadlineUs!, expiryUs: expiryUs! }), KPL_DEFAULTS)
    expect(buffer.deadlineUs).toBe(10)
    const head = flushBuffer(records, buffer, KPL_DEFAULTS)
    expect([records.headDeadlineUs[head], records.headExpiryUs[head]]).toEqual([10, 400])
  })

  it('knows the size of what it puts to the byte', () => {
    const anyRecord = fc.record({ keyId: fc.nat(30), dataBytes: fc.nat(400), deadlineUs: fc.nat(3) })
    const anyLimits = fc.record({ aggregationMaxSizeBytes: fc.integer({ min: 64, max: 4_000 }), aggregationMaxCount: fc.integer({ min: 1, max: 60 }) })
    fc.assert(
      fc.property(fc.array(anyRecord, { minLength: 1, maxLength: 80 }), anyLimits, (arriving, limits) => {
        const records = createUserRecords()
        const buffer = createBuffer(0)
        const settings = settingsOf(limits)
        const heads: number[] = []
        for (const one of arriving) heads.push(addToBuffer(records, buffer, arrive(records, one), settings))
        while (buffer.slots.length > 0) heads.push(flushBuffer(records, buffer, settings))
        const put = heads.filter((head) => head !== NONE).map((head) => membersOf(records, head))
        expect(put.flat().sort((a, b) => a - b)).toEqual(arriving.map((_, slot) => slot))
        for (const members of put) {
          const [head] = members
          const size = records.putBytes[head!]!
          const encoded = encodeAggregate(members.map((slot) => ({ partitionKey: partitionKey(records.keyId[slot]!), explicitHashKey: null, data: new Uint8Array(records.dataBytes[slot]!) })))
          expect(size).toBe(members.length === 1 ? records.dataBytes[head!] : encoded.length)
          expect(members.length).toBeLessThanOrEqual(limits.aggregationMaxCount)
          if (members.length > 1) expect(size).toBeLessThanOrEqual(limits.aggregationMaxSizeBytes)
          const deadlines = members.map((slot) => records.deadlineUs[slot]!)
          expect(deadlines).toEqual([...deadlines].sort((a, b) => a - b))
        }
      }),
    )
  })
})
