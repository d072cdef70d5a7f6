import { describe, expect, it } from 'vitest'
import { decodeAggregate } from '../kinesis/aggregatedRecord'
import { keyFactsOf } from './inspect'
import { sequenceNumberOf } from './naming'
import { recordsOut } from './operations/records/recordsOut'
import { recordDetailsOf } from './recordDetails'
import { formatRecordId, identityOf } from './recordId'
import { aggregateOf, FIRST_ORDINAL, forEachRecord } from './shardLog'
import type { World } from './state'
import { kplRun } from './testing/kplRun'

const TRAFFIC = { ratePerSecond: 200, recordBytes: 120, keys: { kind: 'uniform', keyCount: 40 } } as const

interface Stored {
  sequenceNumber: string
  identities: number[]
  isAggregate: boolean
}

/** Everything in the stream, by a way of its own. */
function storedIn(world: World): Stored[] {
  const stored: Stored[] = []
  for (const shard of world.streams[0]!.shards) {
    forEachRecord(shard.log, FIRST_ORDINAL, shard.log.nextOrdinal, (columns, at, ordinal, arrivalUs, segment) => {
      const aggregate = aggregateOf(segment, at)
      stored.push({
        sequenceNumber: sequenceNumberOf(world, shard, ordinal, arrivalUs),
        identities: Array.from(aggregate?.recordIds ?? [columns.recordId[at]!], identityOf),
        isAggregate: aggregate !== null,
      })
    })
  }
  return stored
}

/** Two shards; responses are lost, so that much is stored again, alone or in other company. */
function lossyRun(aggregationEnabled: boolean) {
  const run = kplRun({ shardCount: 2, settings: { requestTimeoutMs: 300, aggregationEnabled }, traffic: TRAFFIC })
  run.act({ type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent: 20, delayMsMax: 0 } })
  run.goTo(5_000)
  const { world } = run.timeline
  return { world, stream: world.streams[0]!, stored: storedIn(world) }
}

describe.each([true, false])('a record opened, aggregated: %s', (aggregationEnabled) => {
  const { world, stream, stored } = lossyRun(aggregationEnabled)
  const open = (sequenceNumber: string) => recordDetailsOf(world, stream, { sequenceNumber })!

  it('shows the bytes that GetRecords gives, and in them the user records', () => {
    expect(stored.some(({ isAggregate }) => isAggregate)).toBe(aggregationEnabled)
    for (const shard of stream.shards) {
      for (const { SequenceNumber, Data } of recordsOut(world, stream, shard, { fromOrdinal: FIRST_ORDINAL, toOrdinal: shard.log.nextOrdinal })) {
        const { data, aggregate, userRecords } = open(SequenceNumber)
        const decoded = decodeAggregate(Data)
        const hex = Buffer.from(Data).toString('hex')
        expect(data).toEqual({ bytes: Data.length, headHex: hex.slice(0, 512), tailHex: Data.length > 256 ? hex.slice(-32) : '', hasMagic: decoded !== null })
        expect(userRecords).toBe(decoded?.records.length ?? 1)
        expect(aggregate?.count).toBe(decoded?.records.length)
        expect(aggregate?.userRecords.map(({ partitionKey, dataBytes }) => ({ partitionKey, dataBytes }))).toEqual(
          decoded?.records.slice(0, 100).map(({ partitionKey, data: { length } }) => ({ partitionKey, dataBytes: length })),
        )
      }
    }
  })

  it('knows where the same is stored again, and nothing else', () => {
    let copies = 0
    for (const { sequenceNumber, identities } of stored) {
      const opened = open(sequenceNumber)
      const others = stored.filter((other) => other.sequenceNumber !== sequenceNumber && other.identities.some((identity) => identities.includes(identity)))
      expect(new Set(opened.copies.map((copy) => copy.sequenceNumber))).toEqual(new Set(others.map((other) => other.sequenceNumber)))
      expect(opened.copies.map(({ arrivedAtMs }) => arrivedAtMs)).toEqual(opened.copies.map(({ arrivedAtMs }) => arrivedAtMs).toSorted((left, right) => left - right))
      if (opened.isCopy) {
        copies++
        expect(opened.copies[0]!.arrivedAtMs).toBeLessThan(opened.arrivedAtMs)
      }
    }
    expect(copies).toBeGreaterThan(10)
    expect(stored.length - copies).toBeGreaterThan(10)
  })

  it('is found by the partition key of any user record', () => {
    const { partitionKey, records } = keyFactsOf(world, stream, 'user-7')
    expect(partitionKey).toBe('user-7')
    expect(records.length).toBeGreaterThan(10)
    for (const { sequenceNumber, userRecords, recordId } of records) {
      const { aggregate, partitionKey: first } = open(sequenceNumber)
      expect(aggregate?.userRecords.map((row) => row.partitionKey) ?? [first]).toContain('user-7')
      expect(userRecords).toBe(aggregate?.count ?? 1)
      expect(recordId).toBe(formatRecordId(stored.find((one) => one.sequenceNumber === sequenceNumber)!.identities[0]!))
    }
  })

  it('is none where no record has the number', () => {
    const number = BigInt(stored[0]!.sequenceNumber)
    for (const wrong of ['', '1', 'x', String(number + (1_000_000n << 80n)), String(number + (77n << 4n))]) {
      expect(recordDetailsOf(world, stream, { sequenceNumber: wrong })).toBeNull()
    }
    expect(recordDetailsOf(world, null, { sequenceNumber: String(number) })).toBeNull()
  })
})
