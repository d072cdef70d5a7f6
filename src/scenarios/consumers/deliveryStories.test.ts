/** What goes to S3, against facts H, J and K. */
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ensure } from '../../base/assert'
import { POLL_US, PUT_US, ZERO_INTERVAL_US } from '../../engine/consumers/firehose/constants'
import { openObject } from '../../engine/consumers/firehose/objects'
import { FIREHOSE_DEFAULTS } from '../../engine/consumers/firehose/settings'
import { CONNECTOR_LIBRARY_DEFAULTS } from '../../engine/consumers/kcl/settings'
import { openStory, type Story } from '../../hosts/testing/storyRun'

const MIB = 1_048_576
/** Two polls and a put, and what an object of some MiB adds to it. */
const LATE_MS = (2 * POLL_US + PUT_US.max + 100_000) / 1_000

function firehoseNamed({ world }: Story, name: string) {
  const application = ensure(world.applications.find(({ settings }) => settings.name === name), name)
  if (application.kind !== 'firehose') throw new Error(`${name} is no Firehose stream`)
  return application
}

/** Oldest first. */
function objectsOf(story: Story, name: string) {
  return story.consumer('firehose', name).objects.toReversed()
}

function open(story: Story, name: string, key: string): Buffer {
  return Buffer.from(ensure(openObject(story.world, story.environment, firehoseNamed(story, name), key), key))
}

describe('Firehose', () => {
  it('writes an object when its buffer is old or full enough, and within seconds when it does not wait', async () => {
    const story = await openStory('deliver-to-s3')
    expect([FIREHOSE_DEFAULTS.bufferIntervalInSeconds, FIREHOSE_DEFAULTS.bufferSizeInMBs]).toEqual([300, 5])
    story.goTo(660)
    const gaps = (name: string) => objectsOf(story, name).map(({ writtenAtMs }, at, all) => writtenAtMs - (all[at - 1]?.writtenAtMs ?? 0)).slice(1)
    expect(objectsOf(story, 'five-minutes')).toHaveLength(2)
    for (const gapMs of gaps('five-minutes')) expect(Math.abs(gapMs - 300_000)).toBeLessThan(LATE_MS)
    expect(objectsOf(story, 'one-minute')).toHaveLength(10)
    for (const gapMs of gaps('one-minute')) expect(Math.abs(gapMs - 60_000)).toBeLessThan(LATE_MS)
    // 12,000 bytes a second.
    for (const { dataBytes } of objectsOf(story, 'one-megabyte')) expect(Math.abs(dataBytes - MIB)).toBeLessThan(2 * 12_000)
    for (const gapMs of gaps('one-megabyte')) expect(Math.abs(gapMs - MIB / 12)).toBeLessThan(2 * LATE_MS)
    const { objectsWritten } = story.consumer('firehose', 'no-wait').totals
    expect(objectsWritten).toBeGreaterThan(660_000 / (ZERO_INTERVAL_US / 1_000 + LATE_MS))
    expect(objectsWritten).toBeLessThanOrEqual(660_000_000 / ZERO_INTERVAL_US)

    const late = (name: string) => story.consumer('firehose', name).latency
    // On average half an interval, and the poll.
    expect(late('five-minutes').meanMs!).toBeGreaterThan(150_000)
    expect(late('five-minutes').meanMs!).toBeLessThan(150_000 + LATE_MS)
    expect(late('one-minute').meanMs!).toBeGreaterThan(30_000)
    expect(late('one-minute').meanMs!).toBeLessThan(30_000 + LATE_MS)
    expect(late('no-wait').meanMs!).toBeLessThan(ZERO_INTERVAL_US / 1_000 + LATE_MS)
    for (const { name, deduplication } of story.look().applications) {
      expect(deduplication).toBeNull()
      story.expectBroken(name)
    }
  })

  it('names objects by UTC hour, stream, version and second, and puts records end to end', async () => {
    const story = await openStory('deliver-to-s3')
    story.goTo(400)
    for (const { name } of story.look().applications) {
      const objects = objectsOf(story, name)
      const ending = name === 'one-minute' ? '\\.gz' : ''
      for (const { key } of objects) expect(key).toMatch(new RegExp(`^\\d{4}/\\d{2}/\\d{2}/\\d{2}/${name}-1(-\\d{2,4}){6}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}${ending}$`))
      expect(new Set(objects.map(({ key }) => key)).size).toBe(objects.length)
      // Each record in one object.
      let records = 0
      for (const { ranges, ...object } of objects) {
        records += object.records
        expect(ranges.reduce((sum, { fromOrdinal, toOrdinal }) => sum + toOrdinal - fromOrdinal, 0)).toBe(object.records)
      }
      expect(story.consumer('firehose', name).totals.recordsDelivered).toBeGreaterThanOrEqual(records)
      expect(story.application(name).recordsProcessed).toBe(story.consumer('firehose', name).totals.recordsDelivered)
    }
    const [plain] = objectsOf(story, 'five-minutes')
    const plainBytes = open(story, 'five-minutes', plain!.key)
    expect(plainBytes.length).toBe(120 * plain!.records)
    expect(plainBytes.includes(0x0a)).toBe(false)
    const [packed] = objectsOf(story, 'one-minute')
    const stored = open(story, 'one-minute', packed!.key)
    expect(stored.length).toBe(packed!.bytes)
    const lines = gunzipSync(stored)
    expect(lines.length).toBe(121 * packed!.records)
    expect(lines.toString().split('\n')).toHaveLength(packed!.records + 1)
    // The same records, in the order of their shards.
    expect(lines.toString().split('\n')[0]).toBe(plainBytes.subarray(0, 120).toString())
  })
})

