import agg from 'aws-kinesis-agg'
import { gunzipSync, gzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { US_PER_SECOND } from '../../../base/units'
import type { ApiShape } from '../../../kinesis/api/types'
import { call } from '../../call'
import { partitionKeyOf } from '../../keySpace'
import { formatRecordId } from '../../recordId'
import { silentSink } from '../../sink'
import type { World } from '../../state'
import { kplRun, type KplRunOptions } from '../../testing/kplRun'
import { NOWHERE } from '../../testing/nowhere'

/** The part of the package that is used here; its own types name packages that are not there. */
interface Peer {
  deaggregateSync(
    record: { partitionKey: string; sequenceNumber: string; data: string },
    computeChecksums: boolean,
    onEnd: (error: Error | undefined, records: PeerRecord[]) => void,
  ): void
}

interface PeerRecord {
  partitionKey: string
  data: string
}

function deaggregate({ PartitionKey, SequenceNumber, Data }: ApiShape<'Record'>): PeerRecord[] {
  let found: PeerRecord[] = []
  const record = { partitionKey: PartitionKey!, sequenceNumber: SequenceNumber, data: Buffer.from(Data).toString('base64') }
  ;(agg as unknown as Peer).deaggregateSync(record, true, (error, records) => {
    if (error !== undefined && error !== null) throw error
    found = records
  })
  return found
}

/** All that a reader of the stream gets, shard by shard. */
function readAll(world: World): ApiShape<'Record'>[] {
  return world.streams[0]!.shards.flatMap(({ shardIndex }) => {
    const iterator = call(world, { operation: 'GetShardIterator', input: { StreamName: 's', ShardId: String(shardIndex), ShardIteratorType: 'TRIM_HORIZON' } }, silentSink)
    if (!iterator.ok) throw new Error(iterator.refusal.message)
    const page = call(world, { operation: 'GetRecords', input: { ShardIterator: iterator.value.ShardIterator! } }, silentSink)
    if (!page.ok) throw new Error(page.refusal.message)
    return page.value.Records
  })
}

function runAndRead(options: KplRunOptions) {
  const run = kplRun(options)
  run.goTo(4_000)
  run.split(0, 2n ** 127n)
  run.goTo(9_000)
  run.send({ ratePerSecond: 0 })
  run.goTo((12 * US_PER_SECOND) / 1_000)
  return { run, records: readAll(run.timeline.world) }
}

describe('what readers get of the KPL\'s records', () => {
  it('is read by aws-kinesis-agg as the user records that were put', () => {
    const { run, records } = runAndRead({ traffic: { ratePerSecond: 150, recordBytes: 90, keys: { kind: 'sequential', keyCount: 40 } } })
    const { world } = run.timeline
    const put = run.seen.filter(({ isStored }) => isStored)
    expect(records).toHaveLength(put.length)
    const expected = put.filter(({ isAggregate }) => isAggregate).map(({ members }) => members.map(({ keyId, recordId }) => `${partitionKeyOf(world.keys, keyId)} ${formatRecordId(recordId)}`).join())
    const aggregates = records.filter(({ PartitionKey }) => PartitionKey === 'a')
    const found = aggregates.map((record) => deaggregate(record).map(({ partitionKey, data }) => `${partitionKey} ${idIn(Buffer.from(data, 'base64'))}`).join())
    expect(found.sort()).toEqual(expected.sort())
    expect(found.length).toBeGreaterThan(50)
    const bytes = run.seen.filter(({ isStored, isAggregate }) => isStored && isAggregate).reduce((sum, entry) => sum + entry.bytes - 1, 0)
    expect(aggregates.reduce((sum, { Data }) => sum + Data.length, 0)).toBe(bytes)
  })

  it('holds the blobs that the application has compressed', () => {
    const environment = { ...NOWHERE, gzip: (bytes: Uint8Array) => gzipSync(bytes, { mtime: 0 }) }
    const { run, records } = runAndRead({ traffic: { ratePerSecond: 900, recordBytes: 150 }, settings: { compression: { algorithm: 'gzip', rowsPerRecord: 30 } }, environment })
    const blobs = records.flatMap((record) => (record.PartitionKey === 'a' ? deaggregate(record).map(({ data }) => Buffer.from(data, 'base64')) : [Buffer.from(record.Data)]))
    const rows = new Set(blobs.flatMap((blob) => new TextDecoder().decode(gunzipSync(blob)).trimEnd().split('\n')).map((row) => (JSON.parse(row) as { id: string }).id))
    expect(rows.size).toBe(run.kpl().packing.rowsPacked)
    expect(rows.size).toBeGreaterThan(7_000)
  })
})

function idIn(data: Buffer): string {
  return (JSON.parse(data.toString()) as { id: string }).id
}
