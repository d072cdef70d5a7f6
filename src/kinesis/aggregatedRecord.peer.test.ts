/** The format against another voice: the package `aws-kinesis-agg`. */
import agg from 'aws-kinesis-agg'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeAggregate, type UserRecord } from './aggregatedRecord'
import { encodeAggregate } from './encodeAggregate'
import samples from './testing/kpl/samples.json'

const SEEDS = [1, 20_261, Math.floor(Math.random() * 2 ** 31)]

/** The part of the package that is used here; its own types name packages that are not there. */
interface Peer {
  aggregate(
    records: { partitionKey: string; explicitHashKey?: string; data: Buffer }[],
    onEncoded: (encoded: { partitionKey: string; data: Buffer }, done: () => void) => void,
    onEnd: () => void,
    onError: (error: Error) => void,
  ): void
  deaggregateSync(
    record: { partitionKey: string; sequenceNumber: string; data: string },
    computeChecksums: boolean,
    onEnd: (error: Error | undefined, records: PeerRecord[]) => void,
  ): void
}

interface PeerRecord {
  partitionKey: string
  explicitPartitionKey: string | undefined
  sequenceNumber: string
  subSequenceNumber?: number
  data: string
}

const peer = agg as unknown as Peer

/** No empty ones, which the package refuses, and no numbers: its tables are objects, where those come first. */
const anyKey = fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), fc.constantFrom('日本', '😀', 'user-1')).filter((key) => !/^\d+$/.test(key) && key !== '__proto__')
/** Long enough to be no index of an array. */
const anyHashKey = fc.bigInt({ min: 2n ** 64n, max: 2n ** 128n - 1n }).map(String)
const anyData = fc.uint8Array({ maxLength: 300 })

function recordsWith(explicitHashKey: fc.Arbitrary<string | null>): fc.Arbitrary<UserRecord[]> {
  return fc.array(fc.record({ partitionKey: anyKey, explicitHashKey, data: anyData }), { minLength: 1, maxLength: 40 })
}
/** All with an explicit hash key or none: where one is missing the package reads the first of the table. */
const anyRecords = fc.oneof(recordsWith(anyHashKey), recordsWith(fc.constant(null)))

async function encodeByPeer(records: readonly UserRecord[]): Promise<Buffer[]> {
  return new Promise((resolve, reject) => {
    const encoded: Buffer[] = []
    const input = records.map(({ partitionKey, explicitHashKey, data }) => ({
      partitionKey,
      ...(explicitHashKey === null ? {} : { explicitHashKey }),
      data: Buffer.from(data),
    }))
    peer.aggregate(
      input,
      ({ data }, done) => {
        encoded.push(data)
        done()
      },
      () => resolve(encoded),
      reject,
    )
  })
}

function decodeByPeer(data: Uint8Array): PeerRecord[] {
  let found: PeerRecord[] = []
  peer.deaggregateSync({ partitionKey: 'outer', sequenceNumber: '1', data: Buffer.from(data).toString('base64') }, true, (error, records) => {
    if (error !== undefined) throw error
    found = records
  })
  return found
}

function asBase64({ partitionKey, explicitHashKey, data }: UserRecord): object {
  return { partitionKey, explicitHashKey, data: Buffer.from(data).toString('base64') }
}

function asPeerSees(records: readonly UserRecord[]): PeerRecord[] {
  return records.map(({ partitionKey, explicitHashKey, data }, subSequenceNumber) => ({
    partitionKey,
    explicitPartitionKey: explicitHashKey ?? undefined,
    sequenceNumber: '1',
    subSequenceNumber,
    data: Buffer.from(data).toString('base64'),
  }))
}

describe.each(SEEDS)('aws-kinesis-agg, seed %i', (seed) => {
  it('reads what is made here', () => {
    fc.assert(
      fc.property(anyRecords, (records) => {
        expect(decodeByPeer(encodeAggregate(records))).toEqual(asPeerSees(records))
      }),
      { seed, numRuns: 100 },
    )
  })

  it('makes what is read here, and the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(anyRecords, async (records) => {
        const [bytes, ...more] = await encodeByPeer(records)
        expect(more).toEqual([])
        expect(decodeAggregate(bytes!)?.records.map(asBase64)).toEqual(records.map(asBase64))
        expect(Buffer.from(encodeAggregate(records)).equals(bytes!)).toBe(true)
      }),
      { seed, numRuns: 50 },
    )
  })
})

describe('aws-kinesis-agg', () => {
  it.each(Object.entries(samples))('reads %s as it is read here', (_, { data }) => {
    const bytes = Buffer.from(data, 'base64')
    const ours = decodeAggregate(bytes)
    if (ours === null) expect(decodeByPeer(bytes)).toEqual([{ partitionKey: 'outer', sequenceNumber: '1', data }])
    // The sample without explicit hash keys has none in its table either.
    else expect(decodeByPeer(bytes)).toEqual(asPeerSees(ours.records))
  })

  it('refuses a wrong checksum too', () => {
    const bytes = encodeAggregate([{ partitionKey: 'k', explicitHashKey: null, data: Uint8Array.of(1) }])
    bytes[bytes.length - 1]! ^= 1
    expect(() => decodeByPeer(bytes)).toThrow('Invalid record checksum')
    expect(decodeAggregate(bytes)).toBeNull()
  })
})