describe('the Connector Library beside Firehose', () => {
  it('overwrites the object of a worker that crashed before its checkpoint; Firehose writes one more under another name', async () => {
    const story = await openStory('connector-and-firehose')
    const { connector } = CONNECTOR_LIBRARY_DEFAULTS
    story.goTo(31.4)
    expect(story.consumer('kcl', 'connector').emitted).toBeNull()
    story.goTo(31.5)
    expect(story.consumer('kcl', 'connector').emitted).toMatchObject({ objectsWritten: 1, objectsOverwritten: 0, objects: [{ overwritten: 0 }] })
    const [first] = story.consumer('kcl', 'connector').emitted!.objects
    // In S3, and in no checkpoint.
    expect(story.look().leases.find(({ shardId }) => shardId === first!.shardId)).toMatchObject({ checkpoint: 'TRIM_HORIZON', leaseOwner: 'w-1', state: 'OWNER_SILENT' })

    story.goTo(300)
    const { objects, objectsOverwritten, recordsFailed } = story.consumer('kcl', 'connector').emitted!
    expect({ objectsOverwritten, recordsFailed }).toEqual({ objectsOverwritten: 1, recordsFailed: 0 })
    expect(objects.at(-1)).toMatchObject({ key: first!.key, records: first!.records, overwritten: 1 })
    const names = objects.map(({ key }) => key.split('-') as [string, string])
    for (const [from, to] of names) expect(BigInt(from)).toBeLessThan(BigInt(to))
    for (const { records, bytes } of objects) expect(records >= connector!.bufferRecordsMax || bytes >= connector!.bufferBytesMax).toBe(true)
    for (const shardId of ['shardId-000000000000', 'shardId-000000000001']) {
      const ranges = objects.filter((object) => object.shardId === shardId).map(({ key }) => key.split('-').map(BigInt) as [bigint, bigint])
      const inOrder = ranges.toSorted(([left], [right]) => (left < right ? -1 : 1))
      for (const [at, [from]] of inOrder.slice(1).entries()) expect(from).toBeGreaterThan(inOrder[at]![1])
    }

    const { totals, objects: delivered } = story.consumer('firehose', 'firehose')
    expect(totals.answersLost).toBeGreaterThan(0)
    expect(totals.objectsDuplicated).toBe(totals.answersLost)
    const twice = delivered.filter(({ duplicateOf }) => duplicateOf !== null)
    expect(twice).toHaveLength(totals.objectsDuplicated)
    for (const { key, duplicateOf, records } of twice) {
      const before = delivered.find((object) => object.key === duplicateOf)!
      expect(key).not.toBe(duplicateOf)
      expect(before.records).toBe(records)
      expect(open(story, 'firehose', key).equals(open(story, 'firehose', before.key))).toBe(true)
    }
    for (const name of ['connector', 'firehose']) story.expectBroken(name)
    const drained = story.drain()
    expect(story.processed.get('firehose')!.size).toBe(drained.totals.recordsStored)
  })
})
